// SMF's pages (version 2.1) over the generated thread: fifteen messages each, flat.
import smf from "../../../../packages/scraper/src/platforms/smf.ts";
import { dateParts, printedServer } from "../printed.ts";
import { htmlOf, isoOf } from "../thread.ts";

export default printedServer({
  platform: smf,
  size: 15,
  tells: false,
  item({ one, id, name }) {
    const { month, two, year, time } = dateParts(one);
    const [clock, half] = time.split(" ");
    const date = `${month} ${two}, ${year}, ${clock}:${isoOf(one.createdAt).slice(17, 19)} ${half}`;
    return `<div class="windowbg" id="msg${id}"><div class="post_wrapper"><div class="poster">${name === null ? "" : `<h4><a href="https://board.wharf.example/index.php?action=profile;u=7">${name}</a></h4>`}</div><div class="postarea"><div class="keyinfo"><div class="postinfo"><a href="https://board.wharf.example/index.php?msg=${id}" class="smalltext">${date}</a></div></div><div class="post"><div class="inner" data-msgid="${id}" id="msg_${id}">${htmlOf(one)}</div></div></div></div></div>`;
  },
  frame: ({ items, next }) =>
    `<div id="forumposts"><form id="quickModForm">${items}</form></div><div class="pagelinks">${next === null ? "" : `<a class="nav_page" href="${next}">2</a>`}</div>`,
  states: (one) => ({ createdAt: isoOf(one.createdAt), parentFrom: "none" }),
});
