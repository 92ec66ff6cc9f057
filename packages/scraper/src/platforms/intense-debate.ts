// IntenseDebate's comments where a page or an archive holds them printed.
import { type Element, isTag } from "domhandler";
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

/** Replies stand in a thread of their own within the thread of what they answer. */
function threadsAround(item: Element): number {
  let threads = 0;
  for (let at = item.parent; at; at = at.parent) {
    if (isTag(at) && /(?:^|\s)idc-thread(?:-sub)?(?=\s|$)/.test(at.attribs.class ?? "")) threads++;
  }
  return threads;
}

export default definePlatform({
  id: "intense-debate",
  name: "IntenseDebate",
  docs: "https://support.intensedebate.com/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The service only answers its own script; what a page holds is read, nothing is asked.",
  },
  checked: {
    on: "2026-11-24",
    what: `Public repositories, "idc-c-t-inner" (readers of such pages: .idc-c, .idc-i, .idc-time, .idc-v-total). Times are
      relative to the moment of printing, which an archive does not keep, and are read only where they are absolute.`,
  },
  ...inMarkup({
    signs: ({ ids, classes }) =>
      classes.has("idc-c") && (ids.has("IDComment#") || ids.has("idc-cover") || classes.has("idc-thread")),
    item: '.idc-c[id^="IDComment"]',
    id: [{ at: "@id", match: /^IDComment(\d+)$/ }],
    parent: { level: (item) => threadsAround(item) },
    author: [".idc-i .idc-name", ".idc-i a", ".idc-i span", ".idc-a"],
    time: [".idc-time@title", ".idc-time a@title"],
    text: [".idc-c-t-inner", ".idc-c-t"],
    votes: { score: [".idc-v-total"] },
    permalink: [".idc-time a@href"],
    gone: ".idc-c-deleted",
    announced: ["#idc-commentcount_label", ".idc-comment-count"],
  }),
  examples: [
    {
      page: "https://sail.example/2011/06/reef/",
      fixture: "printed",
      expect: {
        comments: 2,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "2002": "2001" },
        first: {
          nativeId: "2001",
          author: { name: "Reefer" },
          votes: { up: null, down: null, score: 4 },
          text: "Early, always.",
        },
      },
    },
  ],
});
