// MyBB's pages over the generated thread: ten posts each, flat.
import mybb from "../../../../packages/scraper/src/platforms/mybb.ts";
import { dateParts, printedServer, toMinute } from "../printed.ts";
import { htmlOf } from "../thread.ts";

export default printedServer({
  platform: mybb,
  size: 10,
  tells: false,
  item({ one, id, name }) {
    const { number, two, year, time } = dateParts(one);
    return `<div class="post classic" id="post_${id}"><div class="post_author"><div class="author_information">${name === null ? "" : `<strong><span class="largetext"><a href="member.php?action=profile&amp;uid=4">${name}</a></span></strong>`}</div></div><div class="post_content"><div class="post_head"><a href="showthread.php?tid=8&amp;pid=${id}#pid${id}">#1</a><span class="post_date">${number}-${two}-${year}, ${time}</span></div><div class="post_body" id="pid_${id}">${htmlOf(one)}</div></div></div>`;
  },
  frame: ({ items, next }) =>
    `<div id="posts">${items}</div><div class="pagination">${next === null ? "" : `<a class="pagination_next" href="${next}">Next</a>`}</div>`,
  states: (one) => ({ createdAt: toMinute(one), parentFrom: "none" }),
});
