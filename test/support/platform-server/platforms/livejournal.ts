// LiveJournal's pages (Schemius) over the generated thread: leaves with indents, 25 threads a page, and their number.
import livejournal from "../../../../packages/scraper/src/platforms/livejournal.ts";
import { dateParts, printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: livejournal,
  size: 25,
  replies: "levels",
  tells: true,
  item({ one, id, name, level }) {
    const { month, day, year } = dateParts(one);
    return `<div id="t${id}" class="b-leaf comment" data-tid="t${id}" style="margin-left: ${level * 30}px"><div class="b-leaf-header">${name === null ? "" : `<span class="b-leaf-username-name">${name}</span>`}<span class="b-leaf-createdtime">${month} ${day} ${year}, ${isoOf(one.createdAt).slice(11, 19)} UTC</span> <a class="b-leaf-permalink" href="https://tinker.livejournal.example/1.html?thread=${id}#t${id}">Link</a></div><div class="b-leaf-article">${htmlOf(one)}</div></div>`;
  },
  frame: ({ items, announced, next }) =>
    `<div class="b-xylem-cells"><span class="b-xylem-count">${announced}</span></div><div id="comments" class="b-tree">${items}</div>${next === null ? "" : `<div class="b-pager"><a class="b-pager-next" href="${next}">Next</a></div>`}`,
  states: (one) => ({ createdAt: isoOf(one.createdAt), parentFrom: "dom" }),
});
