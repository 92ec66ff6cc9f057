// Hacker News's page over the generated thread: rows of a table with their levels, a hundred threads a page, no number.
import hackerNews from "../../../../packages/scraper/src/platforms/hacker-news.ts";
import { printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: hackerNews,
  origin: "https://news.ycombinator.com",
  size: 100,
  replies: "levels",
  tells: false,
  item: ({ one, id, name, level }) =>
    `<tr class="athing comtr" id="${id}"><td><table><tr><td class="ind" indent="${level}"><img src="s.gif" height="1" width="${level * 40}"></td><td class="default"><div><span class="comhead">${name === null ? "" : `<a href="user?id=x" class="hnuser">${name}</a>`} <span class="age" title="${isoOf(one.createdAt).slice(0, 19)} ${one.createdAt / 1000}"><a href="item?id=${id}">then</a></span></span></div><div class="comment"><div class="commtext c00">${htmlOf(one)}</div><div class="reply"><a href="reply?id=${id}">reply</a></div></div></td></tr></table></td></tr>`,
  frame: ({ items, next }) =>
    `<table class="comment-tree">${items}</table>${next === null ? "" : `<a class="morelink" rel="next" href="${next}">More</a>`}`,
  states: (one) => ({ createdAt: isoOf(one.createdAt), parentFrom: "dom" }),
});
