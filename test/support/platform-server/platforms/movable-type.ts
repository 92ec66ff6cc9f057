// Movable Type's page (version 4) over the generated thread: a flat list whose answers name their parents, static and whole.
import movableType from "../../../../packages/scraper/src/platforms/movable-type.ts";
import { dateParts, printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: movableType,
  replies: "stated",
  tells: true,
  head: '<meta name="generator" content="Movable Type Pro 4.38">',
  item({ one, id, name, parent }) {
    const { month, day, year, time } = dateParts(one);
    return `<div id="comment-${id}" class="comment"><div class="inner"><div class="comment-header"><div class="asset-meta"><span class="byline"><span class="vcard author">${name ?? "Anonymous"}</span>${parent === null ? "" : ` <a href="#comment-${parent}" title="Permalink to the parent comment">replied to comment</a>`} | <a href="#comment-${id}"><abbr class="published" title="${isoOf(one.createdAt)}">${month} ${day}, ${year} ${time}</abbr></a></span></div></div><div class="comment-content">${htmlOf(one)}</div></div></div>`;
  },
  frame: ({ items, announced }) =>
    `<div id="comments" class="comments"><h2 class="comments-header">Comments (${announced})</h2><div class="comments-content">${items}</div></div>`,
  // The default templates name those who gave no name.
  states: (one) => ({ createdAt: isoOf(one.createdAt), author: { name: one.author?.name || "Anonymous" } }),
});
