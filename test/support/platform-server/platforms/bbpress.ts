// bbPress's topic over the generated thread: each post a header and a box behind it, replies in lists within, fifteen threads a page.
import bbpress from "../../../../packages/scraper/src/platforms/bbpress.ts";
import { dateParts, printedServer, toMinute } from "../printed.ts";
import { htmlOf } from "../thread.ts";

export default printedServer({
  platform: bbpress,
  size: 15,
  replies: "nested",
  levels: 3,
  tells: false,
  item({ one, id, name, below }) {
    const { month, day, year, time } = dateParts(one);
    return `<li><div id="post-${id}" class="bbp-reply-header"><div class="bbp-meta"><span class="bbp-reply-post-date">${month} ${day}, ${year} at ${time.toLowerCase()}</span><a href="#post-${id}" class="bbp-reply-permalink">#${id}</a></div></div>
<div class="odd post-${id} reply type-reply status-publish hentry"><div class="bbp-reply-author">${name === null ? "" : `<span class="bbp-author-name">${name}</span>`}</div><div class="bbp-reply-content">${htmlOf(one)}</div></div>${below === "" ? "" : `<ul class="bbp-threaded-replies">${below}</ul>`}</li>`;
  },
  frame: ({ items, next }) =>
    `<div id="bbpress-forums"><ul class="bbp-replies"><li class="bbp-body"><ul class="bbp-replies-list">${items}</ul></li></ul><div class="bbp-pagination-links">${next === null ? "" : `<a class="next page-numbers" href="${next}">&rarr;</a>`}</div></div>`,
  states: (one) => ({ createdAt: toMinute(one) }),
});
