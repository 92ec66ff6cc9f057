// SB Nation's comments of 2005 to 2012, printed in the page; newer ones are loaded by Coral.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "sbnation",
  name: "SB Nation",
  docs: "https://www.sbnation.com/pages/community-guidelines",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: "Against pages of 2012 (div.citem#comment_item_N, p.by). The title is the first line of a comment.",
  },
  ...inMarkup({
    signs: ({ ids, classes }) => classes.has("citem") && ids.has("comment_item_#"),
    item: '.citem[id^="comment_item_"]',
    id: [{ at: "@id", match: /^comment_item_(\d+)$/ }],
    parent: "nesting",
    author: ['.by > a[href*="/users/"]'],
    time: [".by .time"],
    byline: [".by"],
    text: [".comment_title, .cbody"],
    votes: { score: ['[id^="comment_rating_"]'] },
    permalink: [".by .time a@href"],
    announced: [{ at: "#comments_header, .comments_count", match: /(\d[\d,]*)/ }],
  }),
  examples: [
    {
      page: "https://www.oarnation.example/2012/8/8/2993102/heat-three",
      fixture: "titles",
      expect: {
        comments: 3,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "110982267": "110981934", "110983236": null },
        first: {
          nativeId: "110981934",
          author: { name: "Stroke Side" },
          createdAt: { at: "2012-08-09T00:21:00.000Z", offset: "-07:00", precision: "min" },
          text: "Anyone see the finish?\nI was rowing.",
        },
      },
    },
  ],
});
