// Reddit's old page over the generated thread: things within things, and the number of comments at the link.
import oldReddit from "../../../../packages/scraper/src/platforms/old-reddit.ts";
import { printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: oldReddit,
  id: (one) => `k${one.id.toString(36)}`,
  replies: "nested",
  tells: true,
  item: ({ one, id, name, below }) =>
    `<div class="thing comment" id="thing_t1_${id}" data-fullname="t1_${id}" data-permalink="/r/boats/comments/abc/bridge/${id}/"><div class="entry unvoted"><p class="tagline">${name === null ? "" : `<a href="/user/x" class="author">${name}</a>`} <span class="score unvoted" title="${one.up - one.down}">points</span> <time datetime="${isoOf(one.createdAt)}" class="live-timestamp">then</time></p><form class="usertext"><div class="usertext-body md-container"><div class="md">${htmlOf(one)}</div></div></form></div><div class="child">${below === "" ? "" : `<div class="sitetable listing">${below}</div>`}</div></div>`,
  frame: ({ items, announced }) =>
    `<div class="thing link" data-fullname="t3_abc"><p class="title"><a class="title">Bridge</a></p><a class="bylink comments may-blank">${announced} comments</a></div><div class="sitetable nestedlisting">${items}</div>`,
  states: (one) => ({
    createdAt: isoOf(one.createdAt),
    parentFrom: "dom",
    votes: { up: null, down: null, score: one.up - one.down },
  }),
});
