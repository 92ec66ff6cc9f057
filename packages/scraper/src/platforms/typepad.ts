// TypePad's comments in the page, as its pages were until the service ended in 2025 and as archives keep them.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "typepad",
  name: "TypePad",
  docs: "https://help.typepad.com/comments.html",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: "Against pages of 2012 (div.comment#comment-6a…, p.comment-footer). Paging: /comments/page/2/.",
  },
  ...inMarkup({
    signs: ({ classes, generator }) =>
      classes.has("comment-footer") &&
      classes.has("comment-content") &&
      (generator.includes("typepad") || classes.has("comments-content")),
    item: '.comment[id^="comment-6a"]',
    id: [{ at: "@id", match: /^comment-(6a[0-9a-f]{16,40})$/ }],
    parent: "nesting",
    author: [".comment-footer .commenter"],
    byline: [".comment-footer"],
    text: [".comment-content"],
    permalink: ['.comment-footer a[href*="#comment-"]@href'],
    announced: [".comments-header"],
    next: '.comments-paging a, a[href*="/comments/page/"]',
  }),
  examples: [
    {
      page: "https://hedge.typepad.example/hedge/2012/08/box-hedges.html",
      fixture: "footer",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "6a00d8341bf6e253ef017743ff0f46970d",
          author: { name: "quercus" },
          createdAt: { at: "2012-08-08T07:16:00.000Z", precision: "min", source: "text" },
          text: "Cut them in June.",
        },
      },
    },
  ],
});
