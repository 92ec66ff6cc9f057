// giscus's interface over the generated thread: top comments by cursor, with the last hundred replies of each, in two levels.
import giscus from "../../../../packages/scraper/src/platforms/giscus.ts";
import { articlePage, definePlatformServer, type Expected, numberIn } from "../server.ts";
import { htmlOf, isoOf, type TrueComment, textOf } from "../thread.ts";

const REPLIES = 100;
const idOf = (id: number): string => `DC_${id}`;

export default definePlatformServer({
  platform: giscus,
  page: (world) =>
    articlePage(world, {
      body: `<script src="https://giscus.app/client.js" data-repo="harbour/talk" data-repo-id="R_1" data-category="News" data-mapping="number" data-term="${world.key}"></script>`,
    }),
  // The cap of replies is seen in the adapter's example; a thread that meets it cannot be complete.
  serves: (comment, thread) =>
    comment.parent === null ||
    thread
      .filter((one) => one.root === comment.root)
      .slice(1)
      .indexOf(comment) < REPLIES,
  answer({ url }, world) {
    if (url.host !== "giscus.app" || url.pathname !== "/api/discussions") return undefined;
    if (url.searchParams.get("number") !== world.key) return { status: 404, json: { error: "Discussion not found" } };
    const all = world.comments();
    const after = Number(url.searchParams.get("after")?.slice(1) ?? 0);
    const tops = all.filter((one) => one.parent === null && one.id > after);
    const { rows, more } = world.slice(tops, 0, numberIn(url, "first", 20));
    // What is counted and not served hangs below the first comment.
    const lost = world.announced() - all.length;
    const comments = rows.map((one) => {
      const replies = all.filter((reply) => reply.root === one.id && reply !== one);
      return {
        ...rowOf(one),
        upvoteCount: one.up,
        replyCount: replies.length + (one.id === 1 ? lost : 0),
        replies: replies.map((reply) => ({ ...rowOf(reply), replyToId: idOf(one.id) })),
      };
    });
    const discussion = {
      id: "D_1",
      locked: false,
      totalCommentCount: all.filter((one) => one.parent === null).length,
      totalReplyCount: comments.reduce((sum, { replyCount }) => sum + replyCount, 0),
      pageInfo: { hasNextPage: more, endCursor: `k${rows.at(-1)?.id ?? after}` },
      comments,
    };
    return { json: { viewer: null, discussion } };
  },
  states: (one): Expected => ({
    nativeId: idOf(one.id),
    parent: one.parent === null ? null : idOf(one.root),
    parentFrom: "id",
    author: one.state !== "deleted" && one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    editedAt: one.editedAt === null ? null : isoOf(one.editedAt),
    text: textOf(one),
    state: one.state !== "visible" ? one.state : one.editedAt ? "edited" : "visible",
    votes: one.parent === null ? { up: one.up, down: null, score: null } : null,
    permalink: `https://github.com/harbour/talk/discussions/1#${idOf(one.id)}`,
  }),
  never: {
    "missing-parent": "replies lie within the comment they answer",
    "foreign-comment": "comments do not name their discussion, and a discussion is one object of GitHub's",
  },
});

const rowOf = (one: TrueComment) => ({
  id: idOf(one.id),
  author: { login: one.author?.name || "ghost" },
  createdAt: isoOf(one.createdAt),
  lastEditedAt: one.editedAt === null ? null : isoOf(one.editedAt),
  deletedAt: one.state === "deleted" ? isoOf(one.createdAt + 1000) : null,
  isMinimized: one.state === "removed",
  bodyHTML: htmlOf(one),
  url: `https://github.com/harbour/talk/discussions/1#${idOf(one.id)}`,
});
