// Komento's page (Joomla) over the generated thread: flat items that state their parents.
import joomla from "../../../../packages/scraper/src/platforms/joomla.ts";
import { printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: joomla,
  replies: "stated",
  tells: true,
  item: ({ one, id, name, parent }) =>
    `<li id="kmt-${id}" class="kmt-item" parentid="kmt-${parent ?? 0}">${name === null ? "" : `<span class="kmt-author">${name}</span>`}<span class="kmt-time"><time datetime="${isoOf(one.createdAt)}">then</time></span><span class="kmt-permalink"><a href="#comment-${id}">#</a></span><div class="kmt-body">${htmlOf(one)}</div></li>`,
  frame: ({ items, announced }) =>
    `<div id="section-kmt"><span class="itemCommentsCounter">${announced}</span><ul class="kmt-list">${items}</ul></div>`,
  states: (one) => ({ createdAt: isoOf(one.createdAt) }),
});
