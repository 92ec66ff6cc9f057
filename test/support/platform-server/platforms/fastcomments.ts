// FastComments' public interface over the generated thread: top comments by places, each with a tree some levels deep.
import fastcomments from "../../../../packages/scraper/src/platforms/fastcomments.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { htmlOf, repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const TENANT = "harbourTenant";
const LEVELS = 4;
const CHILDREN = 30;

export default definePlatformServer({
  platform: fastcomments,
  page: (world) =>
    articlePage(world, {
      body: `<script src="https://cdn.fastcomments.com/js/embed-v2.min.js"></script><div id="fastcomments-widget"></div><script>window.FastCommentsUI(document.getElementById("fastcomments-widget"), { tenantId: "${TENANT}", urlId: "${world.key}" });</script>`,
    }),
  counts: ({ state }) => state === "visible",
  answer({ url }, world) {
    if (url.host !== "fastcomments.com" || url.pathname !== `/comments/${TENANT}/`) return undefined;
    if (url.searchParams.get("urlId") !== world.key || url.searchParams.get("asTree") !== "true")
      return { json: { status: "failed", code: "missing-url-id" } };
    const replies = repliesOf(world.comments());
    const parent = url.searchParams.get("parentId");
    const list = replies.get(parent === null ? null : Number(parent.slice(3))) ?? [];
    const { rows, more } = world.slice(list, numberIn(url, "skip", 0), numberIn(url, "limit", 30));
    return {
      json: {
        status: "success",
        comments: rows.map((one) => rowOf(one, replies, 1, world)),
        commentCount: world.announced(),
        urlIdClean: world.key,
        pageNumber: 0,
        hasMore: more,
        isClosed: false,
      },
    };
  },
  states: (one): Expected => ({
    nativeId: `fc-${one.id}`,
    parent: one.parent === null ? null : `fc-${one.parent}`,
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: one.state === "visible" ? "visible" : "deleted",
    votes: { up: one.up, down: one.down, score: one.up - one.down },
  }),
});

function rowOf(one: TrueComment, all: ReadonlyMap<number | null, TrueThread>, level: number, world: World): unknown {
  const replies = all.get(one.id) ?? [];
  const { rows } = level > LEVELS ? { rows: [] } : world.slice(replies, 0, CHILDREN);
  return {
    id: `fc-${one.id}`,
    urlId: world.keyOf(one),
    userId: one.author === null ? null : `u-${one.author.key}`,
    commenterName: one.state === "visible" ? (one.author?.name ?? "") : "[deleted]",
    commentHTML: one.state === "visible" ? htmlOf(one) : "",
    parentId: one.parent === null ? null : `fc-${one.parent}`,
    date: new Date(one.createdAt).toISOString(),
    votes: one.up - one.down,
    votesUp: one.up,
    votesDown: one.down,
    isDeleted: one.state !== "visible",
    childCount: replies.length,
    children: rows.map((reply) => rowOf(reply, all, level + 1, world)),
  };
}
