// The Guardian's comments as printed in its pages: the list of 2010 to 2013, and the threaded one until 2020.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "guardian",
  name: "The Guardian (printed comments)",
  docs: "https://github.com/guardian/frontend/tree/main/discussion",
  access: "in-page",
  consent: {
    default: "on",
    terms: "Only what the public page prints is read; the discussion interface is another matter and wants a key.",
  },
  checked: {
    on: "2026-11-24",
    what: `On pages of 2012 (ul.comment#comment-N); d-comment__body in public repositories. The names of the other
      d-comment fields are from knowledge of the open guardian/frontend. Newer pages load their comments.`,
  },
  ...inMarkup({
    signs: ({ ids, classes }) => (ids.has("discussion-comments") && ids.has("comment-#")) || classes.has("d-comment"),
    item: '#discussion-comments ul.comment[id^="comment-"], li.d-comment',
    id: [{ at: "@id", match: /^comment-(\d+)$/ }],
    parent: {
      stated: [
        { at: "@data-comment-parent-id", match: /^(\d+)$/ },
        { at: ".d-comment__reply-to-author@href", match: /#comment-(\d+)$/ },
      ],
    },
    author: [".d-comment__author", 'a[title="User profile page"]', ".profile > a"],
    authorKey: [
      { at: "@data-comment-author-id", match: /^(\d+)$/ },
      { at: ".profile > a@href", match: /\/id\/(\d+)/ },
    ],
    time: ["time@datetime", "@data-comment-timestamp", ".profile .date"],
    text: [".d-comment__body", ".comment-body"],
    votes: { score: [".d-comment__recommend-count--old", ".recommended"] },
    permalink: [".d-comment__timestamp a@href", 'a[href*="comment-permalink"]@href'],
    gone: ".d-comment--blocked, .comment-removed",
    announced: [".discussion__comment-count", "#discussion-comments-count"],
    next: '.discussion__pagination a, #discussion-pagination a[href*="commentpage="]',
  }),
  examples: [
    {
      page: "https://paper.example/commentisfree/2012/nov/01/dykes",
      fixture: "printed-2012",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "19211427",
          author: { name: "dykewatch" },
          createdAt: { at: "2012-11-01T21:37:00.000Z", precision: "min", source: "text" },
          votes: { up: null, down: null, score: 7 },
          text: "Raise them.\nSoon.",
        },
      },
    },
    {
      page: "https://paper.example/world/2016/mar/02/dykes-again",
      fixture: "threaded",
      expect: {
        comments: 2,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "70002": "70001" },
        first: {
          nativeId: "70001",
          author: { name: "fenland" },
          createdAt: { source: "machine" },
          text: "And pay for it.",
        },
      },
    },
  ],
});
