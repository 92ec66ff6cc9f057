// Isso's interface over the generated thread: one answer, two levels, placeholders only where there are replies.
import isso from "../../../../packages/scraper/src/platforms/isso.ts";
import { articlePage, definePlatformServer, type Expected, type World } from "../server.ts";
import { htmlOf, type TrueComment, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: isso,
  page: (world) =>
    articlePage(world, {
      body: `<section id="isso-thread"></section><script data-isso="${world.host}/" src="${world.host}/js/embed.min.js"></script>`,
    }),
  // An answer to an answer belongs to the top comment; a deleted comment stays only where it has some.
  serves: (comment, thread) =>
    comment.state === "visible" ||
    (comment.parent === null && thread.some((one) => one.root === comment.id && one !== comment)),
  answer({ url }, world) {
    if (url.pathname !== "/" || url.searchParams.get("uri") !== new URL(world.article).pathname) return undefined;
    const all = world.comments();
    const tops = all.filter((one) => one.parent === null);
    const replies = Map.groupBy(
      all.filter((one) => one.parent !== null),
      (one) => one.root,
    );
    const list = tops.map((one) => {
      const below = (replies.get(one.id) ?? []).map(rowOf);
      return { ...rowOf(one), total_replies: below.length, hidden_replies: 0, replies: below };
    });
    return { json: { id: null, total_replies: world.announced(), hidden_replies: 0, replies: list } };
  },
  states: (one, world): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.root),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    editedAt: one.editedAt === null ? null : new Date(one.editedAt).toISOString(),
    text: textOf(one),
    state: one.state !== "visible" ? "deleted" : one.editedAt ? "edited" : "visible",
    votes: { up: one.up, down: one.down, score: null },
    permalink: permalink(one, world),
  }),
  never: {
    "missing-parent": "replies lie within the comment they answer",
    "foreign-comment": "comments do not name their thread, and a thread is one query of the database",
    "past-the-end": "there are no pages",
  },
});

const permalink = (one: TrueComment, world: World): string => `${world.article}#isso-${one.id}`;

const rowOf = (one: TrueComment) => ({
  id: one.id,
  parent: one.parent === null ? null : one.root,
  author: one.author?.name || null,
  website: null,
  mode: one.state === "visible" ? 1 : 4,
  created: one.createdAt / 1000,
  modified: one.editedAt === null ? null : one.editedAt / 1000,
  text: htmlOf(one),
  likes: one.up,
  dislikes: one.down,
  hash: "0000",
});
