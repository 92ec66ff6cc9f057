// Discourse's interface over the generated thread: a topic with the ids of all its posts, and the posts by their ids.
import discourse from "../../../../packages/scraper/src/platforms/discourse-embed.ts";
import { articlePage, definePlatformServer, type Expected, type World } from "../server.ts";
import { htmlOf, type TrueComment, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: discourse,
  page: (world) =>
    articlePage(world, {
      body: `<div id="discourse-comments"></div><script>DiscourseEmbed = { discourseUrl: "${world.host}/", topicId: ${world.key} };</script>`,
    }),
  serves: ({ state }) => state !== "removed",
  answer({ url }, world) {
    const all = world.comments().filter((one) => !one.foreign);
    const foreign = world.comments().filter((one) => one.foreign);
    if (url.pathname === `/t/${world.key}.json`) {
      const stub = {
        id: 10_001,
        post_number: 1,
        post_type: 1,
        cooked: "<p>The article.</p>",
        username: "system",
        topic_id: Number(world.key),
      };
      const posts = [stub, ...[...all.slice(0, 19), ...foreign].map((one) => rowOf(one, world))];
      // What is announced and not there has an id in the stream, and no post.
      const ghosts = Array.from({ length: world.announced() - all.length }, (_, n) => 990_000 + n);
      const stream = [10_001, ...all.map((one) => 10_001 + one.id), ...ghosts];
      return {
        json: {
          id: Number(world.key),
          slug: "bridge",
          posts_count: stream.length,
          closed: false,
          post_stream: { posts, stream },
        },
      };
    }
    if (url.pathname !== `/t/${world.key}/posts.json`) return undefined;
    const wanted = new Set(url.searchParams.getAll("post_ids[]").map((id) => Number(id) - 10_001));
    const rows = all.filter((one) => wanted.has(one.id)).map((one) => rowOf(one, world));
    return { json: { post_stream: { posts: rows } } };
  },
  states: (one, world): Expected => ({
    nativeId: String(one.id + 1),
    parent: one.parent === null ? null : String(one.parent + 1),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: one.state === "deleted" ? "(post deleted by author)" : textOf(one),
    state: one.state === "deleted" ? "deleted" : one.editedAt ? "edited" : "visible",
    votes: { up: one.up, down: null, score: null },
    permalink: `${world.host}/t/bridge/${world.key}/${one.id + 1}`,
  }),
  never: { "past-the-end": "posts are asked for by their ids" },
});

const rowOf = (one: TrueComment, world: World) => ({
  id: 10_001 + one.id,
  topic_id: Number(world.keyOf(one)),
  topic_slug: "bridge",
  post_number: one.id + 1,
  post_type: 1,
  username: one.author?.name ?? "",
  user_id: one.author?.key ?? null,
  created_at: new Date(one.createdAt).toISOString(),
  updated_at: new Date(one.editedAt ?? one.createdAt).toISOString(),
  cooked: one.state === "deleted" ? "<p>(post deleted by author)</p>" : htmlOf(one),
  reply_to_post_number: one.parent === null ? null : one.parent + 1,
  version: one.editedAt === null ? 1 : 2,
  user_deleted: one.state === "deleted",
  hidden: false,
  actions_summary: one.up === 0 ? [] : [{ id: 2, count: one.up }],
});
