// Markup of no platform, over the generated thread: nested records with what all comments have, and their number.
import generic from "../../../../packages/scraper/src/platforms/generic.ts";
import { printedServer } from "../printed.ts";
import { escapeHtml, isoOf } from "../thread.ts";

export default printedServer({
  platform: generic,
  replies: "nested",
  tells: true,
  item: ({ one, id, name, below }) =>
    `<li class="contribution" id="comment-${id}"><p class="top"><b class="author">${name ?? "Guest"}</b> <time datetime="${isoOf(one.createdAt)}">then</time></p><div class="text">${escapeHtml(one.paragraphs.join(" "))}</div><p><a href="#answer">Reply</a></p>${below === "" ? "" : `<ul>${below}</ul>`}</li>`,
  frame: ({ items, announced }) =>
    `<section id="comments"><h3>Comments (${announced})</h3><ul class="contributions">${items}</ul></section>`,
  // A short line without words is taken for a control, so the text stands in one.
  // As most sites do, it names those who gave no name.
  states: (one) => ({
    createdAt: isoOf(one.createdAt),
    author: { name: one.author?.name || "Guest" },
    text: one.paragraphs.join(" "),
  }),
});
