// Reddit's old interface in the page, as old.reddit.com prints it and archives keep it.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "old-reddit",
  name: "Reddit (old pages)",
  docs: "https://www.reddit.com/dev/api/",
  access: "in-page",
  consent: {
    default: "off",
    terms: "The terms of Reddit forbid automated reading without a contract; read saved pages only.",
  },
  checked: {
    on: "2026-11-24",
    what: `On one saved page, and in the reference of public readers: .thing.comment[data-fullname], .score.unvoted[title].`,
  },
  ...inMarkup({
    signs: ({ classes }) => classes.has("thing") && classes.has("usertext-body"),
    // Of the post itself the text is there, if it has one.
    item: ".thing.comment[data-fullname], .comments-page .thing.link[data-fullname]",
    id: [
      { at: "@data-fullname", match: /^t1_(\w{1,16})$/ },
      { at: "@data-fullname", match: /^(t3_\w{1,16})$/ },
    ],
    parent: "nesting",
    author: ["@data-author", ".tagline .author"],
    authorKey: ["@data-author-fullname"],
    time: [".tagline time.live-timestamp@datetime", ".tagline time@datetime"],
    edited: [".tagline time.edited-timestamp@datetime"],
    text: [".usertext-body .md", ".usertext-body"],
    votes: { score: [".tagline .score.unvoted@title", ".tagline .score.unvoted"] },
    permalink: ["@data-permalink", "a.bylink@href"],
    gone: ".tagline em",
    byArticleAuthor: ".tagline .author.submitter",
    topic: ({ classes }) => classes.has("comments-page"),
    announced: [".title .comments", "a.comments"],
  }),
  examples: [
    {
      page: "https://old.harbour.example/r/boats/comments/abc/which_rope/",
      fixture: "nested",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["page"],
        parents: { k2: "k1", k3: null },
        first: {
          nativeId: "k1",
          author: { name: "hempline" },
          createdAt: { at: "2023-05-06T07:08:09.000Z", precision: "s" },
          votes: { up: null, down: null, score: 12 },
          text: "Manila.\nNot nylon.",
        },
      },
    },
  ],
});
