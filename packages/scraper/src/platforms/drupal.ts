// Drupal's comments in the page, versions 5 to 11 and Backdrop: replies stand in .indented after the comment they answer.
import { type Element, isTag } from "domhandler";
import { bearsWordPress } from "../comments/marks.ts";
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

// Checked 2026-11-24 on a page of 2012; data-comment-user-id in public tests of core (find_string). The classes of the core themes
// (garland, bartik, olivero) are from knowledge, not seen on a page.
function within(item: Element, name: string): number {
  let levels = 0;
  for (let at = item.parent; at; at = at.parent) {
    if (isTag(at) && ` ${at.attribs.class ?? ""} `.includes(` ${name} `)) levels++;
  }
  return levels;
}

export default definePlatform({
  id: "drupal",
  name: "Drupal",
  docs: "https://www.drupal.org/docs/core-modules-and-themes/core-modules/comment-module",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  ...inMarkup({
    signs: (marks) => {
      const { ids, classes, generator } = marks;
      return (
        !bearsWordPress(marks) &&
        ids.has("comment-#") &&
        classes.has("comment") &&
        (generator.includes("drupal") ||
          generator.includes("backdrop") ||
          ["indented", "field-name-comment-body", "field--name-comment-body", "clear-block"].some((name) =>
            classes.has(name),
          ))
      );
    },
    item: 'a[id^="comment-"]:has(+ .comment), .comment:has(> a[id^="comment-"]), .comment[id^="comment-"]',
    id: [
      { at: "@id", match: /^comment-(\d+)$/ },
      { at: '> a[id^="comment-"]@id', match: /^comment-(\d+)$/ },
    ],
    tail: ".comment",
    parent: { level: (item) => within(item, "indented") },
    author: [".username", ".comment__author", '[rel~="author"]'],
    time: [
      ".comment__time time@datetime",
      "time@datetime",
      { at: "mark[data-comment-timestamp]@data-comment-timestamp", match: /^(\d{10})$/ },
      '[property~="dc:created"]@content',
    ],
    byline: [".submitted", ".comment__submitted", ".comment-submitted", ".comment__time", ".author", ".comment-date"],
    text: [
      ".field--name-comment-body",
      ".field-name-comment-body",
      ".comment__content",
      ".comment-content",
      ".content",
      ".comment-body",
    ],
    drop: ".links, .comment__links, .user-signature, h3, .submitted",
    permalink: [
      ".permalink@href",
      'h3 a[href*="#comment-"]@href',
      ".comment__permalink a@href",
      'a[href*="#comment-"]@href',
    ],
    announced: ["#comments > h2.comment-count"],
    next: "#comments .pager a, .comment-wrapper .pager a",
  }),
  examples: [
    {
      page: "https://lock.example/node/12",
      fixture: "version-6",
      expect: {
        comments: 3,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "502": "501", "503": null },
        first: {
          nativeId: "501",
          author: { name: "Ada" },
          createdAt: { at: "2012-05-03T10:22:00.000Z", precision: "min", source: "text" },
          text: "The gate leaks.",
        },
      },
    },
    {
      page: "https://lock.example/new-gate",
      fixture: "version-10",
      expect: {
        comments: 2,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "902": "901" },
        first: {
          nativeId: "901",
          author: { name: "Cleo" },
          createdAt: { at: "2024-05-03T08:22:00.000Z", source: "machine" },
          text: "It holds.",
        },
      },
    },
  ],
});
