// phpBB's pages as tables (subsilver2) over the generated thread: ten posts each.
import phpbbTables from "../../../../packages/scraper/src/platforms/phpbb-tables.ts";
import { dateParts, printedServer, toMinute } from "../printed.ts";
import { htmlOf } from "../thread.ts";

export default printedServer({
  platform: phpbbTables,
  size: 10,
  tells: false,
  item({ one, id, name }) {
    const { weekday, month, two, year, time } = dateParts(one);
    const date = `${weekday.slice(0, 3)} ${month.slice(0, 3)} ${two}, ${year} ${time.toLowerCase()}`;
    // The style names guests too.
    return `<table class="tablebg"><tr class="row1"><td align="center"><a name="p${id}"></a><b class="postauthor">${name ?? "Guest"}</b></td><td><table><tr><td class="gensmall"><b>Post subject:</b> Re: Bridge</td><td class="gensmall" align="right"><a href="./viewtopic.php?p=${id}#p${id}"><img src="i.gif"></a><b>Posted:</b> ${date}&nbsp;</td></tr></table></td></tr>
<tr class="row1"><td class="profile"><span class="postdetails"><b>Joined:</b> Thu Jan 01, 2009 1:00 pm</span></td><td><div class="postbody">${htmlOf(one)}</div></td></tr></table>`;
  },
  frame: ({ items, next }) => `${items}${next === null ? "" : `<link rel="next" href="${next}">`}`,
  states: (one) => ({
    createdAt: toMinute(one),
    parentFrom: "none",
    author: { name: one.author?.name || "Guest" },
  }),
});
