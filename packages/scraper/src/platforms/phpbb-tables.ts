// phpBB topics printed as tables: version 2 (subSilver) and version 3's subsilver2; the first post is the first of the comments.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "phpbb-tables",
  name: "phpBB (tables)",
  docs: "https://www.phpbb.com/support/docs/en/3.3/ug/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-30",
    what: `From knowledge of the styles, not compared with a page: span.name > a[name], span.postdetails, span.postbody (version 2); b.postauthor,
      a[name^=p], div.postbody, td.gensmall (subsilver2).`,
  },
  ...inMarkup({
    signs: ({ classes }) =>
      classes.has("postbody") && (classes.has("postauthor") || (classes.has("postdetails") && classes.has("name"))),
    item: "tr:has(> td > .postauthor), tr:has(> td > span.name)",
    id: [{ at: "a[name]@name", match: /^p?(\d+)$/ }],
    tail: "tr",
    parent: "none",
    author: [".postauthor", "span.name b", "span.name"],
    time: [
      { at: "td table span.postdetails", match: /:\s{0,3}(\S[^:]{4,40}\d:\d\d(?:\s?[ap]m)?)/i },
      { at: "td.gensmall[align='right']", match: /:\s{0,3}(\S[^:]{4,40}\d:\d\d(?:\s?[ap]m)?)/i },
    ],
    byline: ["td.gensmall[align='right']", "td table span.postdetails"],
    text: [".postbody"],
    drop: ".quotetitle, .codetitle",
    permalink: ['a[href*="viewtopic"]@href'],
    topic: () => true,
    next: 'link[rel="next"]',
  }),
  examples: [
    {
      page: "https://board.lock.example/viewtopic.php?t=5",
      fixture: "version-2",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "11",
          author: { name: "Sluice" },
          createdAt: { at: "2004-03-02T08:15:00.000Z", precision: "min", source: "text" },
          text: "The gate is stuck.",
        },
      },
    },
    {
      page: "https://board.lock.example/viewtopic.php?f=1&t=6",
      fixture: "subsilver2",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "21",
          author: { name: "Weir" },
          createdAt: { at: "2010-03-02T08:15:00.000Z", precision: "min", source: "text" },
          text: "Who has the key?",
        },
      },
    },
  ],
});
