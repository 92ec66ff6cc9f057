// WordPress.com's interface over the generated thread, for a site with Jetpack: a hundred a page by offset, and the number of all.
import jetpack from "../../../../packages/scraper/src/platforms/jetpack.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { escapeHtml, htmlOf, isoOf, type TrueComment, textOf } from "../thread.ts";

export default definePlatformServer({
  platform: jetpack,
  page: (world) =>
    articlePage(world, {
      body: `<div id="respond"><form id="commentform"><iframe src="https://jetpack.wordpress.com/jetpack-comment/?blogid=77&#038;postid=${world.key}&#038;lang=en" name="jetpack_remote_comment" id="jetpack_remote_comment"></iframe></form></div>`,
    }),
  serves: ({ state }) => state === "visible",
  answer({ url }, world) {
    if (url.host !== "public-api.wordpress.com" || url.pathname !== `/rest/v1.1/sites/77/posts/${world.key}/replies/`)
      return undefined;
    const { rows } = world.slice(
      world.comments(),
      numberIn(url, "offset", 0),
      Math.min(100, numberIn(url, "number", 20)),
    );
    return { json: { found: world.announced(), site_ID: 77, comments: rows.map((one) => rowOf(one, world)) } };
  },
  states: (one, world): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    text: textOf(one),
    state: "visible",
    votes: { up: one.up, down: null, score: null },
    permalink: `${world.article}#comment-${one.id}`,
  }),
  never: { "past-the-end": "the interface tells its number, and no page says that more follow" },
});

const rowOf = (one: TrueComment, world: World) => ({
  ID: one.id,
  post: { ID: Number(world.keyOf(one)), type: "post" },
  author: { ID: one.author?.key ?? 0, email: false, name: escapeHtml(one.author?.name ?? "") },
  date: isoOf(one.createdAt).replace("Z", "+00:00"),
  URL: `${world.article}#comment-${one.id}`,
  content: `${htmlOf(one)}\n`,
  status: "approved",
  parent: one.parent === null ? false : { ID: one.parent, type: "comment" },
  type: "comment",
  like_count: one.up,
});
