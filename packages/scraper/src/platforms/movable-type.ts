// Movable Type's comments in the page: versions 3 to 8, static pages that the system wrote once.
import { bearsWordPress } from "../comments/marks.ts";
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "movable-type",
  name: "Movable Type",
  docs: "https://movabletype.org/documentation/appendices/tags/comments.html",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: `On pages of 2012; "replied to comment from" in public archives. The headers of version 4 and later (.byline,
      abbr.published) are hAtom as the published tag reference describes them, not seen on a page.`,
  },
  ...inMarkup({
    signs: (marks) => {
      const { ids, classes, generator } = marks;
      return (
        !bearsWordPress(marks) &&
        ids.has("comment-#") &&
        (generator.includes("movable type") ||
          classes.has("comments-content") ||
          classes.has("comments-body") ||
          (classes.has("comment-footer") && classes.has("comment-content")))
      );
    },
    item: '.comment[id^="comment-"], .comments-body .comment, div[id^="comment-"]',
    id: [{ at: "@id", match: /^comment-(\d+)$/ }],
    parent: {
      stated: [
        { at: '.byline a[title*="parent" i]@href', match: /#comment-(\d+)$/ },
        { at: ".comment-parent a@href", match: /#comment-(\d+)$/ },
      ],
    },
    author: [".byline .author", ".commenter .fn", ".vcard .fn", ".vcard.author"],
    time: ["abbr.published@title", "time@datetime"],
    byline: [".comment-footer", ".byline", ".comments-post", ".posted", ".comment-header", ".comment-meta"],
    text: [".comment-content", ".comment-text", ".comment-body"],
    drop: ".comment-footer, .comments-post, .posted",
    permalink: [
      '.comment-footer a[href*="#comment-"]@href',
      '.byline a[href*="#comment-"]@href',
      '.comment-meta a[href*="#comment-"]@href',
    ],
    apart: ".trackback-footer",
    announced: [".comments-header"],
  }),
  examples: [
    {
      page: "https://mill.example/archives/2008/05/mill-wheel.html",
      fixture: "version-3",
      expect: {
        comments: 2,
        deepest: 1,
        announced: 2,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "10412",
          author: { name: "Ada" },
          createdAt: { at: "2008-05-03T10:05:00.000Z", precision: "min", source: "text" },
          text: "It turns again.\nAt last.",
          permalink: "https://mill.example/archives/2008/05/mill-wheel.html#comment-10412",
        },
      },
    },
    {
      page: "https://mill.example/2012/06/mill-race.html",
      fixture: "version-4",
      expect: {
        comments: 2,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "20002": "20001" },
        first: {
          nativeId: "20001",
          author: { name: "Cleo" },
          createdAt: { at: "2012-06-01T08:00:00.000Z", source: "machine" },
          text: "Who owns it?",
        },
      },
    },
  ],
});
