// Blogger's comments in the page: the threaded list of 2012 and later, and the definition list of the templates before it.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

// Checked 2026-11-24 on pages of 2012 (dl#comments-block) and 2017 (.comment-thread). The older `comment-poster` templates are from
// knowledge only. The address of a comment tells its moment in milliseconds: ?showComment=1505059956197.
const MOMENT = { at: 'a[href*="showComment="]@href', match: /[?&]showComment=(\d{13})(?!\d)/ };

export default definePlatform({
  id: "blogger",
  name: "Blogger",
  docs: "https://developers.google.com/blogger/docs/3.0/reference/comments",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each blog's owner and its robots.txt decide.",
  },
  ...inMarkup({
    signs: ({ ids, classes }) =>
      ids.has("c#") && (ids.has("comments-block") || classes.has("comment-thread") || ids.has("comments")),
    item: "dt[id], .comment-thread li[id], #comments-block .comment-block[id]",
    id: [{ at: "@id", match: /^c(\d{8,20})$/ }],
    tail: "dd",
    parent: "nesting",
    author: [".comment-header .user", ".comment-block .user"],
    byline: ["dt.comment-author", "dt.comment-poster", "dt", ".comment-poster"],
    time: [MOMENT, ".datetime", ".comment-timestamp"],
    text: [".comment-content", "dd.comment-body", ".comment-body", "dd .comment-text", "dd"],
    drop: ".comment-timestamp, .item-control, .comment-actions",
    permalink: ['a[href*="showComment="]@href', ".datetime a@href", ".comment-timestamp a@href"],
    gone: ".deleted-comment",
    byArticleAuthor: ".blog-author",
    announced: ["#comments > h4", "#comments > h3"],
    next: '#comments .paging-control, #comments a[href*="commentPage="]',
  }),
  examples: [
    {
      page: "https://quarry.blogspot.example/2012/10/old-quarry.html",
      fixture: "definition-list",
      expect: {
        comments: 3,
        deepest: 1,
        announced: 3,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "578314115540011",
          author: { name: "Anonymous" },
          createdAt: { at: "2012-10-19T17:54:32.000Z", precision: "ms", source: "machine" },
          text: "We swam there.\nIn July.",
        },
      },
    },
    {
      page: "https://quarry.blogspot.example/2017/09/new-quarry.html",
      fixture: "threaded",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["page"],
        parents: { "6452616768283372": "6452616768283371", "6452616768283373": null },
        first: { nativeId: "6452616768283371", author: { name: "Lena" }, text: "Schöner Ort.\nGrüße" },
      },
    },
    { page: "https://quarry.blogspot.example/2017/09/empty.html", fixture: "no-comments", expect: "no thread" },
  ],
});
