// Squarespace's journal (version 5) over the generated thread: a flat list, days without times, fifty comments a page.
import squarespace from "../../../../packages/scraper/src/platforms/squarespace.ts";
import { dateParts, printedServer } from "../printed.ts";
import { htmlOf } from "../thread.ts";

export default printedServer({
  platform: squarespace,
  id: (one) => String(19_000_000 + one.id),
  size: 50,
  tells: true,
  item({ one, id, name }) {
    const { month, day, year } = dateParts(one);
    return `<div class="comment-wrapper"><div class="comment" id="comment${id}"><div id="item${id}" class="body">${htmlOf(one)}</div><div class="signature">${month} ${day}, ${year}${name === null ? "" : ` | <a href="/contributor/1">${name}</a>`}</div></div></div>`;
  },
  frame: ({ items, announced, next }) =>
    `<div id="comments" class="journal-comment-area"><h3 class="caption">Reader Comments (${announced})</h3>${items}<div class="pagination">${next === null ? "" : `<a href="${next}">Next</a>`}</div></div>`,
  states: (one) => ({ createdAt: `${new Date(one.createdAt).toISOString().slice(0, 10)}T00:00:00Z` }),
});
