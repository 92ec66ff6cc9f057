// Pages of Movable Type 2 over the generated thread: an anchor, the paragraphs, and "Posted by" below them.
import movableType2 from "../../../../packages/scraper/src/platforms/movable-type-2.ts";
import { dateParts, printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: movableType2,
  tells: true,
  item({ one, id, name }) {
    const { month, day, year, time } = dateParts(one);
    const [clock, half] = time.split(" ");
    const seconds = isoOf(one.createdAt).slice(17, 19);
    return `<a id="c${id}"></a>\n${htmlOf(one)}\n<p class="posted">Posted by: ${name ?? ""} | ${month.slice(0, 3)} ${day}, ${year} ${clock}:${seconds} ${half}</p>`;
  },
  frame: ({ items, announced }) => `<h3 class="comments-header">Comments (${announced})</h3>\n${items}`,
  states: (one) => ({ createdAt: isoOf(one.createdAt), parentFrom: "none" }),
});
