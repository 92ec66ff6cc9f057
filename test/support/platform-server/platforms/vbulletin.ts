// vBulletin's pages (version 4) over the generated thread: forty posts each.
import vbulletin from "../../../../packages/scraper/src/platforms/vbulletin.ts";
import { dateParts, printedServer, toMinute } from "../printed.ts";
import { htmlOf, type TrueComment } from "../thread.ts";

const printedDate = (one: TrueComment): string => {
  const { number, two, year, time } = dateParts(one);
  return `<span class="date">${number}-${two}-${year},&nbsp;<span class="time">${time}</span></span>`;
};

export default printedServer({
  platform: vbulletin,
  size: 40,
  tells: false,
  item: ({ one, id, name }) =>
    `<li class="postbitlegacy postcontainer" id="post_${id}"><div class="posthead"><span class="postdate old">${printedDate(one)}</span> <a name="post${id}" href="showthread.php?p=${id}#post${id}" class="postcounter">#2</a></div>${name === null ? "" : `<div class="userinfo"><a class="username" href="member.php?u=5"><strong>${name}</strong></a></div>`}<div class="content"><div id="post_message_${id}"><blockquote class="postcontent restore">${htmlOf(one)}</blockquote></div></div></li>`,
  frame: ({ items, next }) =>
    `<ol id="posts" class="posts">${items}</ol>${next === null ? "" : `<a rel="next" href="${next}">&gt;</a>`}`,
  states: (one) => ({ createdAt: toMinute(one), parentFrom: "none" }),
});
