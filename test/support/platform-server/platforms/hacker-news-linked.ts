// Hacker News's two interfaces over the generated thread: an item with its number, and the whole tree in one answer.
import hackerNews from "../../../../packages/scraper/src/platforms/hacker-news-linked.ts";
import { articlePage, definePlatformServer, type Expected, type World } from "../server.ts";
import { htmlOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const idOf = (id: number): number => 40_000_000 + id;

export default definePlatformServer({
  platform: hackerNews,
  page: (world) =>
    articlePage(world, {
      body: `<p><a href="https://news.ycombinator.com/item?id=${world.key}">Comments on Hacker News</a></p>`,
    }),
  counts: ({ state }) => state === "visible",
  answer({ url }, world) {
    const id = Number(world.key);
    if (url.href === `https://hacker-news.firebaseio.com/v0/item/${id}.json`)
      return { json: { id, type: "story", descendants: world.announced(), kids: [] } };
    if (url.href !== `https://hn.algolia.com/api/v1/items/${id}`) return undefined;
    const all = world.comments();
    const here = new Set(all.map((one) => one.id));
    // What answers a comment that the search does not have hangs below the story there, and names its parent.
    const lost = all.filter((one) => one.parent !== null && !here.has(one.parent));
    const replies = repliesOf(all);
    const children = [...(replies.get(null) ?? []), ...lost].map((one) => nodeOf(one, replies, world));
    return { json: { id, type: "story", children } };
  },
  states: (one): Expected => ({
    nativeId: String(idOf(one.id)),
    parent: one.parent === null ? null : String(idOf(one.parent)),
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: one.state === "visible" ? "visible" : "deleted",
    permalink: `https://news.ycombinator.com/item?id=${idOf(one.id)}`,
  }),
  never: { "past-the-end": "there are no pages" },
});

const nodeOf = (one: TrueComment, replies: ReadonlyMap<number | null, TrueThread>, world: World): unknown => ({
  id: idOf(one.id),
  type: "comment",
  story_id: Number(world.keyOf(one)),
  parent_id: one.parent === null ? Number(world.key) : idOf(one.parent),
  author: one.state === "visible" ? (one.author?.name ?? null) : null,
  text: one.state === "visible" ? htmlOf(one) : null,
  points: null,
  created_at: new Date(one.createdAt).toISOString(),
  children: (replies.get(one.id) ?? []).map((reply) => nodeOf(reply, replies, world)),
});
