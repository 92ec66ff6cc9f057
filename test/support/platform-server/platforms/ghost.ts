// Ghost's interface over the generated thread: newest first in pages, three replies with each comment, the others after the last.
import ghost from "../../../../packages/scraper/src/platforms/ghost.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { htmlOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

const INLINE = 3;
const idOf = (id: number): string => id.toString(16).padStart(24, "0");

export default definePlatformServer({
  platform: ghost,
  page: (world) =>
    articlePage(world, {
      body: `<script defer src="https://cdn.jsdelivr.net/ghost/comments-ui@~1.1/umd/comments-ui.min.js" data-ghost-comments="${world.host}/" data-post-id="p${world.key}"></script>`,
    }),
  // A comment that is gone keeps its place only at the top, and only for its replies.
  serves: (comment, thread) =>
    comment.state === "visible" ||
    (comment.parent === null &&
      thread.some((one) => one.root === comment.id && one.parent !== null && one.state === "visible")),
  counts: ({ state }) => state === "visible",
  answer({ url }, world) {
    const path = url.pathname.replace("/members/api/comments/", "");
    const all = world.comments();
    if (path === "counts/") return { json: { [url.searchParams.get("ids") ?? ""]: world.announced() } };
    const size = numberIn(url, "limit", 20);
    const page = numberIn(url, "page", 1);
    if (path === `post/p${world.key}/`) {
      const tops = all.filter((one) => one.parent === null).reverse();
      const { rows } = world.slice(tops, (page - 1) * size, size);
      const below = Map.groupBy(
        all.filter((one) => one.parent !== null),
        (one) => one.root,
      );
      const comments = rows.map((one) => {
        const replies = below.get(one.id) ?? [];
        return {
          ...rowOf(one, world, replies),
          replies: replies.slice(0, INLINE).map((reply) => rowOf(reply, world, [])),
        };
      });
      return {
        json: {
          comments,
          meta: { pagination: { page, limit: size, pages: world.pages(tops.length, size), total: tops.length } },
        },
      };
    }
    const of = /^([0-9a-f]{24})\/replies\/$/.exec(path)?.[1];
    if (of === undefined) return undefined;
    const after = /^id:>'([0-9a-f]+)'$/.exec(url.searchParams.get("filter") ?? "")?.[1] ?? "0";
    const rest = all.filter(
      (one) => one.parent !== null && idOf(one.root) === of && idOf(one.id) > after.padStart(24, "0"),
    );
    const { rows } = world.slice(rest, 0, size);
    const pagination = {
      page: 1,
      limit: size,
      pages: rest.length === 0 ? 0 : world.pages(rest.length, size),
      total: rest.length,
    };
    return { json: { comments: rows.map((one) => rowOf(one, world, [])), meta: { pagination } } };
  },
  states: (one): Expected => ({
    nativeId: idOf(one.id),
    parent: one.parent === null ? null : idOf(one.parent),
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    editedAt: one.editedAt === null ? null : new Date(one.editedAt).toISOString(),
    text: textOf(one),
    state: one.state !== "visible" ? one.state : one.editedAt ? "edited" : "visible",
    votes: { up: one.up, down: null, score: null },
  }),
  never: { "missing-parent": "replies are had through the comment they answer" },
});

const rowOf = (one: TrueComment, world: World, replies: TrueThread) => ({
  id: idOf(one.id),
  post_id: `p${world.keyOf(one)}`,
  parent_id: one.parent === null ? null : idOf(one.root),
  in_reply_to_id: one.parent === null || one.parent === one.root ? null : idOf(one.parent),
  status: one.state === "visible" ? "published" : one.state === "removed" ? "hidden" : "deleted",
  html: one.state === "visible" ? htmlOf(one) : null,
  created_at: new Date(one.createdAt).toISOString(),
  edited_at: one.editedAt === null ? null : new Date(one.editedAt).toISOString(),
  member: one.state !== "visible" || one.author === null ? null : { id: `m${one.author.key}`, name: one.author.name },
  count: { replies: replies.length, likes: one.up },
});
