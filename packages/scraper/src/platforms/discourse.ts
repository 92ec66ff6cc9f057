// Discourse topics as they are printed for readers without scripts; the first post is what is talked about.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

// Checked 2026-11-24 on pages of 2024 to 2026; crawler-post-infos in public readers (find_string). The page states no parents;
// the JSON of the topic does (reply_to_post_number).
export default definePlatform({
  id: "discourse",
  name: "Discourse",
  docs: "https://docs.discourse.org/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  ...inMarkup({
    signs: ({ classes, generator }) =>
      classes.has("crawler-post") || (generator.includes("discourse") && classes.has("topic-body")),
    item: '.topic-body[id^="post_"], [itemprop="comment"][id^="post_"], .crawler-post[id^="post_"]',
    id: [{ at: "@id", match: /^post_(\d+)$/ }],
    parent: "none",
    author: [".creator [itemprop='name']", ".creator a", ".creator"],
    time: ["time.post-time@datetime", ".crawler-post-infos time@datetime", "time@datetime"],
    text: ["[itemprop='text']", ".post"],
    votes: {
      up: [
        "[itemprop='interactionStatistic'] [itemprop='userInteractionCount']@content",
        { at: ".post-likes", match: /(\d+)/ },
      ],
    },
    permalink: ["link[itemprop='url']@href"],
    apart: '[id="post_1"]',
    next: "link[rel=next], a[rel=next]",
  }),
  examples: [
    {
      page: "https://talk.harbour.example/t/dredging/88",
      fixture: "crawler",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "2",
          author: { name: "silt" },
          createdAt: { at: "2024-09-05T23:26:42.000Z", precision: "s" },
          votes: { up: 3, down: null, score: null },
          text: "Every March.",
        },
      },
    },
  ],
});
