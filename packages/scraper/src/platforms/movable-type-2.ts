// Comments of Movable Type 2 and 3 and of early TypePad: an anchor, the paragraphs, and "Posted by" below them.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "movable-type-2",
  name: "Movable Type 2 and early TypePad",
  docs: "https://movabletype.org/documentation/appendices/tags/comments.html",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: "On pages of 2007 and 2012: a#cN with the paragraphs beside it, and div#cN around them; p.posted ends both.",
  },
  ...inMarkup({
    signs: ({ ids, classes }) => ids.has("c#") && classes.has("posted") && !classes.has("comment-content"),
    item: 'a[id^="c"], div[id^="c"]',
    id: [{ at: "@id", match: /^c(\d{2,12})$/ }],
    tail: "p, blockquote, ul, ol, pre, br, .posted",
    lastTail: ".posted",
    parent: "none",
    byline: [".posted"],
    text: ["p:not(.posted), blockquote, ul, ol, pre"],
    announced: [".comments-header"],
  }),
  examples: [
    {
      page: "https://weir.example/weir/2007/04/the-weir.html",
      fixture: "anchors",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "65582610",
          author: { name: "Reed" },
          createdAt: { at: "2007-04-06T13:11:01.000Z", precision: "s", source: "text" },
          text: "It is high.\nAnd slippery.",
        },
      },
    },
    {
      page: "https://weir.example/archives/2012/09/low-water.html",
      fixture: "boxes",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "169901",
          author: { name: "Ellen" },
          createdAt: { at: "2012-09-10T11:40:00.000Z" },
          text: "Low again.",
        },
      },
    },
  ],
});
