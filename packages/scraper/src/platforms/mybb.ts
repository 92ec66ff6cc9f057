// MyBB threads in the page, version 1.8; the first post of a thread is the first of its comments.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "mybb",
  name: "MyBB",
  docs: "https://docs.mybb.com/1.8/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-30",
    what: "In excerpts of public readers of its pages, not on a page: div.post#post_N, .post_author .largetext, .post_date, .post_body#pid_N.",
  },
  ...inMarkup({
    signs: ({ ids, classes }) => ids.has("pid_#") && ids.has("post_#") && classes.has("post_body"),
    item: '.post[id^="post_"], table[id^="post_"]',
    id: [{ at: "@id", match: /^post_(\d+)$/ }],
    parent: "none",
    author: [".author_information .largetext a", ".author_information .largetext", ".post_author .largetext"],
    authorKey: [{ at: ".author_information .largetext a@href", match: /[?&]uid=([1-9]\d*)|\/user-([1-9]\d*)/ }],
    time: [".post_date > span[title]@title", ".post_date"],
    text: [".post_body"],
    drop: ".codeblock .title",
    permalink: ['.post_head a[href*="pid="]@href'],
    topic: () => true,
    next: 'link[rel="next"], .pagination a.pagination_next',
  }),
  examples: [
    {
      page: "https://forum.ferry.example/showthread.php?tid=8",
      fixture: "version-1-8",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "81",
          author: { name: "Purser" },
          createdAt: { at: "2016-02-13T21:00:00.000Z", source: "text" },
          text: "Does the night boat still run?",
        },
      },
    },
  ],
});
