// Stack Exchange in the page: the question is the first of its comments, answers answer it, and comments stand below both.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "stack-exchange",
  name: "Stack Exchange",
  docs: "https://api.stackexchange.com/docs",
  access: "in-page",
  consent: {
    default: "on",
    terms: "Questions and answers are published under CC BY-SA with attribution; the site's robots.txt decides.",
  },
  checked: {
    on: "2026-11-30",
    what: `On a page of 2024: .answer[data-answerid], .js-post-body, .js-vote-count[data-value], .relativetime[title]; the
      comments (li.comment[data-comment-id], .comment-copy) in public readers. Questions and answers are numbered together,
      comments apart.`,
  },
  ...inMarkup({
    signs: ({ ids, classes }) => classes.has("answer") && ids.has("answer-#"),
    item: ".question[data-questionid], .answer[data-answerid], .comment[data-comment-id]",
    id: [
      { at: "@data-questionid", match: /^(\d+)$/ },
      { at: "@data-answerid", match: /^(\d+)$/ },
      { at: "@id", match: /^(comment-\d+)$/ },
    ],
    parent: { stated: ["@data-parentid"] },
    author: [
      "@data-author-username",
      ".comment-user",
      '.user-details[itemprop="author"] [itemprop="name"]@content',
      '.user-details[itemprop="author"] a',
      ".post-signature:last-of-type .user-details a",
    ],
    time: [
      'time[itemprop="dateCreated"]@datetime',
      { at: ".comment-date [title]@title", match: /^([\d-]{10} [\d:]{8}Z)/ },
      ".post-signature:last-of-type .relativetime@title",
      ".user-action-time .relativetime@title",
    ],
    text: [".js-post-body", ".post-text", ".comment-copy"],
    votes: { score: [".js-vote-count@data-value", ".vote-count-post", ".comment-score"] },
    permalink: [".js-share-link@href", "a.comment-link@href"],
    topic: () => true,
    next: 'link[rel="next"], .pager-answers a[rel="next"]',
  }),
  examples: [
    {
      page: "https://boats.harbour.example/questions/31/which-rope",
      fixture: "answers",
      expect: {
        comments: 4,
        deepest: 3,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "32": "31", "comment-76": "31", "comment-77": "32" },
        first: {
          nativeId: "31",
          author: { name: "halyard" },
          createdAt: { at: "2021-07-18T11:00:00.000Z", precision: "s" },
          votes: { up: null, down: null, score: 2 },
          text: "The old mooring rope is worn, and the shop in our harbour sells three kinds of rope. Which one lasts in salt water?",
        },
      },
    },
  ],
});
