// Vanilla discussions in the page; the post that opens a discussion is the first of its comments.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "vanilla",
  name: "Vanilla Forums",
  docs: "https://docs.vanillaforums.com/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-30",
    what: `In github.com/vanilla/vanilla: applications/vanilla/views/discussion/helper_functions.php
      (li.ItemComment#Comment_N, .Message, .DateCreated time) and discussion.php (#Discussion_N).`,
  },
  ...inMarkup({
    signs: ({ ids, classes }) => classes.has("Message") && (ids.has("Discussion_#") || ids.has("Comment_#")),
    item: '[id^="Discussion_"], .ItemComment[id^="Comment_"]',
    id: [
      { at: "@id", match: /^Comment_(\d+)$/ },
      { at: "@id", match: /^(Discussion_\d+)$/ },
    ],
    parent: "none",
    author: [".Author a.Username", ".Author .Username", ".Author a:not(.PhotoWrap)"],
    time: [".DateCreated time@datetime", ".DateCreated time@title", ".DateCreated"],
    text: [".Message"],
    permalink: [".DateCreated a@href", "a.Permalink@href"],
    topic: () => true,
    next: 'link[rel="next"], .Pager a.Next',
  }),
  examples: [
    {
      page: "https://talk.pier.example/discussion/6/old-nets",
      fixture: "version-3",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "Discussion_6",
          author: { name: "Netmaker" },
          createdAt: { at: "2018-02-13T21:00:00.000Z", source: "machine" },
          text: "Who mends old nets?",
        },
      },
    },
  ],
});
