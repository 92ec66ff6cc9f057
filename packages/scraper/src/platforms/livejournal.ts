// Comments of LiveJournal and Dreamwidth in the page: the styles S1, S2 and Schemius, whose levels are indents.
import { type Element, isTag } from "domhandler";
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

/** A level in a class or attribute, else the indent of the element or of its image. */
function levelOf(item: Element): number {
  for (let at: Element | null = item, climbed = 0; at !== null && climbed < 3; climbed++) {
    const { class: names = "", style = "", "data-level": level } = at.attribs;
    const stated =
      level ??
      /(?:^|\s)comment-depth-(\d{1,3})(?=\s|$)/.exec(names)?.[1] ??
      /(?:margin|padding)-left:\s{0,3}(\d{1,5})/.exec(style)?.[1];
    if (stated !== undefined) return Number(stated);
    at = at.parent && isTag(at.parent) ? at.parent : null;
  }
  return 0;
}

export default definePlatform({
  id: "livejournal",
  name: "LiveJournal and Dreamwidth",
  docs: "https://www.livejournal.com/doc/s2/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `Public repositories, "b-leaf-article", "ljcmt_full", "dwexpcomment" (several independent readers of pages). A
      collapsed comment shows its author and no text; it is asked for by its thread link, which this adapter does not
      follow.`,
  },
  ...inMarkup({
    signs: ({ ids, classes }) =>
      classes.has("b-leaf") ||
      classes.has("ljcmt_full") ||
      classes.has("dwexpcomment") ||
      (ids.has("cmt#") && classes.has("comment-thread")),
    item: ".b-leaf[data-tid], .ljcmt_full[id], .dwexpcomment, .comment-thread[id]",
    id: [
      { at: "@data-tid", match: /^t?(\d+)$/ },
      { at: "@id", match: /^(?:ljcmt|cmt)(\d+)$/ },
      { at: '[id^="cmt"]@id', match: /^cmt(\d+)$/ },
    ],
    parent: { level: levelOf },
    author: [
      ".b-leaf-username-name",
      ".comment-poster .ljuser b",
      ".poster .ljuser b",
      ".ljuser b",
      ".ljuser",
      ".anonymous",
      "td span a b",
    ],
    time: [".b-leaf-createdtime", ".datetime", "small span", ".comment-date"],
    text: [".b-leaf-article", ".comment-content", ".comment-text", ".ljcmt_full > div + div"],
    permalink: [
      ".b-leaf-permalink@href",
      ".commentpermalink a@href",
      ".comment-permalink@href",
      'a[href*="thread="]@href',
    ],
    gone: ".b-leaf-deleted",
    announced: [".b-xylem-cells .b-xylem-count", ".comments-count"],
    next: ".b-pager a.b-pager-next, .comment-pages a, a.b-pager-next",
  }),
  examples: [
    {
      page: "https://tinker.livejournal.example/1234.html",
      fixture: "schemius",
      expect: {
        comments: 3,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "5002": "5001", "5003": null },
        first: {
          nativeId: "5001",
          author: { name: "bellfounder" },
          createdAt: { at: "2014-03-02T09:15:00.000Z" },
          text: "Bronze, then.",
        },
      },
    },
    {
      page: "https://tinker.dreamwidth.example/99.html",
      fixture: "dreamwidth",
      expect: {
        comments: 2,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "778": "777" },
        first: {
          nativeId: "777",
          author: { name: "wick" },
          createdAt: { at: "2016-04-05T18:30:00.000Z" },
          text: "Tin is softer.",
        },
      },
    },
  ],
});
