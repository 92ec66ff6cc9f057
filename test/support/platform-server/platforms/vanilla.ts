// Vanilla's pages over the generated thread: thirty comments each, flat.
import vanilla from "../../../../packages/scraper/src/platforms/vanilla.ts";
import { printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: vanilla,
  size: 30,
  tells: false,
  item: ({ one, id, name }) =>
    `<li class="Item ItemComment" id="Comment_${id}"><div class="Comment"><span class="Author">${name === null ? "" : `<a href="/profile/x" class="Username">${name}</a>`}</span><span class="MItem DateCreated"><a href="/discussion/comment/${id}/#Comment_${id}" class="Permalink"><time datetime="${isoOf(one.createdAt)}">then</time></a></span><div class="Message userContent">${htmlOf(one)}</div></div></li>`,
  frame: ({ items, next }) =>
    `<ul class="MessageList DataList Comments">${items}</ul><div class="Pager">${next === null ? "" : `<a class="Next" rel="next" href="${next}">&gt;</a>`}</div>`,
  states: (one) => ({ createdAt: isoOf(one.createdAt), parentFrom: "none" }),
});
