// Squarespace's comments in the page: version 5's journal, and the list that version 7 prints for readers without scripts.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "squarespace",
  name: "Squarespace",
  docs: "https://support.squarespace.com/hc/en-us/articles/206544087-Comments",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `On pages of 2012 (version 5: .comment-wrapper, .signature). The rules for version 7 were not seen on a page: it
      mostly loads its comments (GetComments), which this adapter does not ask.`,
  },
  ...inMarkup({
    signs: ({ ids, classes }) =>
      classes.has("journal-comment-area") ||
      classes.has("squarespace-comments") ||
      (ids.has("yui_#") && classes.has("comment-list")),
    item: '.comment-wrapper > .comment[id^="comment"], .squarespace-comments .comment[id^="comment-"]',
    id: [{ at: "@id", match: /^comment-?([0-9a-f]{5,32})$/ }],
    parent: "nesting",
    author: [".comment-header .author", ".author"],
    time: [".comment-header time@datetime", ".comment-header .date", ".date"],
    byline: [".signature"],
    text: [".body", ".comment-body"],
    votes: { score: [".comment-header .likes", ".like-count"] },
    permalink: ["a.permalink@href"],
    gone: ".deleted",
    announced: ["#comments .caption", ".comment-count"],
    next: ".journal-comment-area .pagination a, a.next-comments",
  }),
  examples: [
    {
      page: "https://ridge.example/journal/2012/10/24/the-path.html",
      fixture: "journal",
      expect: {
        comments: 2,
        deepest: 1,
        announced: 2,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "19155317",
          author: { name: "Maggie" },
          createdAt: { at: "2012-10-24T00:00:00.000Z", precision: "d", source: "text" },
          text: "Steep but short.",
        },
      },
    },
  ],
});
