// WordPress's REST interface over the generated thread: a hundred a page, totals in headers, only what is approved.
import wordpress from "../../../../packages/scraper/src/platforms/wordpress.ts";
import { articlePage, definePlatformServer, numberIn } from "../server.ts";
import { escapeHtml, htmlOf, textOf } from "../thread.ts";

// As WP_REST_Comments_Controller of WordPress 6.1 answers (seen on a running one, 2026-11-23): past the last page it is 400.
export default definePlatformServer({
  platform: wordpress,
  page: (world) =>
    articlePage(world, {
      head: `<meta name="generator" content="WordPress 6.4"><link rel="https://api.w.org/" href="${world.host}/wp-json/">
<link rel="shortlink" href="${world.origin}/?p=${world.key}">`,
      body: `<h2 class="comments-title">${world.announced()} thoughts</h2><form id="commentform"></form>`,
    }),
  serves: ({ state }) => state === "visible",
  answer({ url }, world) {
    if (url.pathname !== "/wp-json/wp/v2/comments" || url.searchParams.get("post") !== world.key) return undefined;
    const all = world.comments();
    const [size, page] = [numberIn(url, "per_page", 10), numberIn(url, "page", 1)];
    const pages = world.pages(all.length, size);
    if (page > Math.max(1, pages)) return { status: 400, json: { code: "rest_post_invalid_page_number" } };
    const { rows } = world.slice(all, (page - 1) * size, size);
    return {
      headers: { "x-wp-total": String(world.announced()), "x-wp-totalpages": String(pages) },
      json: rows.map((one) => ({
        id: one.id,
        post: Number(world.keyOf(one)),
        parent: one.parent ?? 0,
        author: 0,
        author_name: escapeHtml(one.author?.name ?? ""),
        date: new Date(one.createdAt + 3_600_000).toISOString().slice(0, 19),
        date_gmt: new Date(one.createdAt).toISOString().slice(0, 19),
        content: { rendered: `${htmlOf(one)}\n` },
        link: `${world.article}#comment-${one.id}`,
        type: "comment",
        status: "approved",
      })),
    };
  },
  states: (one, world) => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: new Date(one.createdAt).toISOString(),
    text: textOf(one),
    state: "visible",
    permalink: `${world.article}#comment-${one.id}`,
  }),
});
