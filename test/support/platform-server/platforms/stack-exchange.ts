// A page of Stack Exchange over the generated thread: a question's answers, thirty each, and what answers them in no deeper place.
import stackExchange from "../../../../packages/scraper/src/platforms/stack-exchange.ts";
import { printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: stackExchange,
  size: 30,
  tells: false,
  item: ({ one, id, name }) =>
    `<div id="answer-${id}" class="answer js-answer" data-answerid="${id}"><div class="js-vote-count" data-value="${one.up - one.down}">x</div><div class="s-prose js-post-body" itemprop="text">${htmlOf(one)}</div><time itemprop="dateCreated" datetime="${isoOf(one.createdAt)}"></time>${name === null ? "" : `<div class="user-details" itemprop="author"><a href="/users/6/x">${name}</a></div>`}</div>`,
  frame: ({ items, next }) =>
    `<div id="answers">${items}</div>${next === null ? "" : `<div class="pager-answers"><a rel="next" href="${next}">Next</a></div>`}`,
  states: (one) => ({
    createdAt: isoOf(one.createdAt),
    votes: { up: null, down: null, score: one.up - one.down },
  }),
});
