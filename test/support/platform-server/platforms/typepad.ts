// TypePad's pages over the generated thread: a flat list with a footer below each comment, fifty a page.
import typepad from "../../../../packages/scraper/src/platforms/typepad.ts";
import { dateParts, printedServer, toMinute } from "../printed.ts";
import { htmlOf } from "../thread.ts";

export default printedServer({
  platform: typepad,
  id: (one) => `6a00d8341bf6e253ef01${one.id.toString(16).padStart(8, "0")}`,
  size: 50,
  tells: true,
  item({ one, id, name }) {
    const { month, two, year, time } = dateParts(one);
    return `<a id="c${id}"></a><div class="comment" id="comment-${id}"><div class="comment-content" id="comment-${id}-content">${htmlOf(one)}</div><p class="comment-footer">Posted by: ${name ?? ""} | <a rel="nofollow" href="?cid=${id}#comment-${id}">${month} ${two}, ${year} at ${time}</a></p></div>`;
  },
  frame: ({ items, announced, next }) =>
    `<h3 class="comments-header">Comments (${announced})</h3><div class="comments-content">${items}</div><div class="comments-paging">${next === null ? "" : `<a href="${next}">Next</a>`}</div>`,
  states: (one) => ({ createdAt: toMinute(one) }),
});
