// Vuukle's interface over the generated thread: a count, the newest comments by places with two replies each, and all replies of one.
import vuukle from "../../../../packages/scraper/src/platforms/vuukle.ts";
import { articlePage, definePlatformServer, type Expected, numberIn } from "../server.ts";
import { ancestorsOf, htmlOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const INLINE = 2;

export default definePlatformServer({
  platform: vuukle,
  page: (world) =>
    articlePage(world, {
      body: `<div id="vuukle-comments"></div><script>var VUUKLE_CONFIG = { apiKey: "key-of-the-site", articleId: "${world.key}" };</script><script src="https://cdn.vuukle.com/platform.js"></script>`,
    }),
  // A comment that is gone takes what hangs below it along.
  serves: (comment, thread) =>
    comment.state === "visible" && ancestorsOf(comment, thread).every((one) => one.state === "visible"),
  answer({ url }, world) {
    if (url.host !== "api.vuukle.com") return undefined;
    const name = url.pathname.replace("/api/v1/Comments/", "");
    const replies = repliesOf(world.comments());
    if (name === "getCommentCountListByHost") {
      if (url.searchParams.get("host") !== "news.example") return undefined;
      return { json: { success: true, data: { [world.key]: world.announced() } } };
    }
    if (name === "loadFullReplies") {
      const of = replies.get(Number(url.searchParams.get("commentId"))) ?? [];
      return { json: { success: true, data: of.map((one) => rowOf(one, replies, Number.POSITIVE_INFINITY)) } };
    }
    if (name !== "getCommentFeedBySort" || url.searchParams.get("articleId") !== world.key) return undefined;
    const newest = [...(replies.get(null) ?? [])].filter((one) => !one.foreign).reverse();
    const size = Math.min(numberIn(url, "pageSize", 25), 25);
    const { rows } = world.slice(newest, numberIn(url, "start", 0), size);
    return {
      json: {
        success: true,
        data: { comments: { pageSize: size, items: rows.map((one) => rowOf(one, replies, INLINE)) } },
      },
    };
  },
  states: (one): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: "visible",
  }),
  never: {
    "past-the-end": "pages end with an empty one",
    "foreign-comment": "a comment does not say to which article it belongs",
  },
});

const rowOf = (one: TrueComment, all: ReadonlyMap<number | null, TrueThread>, inline: number): unknown => ({
  id: one.id,
  parentId: one.parent ?? 0,
  userId: one.author === null ? null : String(one.author.key),
  name: one.author?.name ?? "",
  commentText: htmlOf(one),
  createAt: new Date(one.createdAt).toISOString().slice(0, 19).replace("T", " "),
  replyCount: (all.get(one.id) ?? []).length,
  replies: (all.get(one.id) ?? []).slice(0, inline).map((reply) => rowOf(reply, all, inline)),
});
