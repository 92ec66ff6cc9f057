// Comments of Joomla sites in the page: JomComment, JComments, K2 and Komento, the four extensions that print them.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "joomla",
  name: "Joomla comment extensions",
  docs: "https://docs.joomla.org/Portal:Components",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `On pages of 2012 (JomComment); kmt-item with parentid and itemCommentsList in public templates. The rules for
      JComments are from knowledge, not seen on a page.`,
  },
  ...inMarkup({
    signs: ({ ids, classes }) =>
      classes.has("jc_comment_title") ||
      ids.has("comments-list") ||
      ids.has("comment-item-#") ||
      classes.has("itemCommentsList") ||
      classes.has("kmt-item") ||
      (ids.has("pc_#") && ids.has("comment-text-container-#")),
    item: '[id^="pc_"], .comments-list [id^="comment-item-"], .itemCommentsList > li, .kmt-item',
    id: [
      { at: "@id", match: /^pc_(\d+)$/ },
      { at: "@id", match: /^comment-item-(\d+)$/ },
      { at: "@id", match: /^kmt-(\d+)$/ },
      { at: "@data-kmt-item", match: /^(\d+)$/ },
      { at: 'a[id^="comment"]@id', match: /^comment-?(\d+)$/ },
    ],
    parent: {
      stated: [
        { at: "@parentid", match: /^kmt-([1-9]\d*)$/ },
        { at: "@data-parentid", match: /^([1-9]\d*)$/ },
      ],
    },
    author: [
      ".comment-author",
      ".commentAuthorName a",
      ".kmt-author",
      { at: ".commentAuthorName", match: /^(?:posted by|von|par|por)?\s{0,9}(.{1,100})$/is },
    ],
    time: [".kmt-time time@datetime", "time@datetime", ".comment-date", ".commentDate", ".kmt-time"],
    byline: [".small", ".date"],
    text: [".comment-text", ".comment-body", ".kmt-body", ":scope > p", ".itemCommentsList > li > p"],
    votes: { score: ['[id^="cvote-"]', ".comments-vote .vote-good", ".comments-vote span"] },
    permalink: ["a.comment-anchor@href", "a.commentLink@href", ".kmt-permalink a@href"],
    announced: [".itemCommentsCounter"],
    next: "#comments-list-footer a, .itemCommentsPagination a",
  }),
  examples: [
    {
      page: "https://pump.example/energy/3824-pump",
      fixture: "jomcomment",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "47492",
          author: { name: "Tony Harbour" },
          createdAt: { at: "2012-10-24T00:00:00.000Z", precision: "d", source: "text" },
          votes: { up: null, down: null, score: 3 },
          text: "How much does it lift?\nA litre?",
        },
      },
    },
  ],
});
