// Comments that sites with Disqus print for search engines: the list that the WordPress plugin and its relatives write.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "disqus-static",
  name: "Disqus (printed by the site)",
  docs: "https://help.disqus.com/en/articles/1717066-disqus-wordpress-plugin",
  access: "in-page",
  consent: { default: "on", terms: "Only what the site itself prints is read; Disqus is not asked." },
  checked: {
    on: "2026-11-24",
    what: `comments.php of the plugin, versions 2 and 3 (public repositories, "dsq-comment-message-"). It prints no dates.`,
  },
  ...inMarkup({
    signs: ({ ids }) => ids.has("dsq-comment-#") && ids.has("dsq-comment-body-#"),
    item: '[id^="dsq-comment-"]',
    id: [{ at: "@id", match: /^dsq-comment-(\d+)$/ }],
    parent: "nesting",
    author: ['[id^="dsq-author-user-"]', '[id^="dsq-cite-"]'],
    time: ["time@datetime", ".dsq-comment-header-time", '[id^="dsq-time-"]'],
    text: ['[id^="dsq-comment-message-"]', '[id^="dsq-comment-body-"]'],
    votes: { score: ['[id^="dsq-points-"]'] },
  }),
  examples: [
    {
      page: "https://lathe.example/2016/02/chisels/",
      fixture: "plugin",
      expect: {
        comments: 3,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "110": "109", "111": null },
        first: { nativeId: "109", author: { name: "Fil" }, createdAt: null, text: "Keep them sharp." },
      },
    },
  ],
});
