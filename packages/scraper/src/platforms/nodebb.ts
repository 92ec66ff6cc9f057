// NodeBB topics in the page; the first post of a topic is the first of its comments, and posts state what they answer.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "nodebb",
  name: "NodeBB",
  docs: "https://docs.nodebb.org/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-30",
    what: `In github.com/NodeBB/nodebb-theme-harmony: templates/partials/topic/post.tpl ([component="post/content"],
      a[data-username][data-uid], [itemprop="upvoteCount"]). What states the post that is answered ([component="post/parent"]) is from knowledge.`,
  },
  ...inMarkup({
    signs: (_, { $ }) => $('[component="topic"]').length > 0,
    item: '[component="post"][data-pid]',
    id: [{ at: "@data-pid", match: /^([\w:/.-]{1,200})$/ }],
    parent: {
      stated: [
        '[component="post/parent"][data-parent-pid]@data-parent-pid',
        '[component="post/parent"][data-topid]@data-topid',
      ],
    },
    author: ["a[data-username]", "@data-username", '[itemprop="author"] [itemprop="name"]@content'],
    authorKey: [{ at: "@data-uid", match: /^([1-9]\d*)$/ }],
    time: [{ at: "@data-timestamp", match: /^(\d{13})$/ }, ".timeago@title", ".timeago@datetime"],
    text: ['[component="post/content"]'],
    votes: {
      up: ['[itemprop="upvoteCount"]@content'],
      down: ['[itemprop="downvoteCount"]@content'],
      score: ['[component="post/vote-count"]@data-votes'],
    },
    permalink: ["a.post-index@href", "a.permalink@href"],
    gone: ".deleted",
    topic: () => true,
    next: 'link[rel="next"]',
  }),
  examples: [
    {
      page: "https://talk.ferry.example/topic/9/night-boats",
      fixture: "harmony",
      expect: {
        comments: 3,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "93": "92" },
        first: {
          nativeId: "91",
          author: { name: "purser" },
          createdAt: { at: "2024-02-13T21:00:00.000Z" },
          votes: { up: 4, down: 1, score: 3 },
          text: "Does the night boat still run?",
        },
      },
    },
  ],
});
