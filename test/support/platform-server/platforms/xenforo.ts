// XenForo's pages over the generated thread: twenty posts each.
import xenforo from "../../../../packages/scraper/src/platforms/xenforo.ts";
import { printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: xenforo,
  size: 20,
  tells: false,
  item: ({ one, id, name }) =>
    `<article class="message message--post" ${name === null ? "" : `data-author="${name.replaceAll('"', "&quot;")}"`} data-content="post-${id}" id="js-post-${id}"><header class="message-attribution"><ul class="message-attribution-main"><li><a href="/threads/t.1/post-${id}"><time class="u-dt" datetime="${isoOf(one.createdAt)}">then</time></a></li></ul></header><div class="message-body"><div class="bbWrapper">${htmlOf(one)}</div></div></article>`,
  frame: ({ items, next }) =>
    `<div class="p-body-pageContent">${items}</div>${next === null ? "" : `<a class="pageNav-jump pageNav-jump--next" href="${next}">Next</a>`}`,
  states: (one) => ({ createdAt: isoOf(one.createdAt), parentFrom: "none" }),
});
