// Comments of JS-Kit, later Echo, as archives keep them: the service ended in 2012.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "js-kit",
  name: "JS-Kit and Echo",
  docs: "https://web.archive.org/web/2012/http://wiki.aboutecho.com/",
  access: "in-page",
  consent: { default: "on", terms: "The service is gone; what a page holds is read, nothing is asked." },
  checked: {
    on: "2026-11-24",
    what: `Public repositories, "js-singleCommentName" (style sheets and user scripts for such pages).`,
  },
  ...inMarkup({
    signs: ({ classes }) => classes.has("js-singleComment") || classes.has("js-singleCommentName"),
    item: '.js-singleComment[id], [id^="jsid-"]',
    id: [
      { at: "@id", match: /^jsid-([\w-]{3,60})$/ },
      { at: "@id", match: /^js-?comment-?(\d+)$/i },
    ],
    parent: "nesting",
    author: [".js-singleCommentName"],
    time: [".js-singleCommentDate@title", ".js-singleCommentDate"],
    text: [".js-singleCommentText", ".js-singleCommentBody"],
    votes: { score: [".js-singleCommentKarma"] },
  }),
  examples: [
    {
      page: "https://bell.example/2010/02/peal/",
      fixture: "printed",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "1267000001-101",
          author: { name: "Ringer" },
          createdAt: { at: "2010-02-24T10:05:00.000Z" },
          text: "Eight bells.",
        },
      },
    },
  ],
});
