// phpBB topics in the page, version 3; the first post of a topic is the first of its comments.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "phpbb",
  name: "phpBB",
  docs: "https://www.phpbb.com/support/docs/en/3.3/ug/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: "dl.postprofile#profileN beside .postbody in public copies of prosilver, 3.0 to 3.3.",
  },
  ...inMarkup({
    signs: ({ ids, classes }) => ids.has("p#") && classes.has("postbody") && classes.has("post"),
    item: '.post[id^="p"]',
    id: [{ at: "@id", match: /^p(\d+)$/ }],
    parent: "none",
    author: [
      ".postprofile .username",
      ".postprofile .username-coloured",
      ".author .username",
      ".author .username-coloured",
      ".author strong",
    ],
    time: [".author time@datetime"],
    byline: [".author"],
    text: [".content"],
    drop: ".codebox p",
    permalink: [".postbody h3 a@href", ".author a@href"],
    topic: () => true,
    next: 'link[rel="next"], .pagination .next a, .pagination a[rel="next"]',
  }),
  examples: [
    {
      page: "https://board.quay.example/viewtopic.php?t=7",
      fixture: "prosilver",
      expect: {
        comments: 3,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "31",
          author: { name: "Hoop" },
          createdAt: { at: "2012-05-03T09:00:00.000Z", precision: "min", source: "text" },
          text: "Which wood?",
        },
      },
    },
  ],
});
