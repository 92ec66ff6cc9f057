// Drupal over the generated thread: a page that prints the number and the first comment, and JSON:API with fifty a page.
import drupal from "../../../../packages/scraper/src/platforms/drupal.ts";
import { articlePage, definePlatformServer, type Expected, numberIn, type World } from "../server.ts";
import { escapeHtml, htmlOf, isoOf, type TrueComment, textOf } from "../thread.ts";

const PAGE = 50;
const isoAt = (milliseconds: number): string => isoOf(milliseconds).replace("Z", "+00:00");

export default definePlatformServer({
  platform: drupal,
  page: (world) =>
    articlePage(world, {
      head: '<meta name="Generator" content="Drupal 11 (https://www.drupal.org)">',
      body: `<section id="comments" class="comments"><h2 class="comment-count">${world.announced()} comments</h2>${printed(world.comments()[0]!)}</section>
<script type="application/json" data-drupal-selector="drupal-settings-json">{"path":{"baseUrl":"/","currentPath":"node/${world.key}"}}</script>`,
    }),
  serves: ({ state }) => state === "visible",
  answer({ url }, world) {
    const node = url.searchParams.get("filter[entity_id.meta.drupal_internal__target_id]");
    if (url.pathname !== "/jsonapi/comment/comment" || node !== world.key) return undefined;
    const after = numberIn(url, "filter[after][condition][value]", 0);
    const rest = world.comments().filter((one) => one.foreign || one.id > after);
    const { rows, more } = world.slice(rest, 0, PAGE);
    const links = {
      self: { href: url.href },
      ...(more && { next: { href: `${url.origin}/jsonapi/comment/comment?page` } }),
    };
    return { json: { data: rows.map((one) => rowOf(one, world)), links } };
  },
  states: (one): Expected => ({
    nativeId: String(one.id),
    parent: one.parent === null ? null : String(one.parent),
    parentFrom: "id",
    author: one.author?.name ? { name: one.author.name } : null,
    createdAt: isoOf(one.createdAt),
    text: textOf(one),
    state: "visible",
  }),
});

const printed = (
  one: TrueComment,
): string => `<article id="comment-${one.id}" class="comment js-comment"><footer class="comment__meta">
<p class="comment__author"><span>${escapeHtml(one.author?.name ?? "")}</span></p><p class="comment__time"><time datetime="${isoAt(one.createdAt)}">Sun, 03/01/2026 - 08:00</time></p></footer>
<div class="comment__content"><div class="field field--name-comment-body">${htmlOf(one)}</div></div></article>`;

const rowOf = (one: TrueComment, world: World) => ({
  type: "comment--comment",
  id: `uuid-${one.id}`,
  attributes: {
    drupal_internal__cid: one.id,
    status: true,
    name: one.author?.name ?? null,
    created: isoAt(one.createdAt),
    changed: isoAt(one.editedAt ?? one.createdAt),
    comment_body: { value: htmlOf(one), format: "basic_html", processed: htmlOf(one) },
  },
  relationships: {
    entity_id: {
      data: { type: "node--article", id: "uuid-n", meta: { drupal_internal__target_id: Number(world.keyOf(one)) } },
    },
    pid: {
      data:
        one.parent === null
          ? null
          : { type: "comment--comment", id: `uuid-${one.parent}`, meta: { drupal_internal__target_id: one.parent } },
    },
    uid: { data: { type: "user--user", id: "uuid-0", meta: { drupal_internal__target_id: 0 } } },
  },
});
