// Viafoura's interface over the generated thread: the site's section, the article's container, pages of top comments with some replies.
import viafoura from "../../../../packages/scraper/src/platforms/viafoura.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { ancestorsOf, htmlOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const SECTION = "00000000-0000-4000-8000-0000000000aa";
const containerOf = (key: string): string => `container-${key}`;

export default definePlatformServer({
  platform: viafoura,
  page: (world) =>
    articlePage(world, {
      head: `<meta name="vf:container_id" content="${world.key}">`,
      body: "<vf-conversations></vf-conversations>",
    }),
  // With the comment at its top a whole thread goes.
  serves: (comment, thread) => comment.state !== "removed" && ancestorsOf(comment, thread).at(-1)?.state !== "removed",
  counts: ({ state }) => state === "visible",
  answer({ url, method }, world) {
    if (method === "POST" && url.pathname === "/v2/news.example/bootstrap/v2")
      return { json: { result: { settings: { site_uuid: SECTION }, sectionTree: { uuid: SECTION } } } };
    const root = `/v4/livecomments/${SECTION}`;
    if (method !== "GET" || url.host !== "livecomments.viafoura.co" || !url.pathname.startsWith(root)) return undefined;
    const path = url.pathname.slice(root.length);
    if (path === "/contentcontainer/id") {
      if (url.searchParams.get("container_id") !== world.key) return undefined;
      return {
        json: {
          container_id: world.key,
          content_container_uuid: containerOf(world.key),
          total_visible_content: world.announced(),
        },
      };
    }
    const list = `/${containerOf(world.key)}/comments`;
    if (!path.startsWith(list)) return undefined;
    const of = path.length > list.length ? Number(path.slice(list.length + 3)) : null;
    return { json: pageOf(url, of, world) };
  },
  states: (one): Expected => ({
    nativeId: `u-${one.id}`,
    parent: one.parent === null ? null : `u-${one.parent}`,
    parentFrom: "id",
    author: null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: one.state === "visible" ? "visible" : "deleted",
    votes: { up: one.up, down: one.down, score: null },
  }),
});

/** A thread is asked for by its top comment; `starting_from` names the last one read, so that nothing moves. */
function pageOf(url: URL, of: number | null, world: World): unknown {
  const all = world.comments();
  const below = (root: number): TrueThread => all.filter((one) => one.root === root && one.parent !== null);
  const after = Number(url.searchParams.get("starting_from")?.slice(2) ?? 0);
  const list = (of === null ? all.filter((one) => one.parent === null) : below(of)).filter(
    (one) => one.foreign || one.id > after,
  );
  const { rows, more } = world.slice(list, 0, numberIn(url, "limit", 10));
  const inline = numberIn(url, "reply_limit", 0);
  const contents = rows.flatMap((one) =>
    of === null && !one.foreign ? [one, ...below(one.id).slice(0, inline)] : [one],
  );
  return { more_available: more, contents: contents.map((one) => rowOf(one, below(one.id).length, world)) };
}

const rowOf = (one: TrueComment, replies: number, world: World) => ({
  content_uuid: `u-${one.id}`,
  parent_uuid: one.parent === null ? containerOf(world.keyOf(one)) : `u-${one.parent}`,
  content_container_uuid: containerOf(world.keyOf(one)),
  section_uuid: SECTION,
  actor: null,
  actor_uuid: one.author === null ? null : `a-${one.author.key}`,
  ...(one.state === "visible" && { content: htmlOf(one) }),
  date_created: one.createdAt,
  state: one.state === "visible" ? "visible" : "deleted",
  total_likes: one.up,
  total_dislikes: one.down,
  total_replies: one.parent === null ? replies : 0,
});
