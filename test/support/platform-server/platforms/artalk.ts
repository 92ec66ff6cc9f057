// Artalk's interface over the generated thread: a flat list by offset, with the parents that are not on the page behind it.
import artalk from "../../../../packages/scraper/src/platforms/artalk.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { ancestorsOf, htmlOf, isoOf, type TrueComment, textOf } from "../thread.ts";

const keyOf = (key: string): string => `/bridge/${key}`;

export default definePlatformServer({
  platform: artalk,
  page: (world) =>
    articlePage(world, {
      body: `<div id="comments"></div><script>Artalk.init({ el: "#comments", pageKey: "${keyOf(world.key)}", server: "${world.host}", site: "News" })</script>`,
    }),
  serves: (comment, thread) => [comment, ...ancestorsOf(comment, thread)].every(({ state }) => state === "visible"),
  answer({ url }, world) {
    const { searchParams: query } = url;
    if (url.pathname !== "/api/v2/comments" || query.get("page_key") !== keyOf(world.key)) return undefined;
    if (query.get("site_name") !== "News" || query.get("flat_mode") !== "true") return undefined;
    const all = world.comments();
    const { rows } = world.slice(all, numberIn(url, "offset", 0), numberIn(url, "limit", 20));
    const here = new Set(rows);
    const linked = new Set(
      rows.flatMap((one) => all.filter(({ id }) => id === one.parent)).filter((one) => !here.has(one)),
    );
    const comments = [
      ...rows.map((one) => rowOf(one, world, true)),
      ...[...linked].map((one) => rowOf(one, world, false)),
    ];
    const count = world.announced();
    return { json: { comments, count, roots_count: count, page: { key: keyOf(world.key), admin_only: false } } };
  },
  states: (one, world): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    text: textOf(one),
    state: "visible",
    votes: { up: one.up, down: one.down, score: null },
    permalink: `${world.article}#atk-comment-${one.id}`,
  }),
});

const rowOf = (one: TrueComment, world: World, visible: boolean) => ({
  id: one.id,
  content: "",
  content_marked: htmlOf(one),
  user_id: one.author?.key ?? 0,
  nick: one.author?.name ?? "",
  date: isoOf(one.createdAt).slice(0, 19).replace("T", " "),
  is_collapsed: false,
  is_pending: false,
  rid: one.parent ?? 0,
  visible,
  vote_up: one.up,
  vote_down: one.down,
  page_key: keyOf(world.keyOf(one)),
});
