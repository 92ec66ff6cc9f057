// vBulletin topics in the page, version 5 and later; the first post of a topic is the first of its comments.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "vbulletin-5",
  name: "vBulletin 5",
  docs: "https://forum.vbulletin.com/help",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-30",
    what: "In excerpts of public copies of its pages: .b-post, .js-post__content-text[itemprop=text], time[itemprop=dateCreated].",
  },
  ...inMarkup({
    signs: ({ classes }) => classes.has("b-post") && classes.has("js-post__content-text"),
    item: ".b-post[data-node-id]",
    id: [{ at: "@data-node-id", match: /^(\d+)$/ }],
    parent: "nesting",
    author: ['[itemprop="author"] [itemprop="name"]', ".author a", ".author"],
    time: ['time[itemprop="dateCreated"]@datetime', ".b-post__timestamp"],
    text: [".js-post__content-text"],
    drop: ".bbcode_description",
    permalink: ["a.b-post__count@href"],
    topic: () => true,
    next: 'link[rel="next"], a.js-pagenav-next-button[href]',
  }),
  examples: [
    {
      page: "https://board.pier.example/forum/boats/7-cranes",
      fixture: "thread",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "701",
          author: { name: "Jib" },
          createdAt: { at: "2017-10-24T09:00:03.000Z", source: "machine" },
          text: "Two cranes are left.",
        },
      },
    },
  ],
});
