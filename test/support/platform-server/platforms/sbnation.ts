// SB Nation's page of 2012 over the generated thread: items within items, a title as the first line of each.
import sbnation from "../../../../packages/scraper/src/platforms/sbnation.ts";
import { dateParts, printedServer, toMinute } from "../printed.ts";
import { escapeHtml } from "../thread.ts";

export default printedServer({
  platform: sbnation,
  replies: "nested",
  tells: true,
  item({ one, id, name, below }) {
    const { month, day, year, time } = dateParts(one);
    const [title = "", ...rest] = one.paragraphs;
    return `<div class="citem" id="comment_item_${id}"><div id="comment_inner_${id}" class="comment"><h5 class="comment_title"><a href="#">${escapeHtml(title)}</a></h5><div id="comment_body_${id}" class="cbody">${rest.map((line) => `<p>${escapeHtml(line)}</p>`).join("")}</div><p class="by">${name === null ? "" : `by <a href="https://www.sbnation.example/users/x">${name}</a>`} on <span class="time"><a href="#${id}">${month.slice(0, 3)} ${day}, ${year} ${time} UTC</a></span> <span id="comment_rating_${id}">${one.up}</span></p></div>${below}</div>`;
  },
  frame: ({ items, announced }) =>
    `<h4 id="comments_header">${announced} comments</h4><div id="comments_list">${items}</div>`,
  states: (one) => ({
    createdAt: toMinute(one),
    parentFrom: "dom",
    votes: { up: null, down: null, score: one.up },
  }),
});
