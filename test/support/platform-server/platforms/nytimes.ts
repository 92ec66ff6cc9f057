// The New York Times's interface over the generated thread: 25 top comments a page, three replies with each, all of one by its number.
import nytimes from "../../../../packages/scraper/src/platforms/nytimes.ts";
import { articlePage, definePlatformServer, type Expected, numberIn } from "../server.ts";
import { ancestorsOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const INLINE = 3;

export default definePlatformServer({
  platform: nytimes,
  origin: "https://www.nytimes.com",
  page: (world) =>
    articlePage(world, {
      body: `<script>window.__preloadedData = {"article":{"commentProperties":{"status":"ACCEPT_AND_DISPLAY_COMMENTS"}}};</script>`,
    }),
  serves: (comment, thread) =>
    comment.state === "visible" && ancestorsOf(comment, thread).every((one) => one.state === "visible"),
  answer({ url }, world) {
    if (url.host !== "www.nytimes.com" || url.pathname !== "/svc/community/V3/requestHandler") return undefined;
    if (url.searchParams.get("url") !== world.article) return { json: { status: "OK", results: { comments: [] } } };
    const replies = repliesOf(world.comments().filter((one) => !one.foreign));
    if (url.searchParams.get("cmd") === "GetRepliesBySequence") {
      const of = world.comments().find((one) => one.id === numberIn(url, "commentSequence", 0));
      return {
        json: {
          status: "OK",
          results: { comments: of === undefined ? [] : [rowOf(of, replies, Number.POSITIVE_INFINITY)] },
        },
      };
    }
    const top = replies.get(null) ?? [];
    const { rows, more } = world.slice(top, numberIn(url, "offset", 0), numberIn(url, "limit", 25));
    const results = {
      comments: rows.map((one) => rowOf(one, replies, INLINE)),
      totalCommentsFound: world.announced(),
      totalParentCommentsFound: more ? top.length + 1 : top.length,
    };
    return { json: { status: "OK", results } };
  },
  states: (one): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: "visible",
    votes: { up: one.up, down: null, score: null },
  }),
  never: {
    "missing-parent": "replies lie within the comment they answer",
    "foreign-comment": "a comment does not say to which article it belongs",
  },
});

const rowOf = (one: TrueComment, all: ReadonlyMap<number | null, TrueThread>, inline: number): unknown => ({
  commentID: one.id,
  commentSequence: one.id,
  parentID: one.parent,
  userID: one.author?.key ?? null,
  userDisplayName: one.author?.name ?? "",
  commentBody: one.paragraphs.map((line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;")).join("<br/>"),
  createDate: String(one.createdAt / 1000),
  recommendations: one.up,
  replyCount: (all.get(one.id) ?? []).length,
  replies: (all.get(one.id) ?? []).slice(0, inline).map((reply) => rowOf(reply, all, inline)),
});
