// IntenseDebate's printed comments over the generated thread: threads within threads, and their number.
import intenseDebate from "../../../../packages/scraper/src/platforms/intense-debate.ts";
import { printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: intenseDebate,
  replies: "nested",
  tells: true,
  item: ({ one, id, name, below }) =>
    `<div class="idc-thread" id="IDThread${id}"><div class="idc-c" id="IDComment${id}"><div class="idc-c-h"><span id="IDCommentScore${id}" class="idc-v-total">${one.up - one.down}</span><div class="idc-c-h-inner">${name === null ? "" : `<p class="idc-i"><span class="idc-name">${name}</span></p>`}<p class="idc-time" title="${isoOf(one.createdAt)}"><a href="#IDComment${id}">then</a></p></div></div><div class="idc-c-t"><div class="idc-c-t-inner">${htmlOf(one)}</div></div></div>${below}</div>`,
  frame: ({ items, announced }) =>
    `<div id="idc-cover" class="idc-comments"><span id="idc-commentcount_label">${announced} Comments</span>${items}</div>`,
  states: (one) => ({
    createdAt: isoOf(one.createdAt),
    parentFrom: "dom",
    votes: { up: null, down: null, score: one.up - one.down },
  }),
});
