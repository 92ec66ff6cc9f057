// Disqus's embedded page and interface over the generated thread: fifty comments with the page, the others by cursor and key.
import disqus from "../../../../packages/scraper/src/platforms/disqus.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { htmlOf, type TrueComment, textOf } from "../thread.ts";

const EMBEDDED = 50;
const cursorOf = (rows: readonly TrueComment[], more: boolean) => ({
  hasNext: more,
  next: `${rows.findLast((one) => !one.foreign)?.id ?? 0}:0:0`,
  total: null,
});

export default definePlatformServer({
  platform: disqus,
  page: (world) =>
    articlePage(world, {
      body: `<div id="disqus_thread"></div><script>var disqus_config = function () { this.page.url = "${world.article}"; this.page.identifier = "${world.key}"; };
(function () { var s = document.createElement("script"); s.src = "https://harbour-news.disqus.com/embed.js"; document.head.appendChild(s); })();</script>`,
    }),
  serves: ({ state }) => state === "visible",
  answer({ url }, world) {
    if (url.host === "harbour-news.disqus.com" && url.pathname === "/count-data.js") {
      const isKnown = url.searchParams.get("1") === world.key;
      const counts = isKnown ? [{ id: world.key, comments: world.announced() }] : [];
      return { text: `DISQUSWIDGETS.displayCount(${JSON.stringify({ text: { and: "and" }, counts })});` };
    }
    if (url.host !== "disqus.com") return undefined;
    const all = world.comments();
    if (url.pathname === "/embed/comments/") {
      if (url.searchParams.get("f") !== "harbour-news" || url.searchParams.get("t_i") !== world.key) return undefined;
      const { rows, more } = world.slice(all, 0, EMBEDDED);
      const thread = { id: `t-${world.key}`, forum: "harbour-news", posts: world.announced(), isClosed: false };
      const told = {
        code: 0,
        cursor: cursorOf(rows, more),
        response: { posts: rows.map((one) => rowOf(one, world)), thread },
      };
      return {
        text: `<html><body><script type="text/json" id="disqus-threadData">${JSON.stringify(told).replaceAll("</", "<\\/")}</script></body></html>`,
      };
    }
    if (url.pathname !== "/api/3.0/threads/listPosts.json" || url.searchParams.get("thread") !== `t-${world.key}`)
      return undefined;
    if (url.searchParams.get("api_key") !== "test-key")
      return { status: 400, json: { code: 5, response: "Invalid API key" } };
    const after = Number(url.searchParams.get("cursor")?.split(":")[0] ?? 0);
    const { rows, more } = world.slice(
      all.filter((one) => one.foreign || one.id > after),
      0,
      numberIn(url, "limit", 25),
    );
    return { json: { code: 0, cursor: cursorOf(rows, more), response: rows.map((one) => rowOf(one, world)) } };
  },
  states: (one, world): Expected => ({
    nativeId: String(7000 + one.id),
    parent: one.parent === null ? null : String(7000 + one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: one.editedAt ? "edited" : "visible",
    votes: { up: one.up, down: one.down, score: null },
    permalink: `${world.article}#comment-${7000 + one.id}`,
  }),
  plays: ["no-key"],
});

const rowOf = (one: TrueComment, world: World) => ({
  id: String(7000 + one.id),
  parent: one.parent === null ? null : 7000 + one.parent,
  thread: `t-${world.keyOf(one)}`,
  forum: "harbour-news",
  createdAt: new Date(one.createdAt).toISOString().slice(0, 19),
  message: htmlOf(one),
  author: one.author === null ? { isAnonymous: true, name: "" } : { id: String(one.author.key), name: one.author.name },
  likes: one.up,
  dislikes: one.down,
  points: one.up - one.down,
  isDeleted: false,
  isEdited: one.editedAt !== null,
  url: `${world.article}#comment-${7000 + one.id}`,
});
