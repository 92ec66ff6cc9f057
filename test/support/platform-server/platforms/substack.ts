// Substack's interface over the generated thread: one tree; the post's own number leaves out what is gone.
import substack from "../../../../packages/scraper/src/platforms/substack.ts";
import { articlePage, definePlatformServer, type Expected, type World } from "../server.ts";
import { repliesOf, type TrueComment, type TrueThread, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: substack,
  page(world) {
    const preloads = {
      post: {
        id: Number(world.key),
        slug: "bridge",
        comment_count: world.announced(),
        write_comment_permissions: "everyone",
      },
    };
    return articlePage(world, {
      body: `<script>window._preloads = JSON.parse(${JSON.stringify(JSON.stringify(preloads))})</script>`,
    });
  },
  counts: ({ state }) => state === "visible",
  answer({ url }, world) {
    const path = `/api/v1/post/${world.key}/comments`;
    if (url.pathname !== path || url.origin !== world.origin) return undefined;
    if (!url.searchParams.has("token")) return { status: 400, json: { errors: [{ param: "token" }] } };
    const replies = repliesOf(world.comments());
    return {
      json: {
        comments: (replies.get(null) ?? []).map((one) => rowOf(one, replies, world)),
        automod_hidden_comments: [],
      },
    };
  },
  states: (one, world): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    parentFrom: "id",
    author: one.state === "visible" && one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    editedAt: one.editedAt === null ? null : new Date(one.editedAt).toISOString(),
    text: textOf(one),
    state: one.state !== "visible" ? one.state : one.editedAt ? "edited" : "visible",
    votes: { up: one.up, down: null, score: null },
    permalink: `${world.article.slice(0, -1)}/comment/${one.id}`,
  }),
  never: { "missing-parent": "replies lie within the comment they answer", "past-the-end": "there are no pages" },
});

const rowOf = (one: TrueComment, replies: ReadonlyMap<number | null, TrueThread>, world: World): unknown => ({
  id: one.id,
  post_id: Number(world.keyOf(one)),
  user_id: one.author?.key ?? null,
  name: one.author?.name ?? null,
  body: one.state === "visible" ? one.paragraphs.join("\n\n") : null,
  date: new Date(one.createdAt).toISOString(),
  edited_at: one.editedAt === null ? null : new Date(one.editedAt).toISOString(),
  deleted: one.state === "deleted",
  status: one.state === "removed" ? "moderator_removed" : "published",
  reaction_count: one.up,
  metadata: { is_author: false },
  children: (replies.get(one.id) ?? []).map((reply) => rowOf(reply, replies, world)),
});
