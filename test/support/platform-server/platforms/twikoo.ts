// Twikoo's interface over the generated thread: eight comments at the top a page, newest first, by the time of the last one.
import twikoo from "../../../../packages/scraper/src/platforms/twikoo.ts";
import { articlePage, definePlatformServer, type Expected, jsonOf } from "../server.ts";
import { ancestorsOf, htmlOf, type TrueComment, textOf } from "../thread.ts";

const PAGE = 8;
const idOf = (id: number): string => `t${id}`;

export default definePlatformServer({
  platform: twikoo,
  page: (world) =>
    articlePage(world, {
      body: `<div id="tcomment"></div><script>twikoo.init({ envId: "${world.host}/twikoo", el: "#tcomment" })</script>`,
    }),
  // A comment goes without a trace, and what stands below one at the top is served with that one only.
  serves: (comment, thread) =>
    comment.state === "visible" && (ancestorsOf(comment, thread).at(-1)?.state ?? "visible") === "visible",
  answer(request, world) {
    const { event, url, urls, before } = jsonOf(request);
    const path = new URL(world.article).pathname;
    if (request.url.pathname !== "/twikoo" || request.method !== "POST") return undefined;
    if (event === "GET_COMMENTS_COUNT" && JSON.stringify(urls) === JSON.stringify([path]))
      return { json: { data: [{ url: path, count: world.announced() }], accessToken: "a1" } };
    if (event !== "COMMENT_GET" || url !== path) return { json: { code: 1001, message: "unknown event" } };
    const all = world.comments();
    const tops = all
      .filter((one) => one.parent === null && (typeof before !== "number" || one.createdAt < before))
      .reverse();
    const { rows, more } = world.slice(tops, 0, PAGE);
    const data = rows.map((one) => ({
      ...rowOf(one),
      replies: all.filter((reply) => reply.root === one.id && reply !== one).map(rowOf),
    }));
    return { json: { data, more, count: all.filter((one) => one.parent === null).length, accessToken: "a1" } };
  },
  states: (one, world): Expected => ({
    nativeId: idOf(one.id),
    parent: one.parent === null ? null : idOf(one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: "visible",
    votes: { up: one.up, down: one.down, score: null },
    permalink: `${world.article}#${idOf(one.id)}`,
  }),
  never: {
    "missing-parent": "replies are had through the comment at the top",
    "foreign-comment": "comments do not name their thread, and a thread is one query of the database",
  },
});

const rowOf = (one: TrueComment) => ({
  id: idOf(one.id),
  nick: one.author?.name ?? "",
  mailMd5: "0",
  comment: htmlOf(one),
  ups: one.up,
  downs: one.down,
  created: one.createdAt,
  isSpam: false,
  ...(one.parent !== null && { pid: idOf(one.parent), rid: idOf(one.root) }),
});
