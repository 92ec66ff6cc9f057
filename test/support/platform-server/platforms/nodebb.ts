// NodeBB's pages over the generated thread: twenty posts each in the order of writing, answers name their parents.
import nodebb from "../../../../packages/scraper/src/platforms/nodebb.ts";
import { printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: nodebb,
  size: 20,
  replies: "stated",
  tells: false,
  item: ({ one, id, name, parent }) =>
    `<li component="post" data-pid="${id}" data-timestamp="${one.createdAt}">${parent === null ? "" : `<div component="post/parent" data-parent-pid="${parent}"></div>`}<div class="post-header">${name === null ? "" : `<a data-username="x" href="/user/x">${name}</a>`}<a href="/post/${id}" class="post-index">#1</a></div><div class="content" component="post/content">${htmlOf(one)}</div><meta itemprop="upvoteCount" content="${one.up}"><meta itemprop="downvoteCount" content="${one.down}"><a component="post/vote-count" data-votes="${one.up - one.down}">x</a></li>`,
  frame: ({ items, next }) =>
    `<ul component="topic" class="posts">${items}</ul>${next === null ? "" : `<link rel="next" href="${next}">`}`,
  states: (one) => ({
    createdAt: isoOf(one.createdAt),
    votes: { up: one.up, down: one.down, score: one.up - one.down },
  }),
});
