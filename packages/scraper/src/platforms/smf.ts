// Simple Machines topics in the page, versions 2.0 and 2.1; the first post of a topic is the first of its comments.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "smf",
  name: "Simple Machines Forum",
  docs: "https://wiki.simplemachines.org/smf/Main_Page",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-30",
    what: `In github.com/SimpleMachines/SMF: Themes/default/Display.template.php (.post_wrapper, .poster
      h4, .keyinfo, .inner#msg_N). Version 2.0 has the id on the same element and the time in .keyinfo .smalltext: "« Reply #1
      on: May 03, 2012, ... »".`,
  },
  ...inMarkup({
    signs: ({ ids, classes }) => classes.has("post_wrapper") && ids.has("msg_#"),
    item: ".post_wrapper",
    id: [{ at: '.inner[id^="msg_"]@id', match: /^msg_(\d+)$/ }],
    parent: "none",
    author: ['.poster h4 a[href*="action=profile"]', ".poster h4"],
    authorKey: [{ at: '.poster h4 a[href*="action=profile"]@href', match: /[;?&]u=([1-9]\d*)/ }],
    time: [".postinfo a.smalltext", { at: ".keyinfo .smalltext", match: /:\s{0,3}([^»]{6,60}?)\s{0,3}(?:»|$)/ }],
    text: ['.inner[id^="msg_"]'],
    drop: ".codeheader, .codeoperation, .quoteheader .bbc_standard_quote",
    permalink: [".postinfo a.smalltext@href", '[id^="subject_"] a@href'],
    topic: () => true,
    next: 'link[rel="next"], .pagelinks a.nav_page, .pagelinks a.navPages',
  }),
  examples: [
    {
      page: "https://board.wharf.example/index.php?topic=4.0",
      fixture: "version-2-1",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "41",
          author: { name: "Capstan" },
          createdAt: { at: "2019-05-03T21:00:12.000Z", source: "text" },
          text: "Which oil do you use?",
        },
      },
    },
    {
      page: "https://board.wharf.example/index.php?topic=5.0",
      fixture: "version-2-0",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "51",
          author: { name: "Bollard" },
          createdAt: { at: "2012-05-03T21:00:12.000Z", source: "text" },
          text: "The old crane is gone.",
        },
      },
    },
  ],
});
