// Hacker News in the page: rows of a table, the level of each in an attribute or in the width of a spacer.
import { type Element, isTag } from "domhandler";
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

/** `indent` counts levels; before it came, a spacer image was 40 pixels wide for each. */
function levelOf(item: Element): number {
  const ahead: Element[] = [item];
  for (let looked = 0, at = ahead.shift(); at !== undefined && looked < 40; looked++, at = ahead.shift()) {
    if (at.attribs.indent !== undefined) return Number(at.attribs.indent);
    if (at.name === "img" && at.attribs.width !== undefined) return Number(at.attribs.width) / 40;
    ahead.push(...at.children.filter(isTag));
  }
  return 0;
}

export default definePlatform({
  id: "hacker-news",
  name: "Hacker News",
  docs: "https://github.com/HackerNews/API",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The page is public; a machine should rather ask the public API, which the site asks for too.",
  },
  checked: {
    on: "2026-11-24",
    what: "In the reference of public readers: tr.athing.comtr, td.ind[indent], span.age[title].",
  },
  ...inMarkup({
    signs: ({ classes }) => classes.has("athing") && classes.has("comtr"),
    item: "tr.athing.comtr, .fatitem tr.athing",
    tail: "tr",
    id: [{ at: "@id", match: /^(\d+)$/ }],
    parent: { level: levelOf },
    author: [".hnuser"],
    time: [{ at: ".age@title", match: /^([\d-]{10}T[\d:]{8})/ }, ".age"],
    text: [".commtext", "span.comment", ".toptext"],
    drop: ".reply",
    permalink: [".age a@href"],
    topic: () => true,
    next: "a.morelink",
  }),
  examples: [
    {
      page: "https://news.harbour.example/item?id=1000",
      fixture: "two-levels",
      expect: {
        comments: 3,
        deepest: 3,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "1002": "1001", "1003": "1002" },
        first: {
          nativeId: "1001",
          author: { name: "tar" },
          createdAt: { at: "2024-01-02T03:04:05.000Z", precision: "s" },
          text: "Pitch is better.\nAsk a caulker.",
        },
      },
    },
  ],
});
