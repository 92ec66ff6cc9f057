// The Guardian's page of 2016 over the generated thread: two levels whose answers name the comment they really answer.
import guardian from "../../../../packages/scraper/src/platforms/guardian.ts";
import { printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: guardian,
  origin: "https://www.theguardian.com",
  size: 50,
  replies: "stated",
  tells: true,
  item: ({ one, id, name, parent }) =>
    `<li class="d-comment" id="comment-${id}" data-comment-id="${id}" data-comment-timestamp="${isoOf(one.createdAt)}"><div class="d-comment__meta">${name === null ? "" : `<span class="d-comment__author" title="${name.replaceAll('"', "&quot;")}">${name}</span>`}${parent === null ? "" : `<span class="d-comment__reply-to"><a class="d-comment__reply-to-author" href="#comment-${parent}">x</a></span>`}<div class="d-comment__timestamp"><a href="https://discussion.theguardian.com/comment-permalink/${id}"><time datetime="${isoOf(one.createdAt)}">then</time></a></div></div><div class="d-comment__recommend"><span class="d-comment__recommend-count--old">${one.up}</span></div><div class="d-comment__content"><div class="d-comment__body">${htmlOf(one)}</div></div></li>`,
  frame: ({ items, announced, next }) =>
    `<div class="discussion__comment-count">${announced}</div><ul class="d-thread d-thread--comments">${items}</ul><div class="discussion__pagination">${next === null ? "" : `<a href="${next}">Next</a>`}</div>`,
  states: (one) => ({
    createdAt: isoOf(one.createdAt),
    votes: { up: null, down: null, score: one.up },
    permalink: `https://discussion.theguardian.com/comment-permalink/${1000 + one.id}`,
  }),
});
