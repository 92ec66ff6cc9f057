// Invision Community's pages over the generated thread: 25 posts each.
import invision from "../../../../packages/scraper/src/platforms/invision.ts";
import { printedServer } from "../printed.ts";
import { escapeHtml, htmlOf, isoOf } from "../thread.ts";

const quoted = (told: unknown): string => escapeHtml(JSON.stringify(told)).replaceAll('"', "&quot;");

export default printedServer({
  platform: invision,
  size: 25,
  tells: false,
  item: ({ one, id }) =>
    `<article id="elComment_${id}" class="ipsEntry"><div id="comment-${id}_wrap" data-controller="core.front.core.comment" data-commentid="${id}" data-quotedata="${quoted({ userid: one.author === null ? 0 : one.author.key + 1, ...(one.author?.name ? { username: one.author.name } : {}), timestamp: one.createdAt / 1000 })}" class="ipsEntry__content"><div class="ipsEntry__meta"><time datetime="${isoOf(one.createdAt)}">then</time></div><div class="ipsRichText" data-role="commentContent">${htmlOf(one)}</div></div></article>`,
  frame: ({ items, next }) =>
    `<div id="comments">${items}</div>${next === null ? "" : `<ul class="ipsPagination"><li class="ipsPagination_next"><a href="${next}">Next</a></li></ul>`}`,
  states: (one) => ({ createdAt: isoOf(one.createdAt), parentFrom: "none" }),
});
