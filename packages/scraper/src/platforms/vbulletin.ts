// vBulletin threads in the page, versions 3 and 4; the first post of a thread is the first of its comments.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "vbulletin",
  name: "vBulletin",
  docs: "https://forum.vbulletin.com/help",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `post_message_N and table#postN with .bigusername in public readers. The version 4 classes (li.postbit, .postdate)
      are from knowledge only.`,
  },
  ...inMarkup({
    signs: ({ ids }) => ids.has("post_message_#"),
    item: 'li[id^="post_"], table[id^="post"], div[id^="edit"]:has([id^="post_message_"])',
    id: [{ at: "@id", match: /^post_?(\d+)$/ }],
    parent: "none",
    author: [".username strong", ".bigusername", ".username"],
    time: [".postdate .date", ".postdate", "td.thead"],
    text: ['[id^="post_message_"]'],
    drop: ".bbcode_container .bbcode_description",
    permalink: ["a.postcounter@href", 'a[id^="postcount"]@href'],
    topic: () => true,
    next: 'link[rel="next"], a[rel="next"]',
  }),
  examples: [
    {
      page: "https://board.wharf.example/showthread.php?t=4",
      fixture: "version-3",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "41",
          author: { name: "Pawl" },
          createdAt: { at: "2008-02-13T21:00:00.000Z", precision: "min", source: "text" },
          text: "Which grease?",
        },
      },
    },
    {
      page: "https://board.wharf.example/showthread.php?t=9",
      fixture: "version-4",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "54",
          author: { name: "Pawl" },
          createdAt: { at: "2012-05-03T21:00:00.000Z", precision: "min" },
          text: "It will not turn.",
        },
      },
    },
  ],
});
