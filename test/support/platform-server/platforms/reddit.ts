// Reddit's interface over the generated thread: a tree of so many comments and levels, and stubs for what is not in it.
import reddit from "../../../../packages/scraper/src/platforms/reddit.ts";
import { articlePage, definePlatformServer, type Expected, type World } from "../server.ts";
import { ancestorsOf, htmlOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const SHOWN = 200;
const LEVELS = 10;
const idOf = (id: number): string => `k${id.toString(36)}`;
const numberOf = (id: string): number => Number.parseInt(id.slice(1), 36);

export default definePlatformServer({
  platform: reddit,
  page: (world) =>
    articlePage(world, {
      body: `<a href="https://www.reddit.com/r/harbour/comments/${world.key}/bridge/">Discuss on Reddit</a>`,
    }),
  answer({ url, headers }, world) {
    if (url.host !== "oauth.reddit.com") return undefined;
    if (headers.authorization !== "Bearer test-key")
      return { status: 401, json: { message: "Unauthorized", error: 401 } };
    const all = world.comments();
    if (url.pathname === "/api/morechildren") {
      const wanted = new Set((url.searchParams.get("children") ?? "").split(",").map(numberOf));
      const rows = all.filter((one) => wanted.has(one.id) || ancestorsOf(one, all).some(({ id }) => wanted.has(id)));
      return {
        json: {
          json: {
            errors: [],
            data: { things: rows.map((one) => ({ kind: "t1", data: { ...dataOf(one, world), replies: "" } })) },
          },
        },
      };
    }
    if (url.pathname !== `/comments/${world.key}`) return undefined;
    const link = {
      kind: "t3",
      data: { id: world.key, num_comments: world.announced(), locked: false, archived: false },
    };
    const below = url.searchParams.get("comment");
    const top = below === null ? undefined : all.filter((one) => one.id === numberOf(below));
    return { json: [listing([link]), listing(treeOf(all, world, top))] };
  },
  states: (one, world): Expected => ({
    nativeId: idOf(one.id),
    parent: one.parent === null ? null : idOf(one.parent),
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    editedAt: one.editedAt === null ? null : new Date(one.editedAt).toISOString(),
    text: textOf(one),
    state: one.state !== "visible" ? one.state : one.editedAt ? "edited" : "visible",
    votes: { up: null, down: null, score: one.up - one.down },
    permalink: `https://www.reddit.com/r/harbour/comments/${world.key}/bridge/${idOf(one.id)}/`,
  }),
  plays: ["no-key"],
  never: { "past-the-end": "what is left out is asked for by its ids" },
});

const listing = (children: readonly unknown[]) => ({ kind: "Listing", data: { children, after: null, before: null } });

/** The first so many comments, so many levels deep; of the others, stubs. */
function treeOf(all: TrueThread, world: World, top?: TrueThread): readonly unknown[] {
  const replies = repliesOf(all);
  const here = new Set(all.map((one) => one.id));
  // What answers a comment that is not there stands beside those at the top.
  const first = top ?? all.filter((one) => one.parent === null || !here.has(one.parent));
  let room = SHOWN;
  const shown = (list: TrueThread, level: number, parent: string): unknown[] => {
    const rows = list.slice(0, Math.max(0, room));
    room -= rows.length;
    const nodes: unknown[] = rows.map((one) => {
      const below = replies.get(one.id) ?? [];
      const deep = [{ kind: "more", data: { id: "_", count: 0, children: [], parent_id: `t1_${idOf(one.id)}` } }];
      const children =
        below.length === 0 ? "" : listing(level < LEVELS ? shown(below, level + 1, `t1_${idOf(one.id)}`) : deep);
      return { kind: "t1", data: { ...dataOf(one, world), replies: children } };
    });
    const rest = list.slice(rows.length).map(({ id }) => idOf(id));
    return rest.length === 0
      ? nodes
      : [...nodes, { kind: "more", data: { id: rest[0], count: rest.length, children: rest, parent_id: parent } }];
  };
  return shown(first, 1, `t3_${world.key}`);
}

const GONE = { deleted: "[deleted]", removed: "[removed]" } as const;
const dataOf = (one: TrueComment, world: World) => ({
  id: idOf(one.id),
  link_id: `t3_${world.keyOf(one)}`,
  parent_id: one.parent === null ? `t3_${world.key}` : `t1_${idOf(one.parent)}`,
  author: one.state === "visible" ? (one.author?.name ?? "[deleted]") : "[deleted]",
  ...(one.state === "visible" && one.author !== null && { author_fullname: `t2_${one.author.key}` }),
  body: one.state === "visible" ? textOf(one) : GONE[one.state],
  body_html:
    one.state === "visible"
      ? `<div class="md">${htmlOf(one)}</div>`
      : `<div class="md"><p>${GONE[one.state]}</p></div>`,
  created_utc: one.createdAt / 1000,
  edited: one.editedAt === null ? false : one.editedAt / 1000,
  score: one.up - one.down,
  permalink: `/r/harbour/comments/${world.key}/bridge/${idOf(one.id)}/`,
});
