// Slashdot's page over the generated thread: a tree of lists with the number of comments above it.
import slashdot from "../../../../packages/scraper/src/platforms/slashdot.ts";
import { dateParts, printedServer, toMinute } from "../printed.ts";
import { htmlOf } from "../thread.ts";

export default printedServer({
  platform: slashdot,
  replies: "nested",
  tells: true,
  item({ one, id, name, below }) {
    const { weekday, month, two, time } = dateParts(one);
    return `<li id="tree_${id}" class="comment full contain"><div id="comment_${id}" class="cw"><div class="title"><h4><a id="comment_link_${id}" href="//slashdot.example/comments.pl?cid=${id}">Re:</a> <span id="comment_score_${id}" class="score">(<a href="#"><span class=opt>Score:</span>${one.up % 6}</a>)</span></h4></div><div class="details">${name === null ? "" : `<span class="by"><span class="byby">by </span><a href="//slashdot.example/~x">${name}</a></span>`} <span class="otherdetails" id="comment_otherdetails_${id}">on ${weekday} ${month} ${two}, @${time.replace(" ", "")}</span></div><div class="commentBody"><div id="comment_body_${id}">${htmlOf(one)}</div></div></div><ul id="commtree_${id}">${below}</ul></li>`;
  },
  frame: ({ items, announced }) =>
    `<div id="commentcount"><span class="totalcommentcnt">${announced}</span> comments</div><ul id="commentlisting">${items}</ul>`,
  states: (one) => ({
    createdAt: toMinute(one),
    parentFrom: "dom",
    votes: { up: null, down: null, score: one.up % 6 },
  }),
});
