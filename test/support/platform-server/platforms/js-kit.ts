// JS-Kit's printed comments over the generated thread: nested boxes without a number.
import jsKit from "../../../../packages/scraper/src/platforms/js-kit.ts";
import { dateParts, printedServer, toMinute } from "../printed.ts";
import { htmlOf } from "../thread.ts";

export default printedServer({
  platform: jsKit,
  id: (one) => `1267000001-${one.id}`,
  replies: "nested",
  tells: false,
  item({ one, id, name, below }) {
    const { weekday, month, day, year, time } = dateParts(one);
    return `<div class="js-singleComment" id="jsid-${id}"><div class="js-singleCommentInfo">${name === null ? "" : `<span class="js-singleCommentName">${name}</span>`} <span class="js-singleCommentDate">${weekday.slice(0, 3)} ${month.slice(0, 3)} ${day}, ${year} ${time}</span> <span class="js-singleCommentKarma">${one.up}</span></div><div class="js-singleCommentText">${htmlOf(one)}</div>${below}</div>`;
  },
  frame: ({ items }) => `<div class="js-kit-comments">${items}</div>`,
  states: (one) => ({
    createdAt: toMinute(one),
    parentFrom: "dom",
    votes: { up: null, down: null, score: one.up },
  }),
});
