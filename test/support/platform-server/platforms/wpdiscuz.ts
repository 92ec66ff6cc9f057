// wpDiscuz over the generated thread, with the site's REST closed: a token, and lists of twenty at the top with all that answers them.
import wpdiscuz from "../../../../packages/scraper/src/platforms/wpdiscuz.ts";
import { articlePage, definePlatformServer, type Expected, type World } from "../server.ts";
import { ancestorsOf, escapeHtml, htmlOf, type TrueComment, textOf } from "../thread.ts";

const PAGE = 20;
/** What the plugin prints for who gave no name (from knowledge, not found in its source). */
const NOBODY = "Anonymous";
const AJAX = "/wp-content/plugins/wpdiscuz/utils/ajax/wpdiscuz-ajax.php";

export default definePlatformServer({
  platform: wpdiscuz,
  page: (world) =>
    articlePage(world, {
      head: `<meta name="generator" content="WordPress 6.4"><link rel="https://api.w.org/" href="${world.host}/wp-json/"><link rel="shortlink" href="${world.origin}/?p=${world.key}">`,
      body: `<script>var wpdiscuzAjaxObj = ${settings(world)};</script>
<div id="wpdcom"><div class="wpd-thread-head"><div class="wpd-thread-info">${world.announced()} Comments</div></div><div class="wpd-thread-list"></div></div>`,
    }),
  serves: (comment, thread) => [comment, ...ancestorsOf(comment, thread)].every(({ state }) => state === "visible"),
  answer(request, world) {
    const { pathname } = request.url;
    if (pathname === "/wp-json/wp/v2/comments") return { status: 404, json: { code: "rest_no_route" } };
    const form = new URLSearchParams(request.body);
    if (pathname !== AJAX || request.method !== "POST") return undefined;
    if (form.get("action") === "wpdGetNonce")
      return { json: { success: true, data: { wpdiscuz_nonce: nonce(world) } } };
    if (form.get("wpdiscuz_nonce") !== nonce(world)) return { text: "Nonce is invalid." };
    if (form.get("action") !== "wpdLoadMoreComments" || form.get("postId") !== world.key) return { text: "0" };
    const all = world.comments();
    const tops = all.filter((one) => one.parent === null && one.id > Number(form.get("lastParentId")));
    const { rows, more } = world.slice(tops, 0, PAGE);
    const here = new Set(rows.map(({ id }) => id));
    const list = all.filter((one) => here.has(one.root)).map(itemOf);
    const last = rows.at(-1)?.id ?? 0;
    return {
      json: {
        success: true,
        data: { comment_list: list.join("\n"), is_show_load_more: more, last_parent_id: String(last) },
      },
    };
  },
  states: (one): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    author: { name: one.author?.name || NOBODY },
    text: textOf(one),
    state: "visible",
    votes: { up: null, down: null, score: one.up - one.down },
  }),
  plays: ["expired-token"],
  never: {
    "missing-parent": "replies are had through the comment at the top",
    "foreign-comment": "a list does not name its post, and is one query of the database",
  },
});

const nonce = (world: World): string => (world.struck("expired-token") ? "b2" : "a1");
const settings = (world: World): string =>
  JSON.stringify({
    wc_hide_replies_text: "Hide };",
    wc_post_id: Number(world.key),
    isLoadOnlyParentComments: "0",
    customAjaxUrl: `${world.host}${AJAX}`,
    nonceName: "wpdiscuz_nonce",
  }).replaceAll("/", "\\/");

const itemOf = (
  one: TrueComment,
): string => `<div id="wpd-comm-${one.id}_${one.parent ?? 0}" class="comment wpd-comment"><div class="wpd-comment-wrap"><div id="comment-${one.id}" class="wpd-comment-right">
<div class="wpd-comment-header"><div class="wpd-comment-author">${escapeHtml(one.author?.name || NOBODY)}</div><div class="wpd-comment-date" title="March 1, 2026 8:00 am">1 month ago</div></div>
<div class="wpd-comment-text">${htmlOf(one)}</div><div class="wpd-comment-footer"><div class="wpd-vote"><div class="wpd-vote-result" title="${one.up - one.down}">${one.up - one.down}</div></div></div></div></div></div>`;
