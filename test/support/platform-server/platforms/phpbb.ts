// phpBB's pages (prosilver) over the generated thread: ten posts each.
import phpbb from "../../../../packages/scraper/src/platforms/phpbb.ts";
import { dateParts, printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: phpbb,
  size: 10,
  tells: false,
  item({ one, id, name }) {
    const { weekday, month, two, year, time } = dateParts(one);
    const shown = `${weekday.slice(0, 3)} ${month.slice(0, 3)} ${two}, ${year} ${time.toLowerCase()}`;
    return `<div id="p${id}" class="post bg2"><dl class="postprofile" id="profile${id}"><dt>${name === null ? "" : `<a class="username">${name}</a>`}</dt></dl><div class="postbody"><h3><a href="./viewtopic.php?p=${id}#p${id}">Re: Bridge</a></h3><p class="author"><time datetime="${isoOf(one.createdAt)}">${shown}</time></p><div class="content">${htmlOf(one)}</div></div></div>`;
  },
  frame: ({ items, next }) =>
    `<div id="page-body">${items}</div><div class="pagination"><ul>${next === null ? "" : `<li class="next"><a href="${next}" rel="next">Next</a></li>`}</ul></div>`,
  states: (one) => ({ createdAt: isoOf(one.createdAt), parentFrom: "none" }),
});
