// XenForo threads in the page, versions 1 and 2; the first post of a thread is the first of its comments.
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

export default definePlatform({
  id: "xenforo",
  name: "XenForo",
  docs: "https://xenforo.com/docs/dev/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-24",
    what: "On pages of 2022 to 2026 (version 2). The rules for version 1 (li.message#post-N) are from knowledge only.",
  },
  ...inMarkup({
    signs: ({ ids, classes }) =>
      classes.has("message") &&
      (ids.has("js-post-#") || ids.has("post-#")) &&
      (classes.has("bbWrapper") || classes.has("messageText")),
    item: 'article.message[id^="js-post-"], article.message[data-content^="post-"], li.message[id^="post-"]',
    id: [
      { at: "@data-content", match: /^post-(\d+)$/ },
      { at: "@id", match: /^(?:js-)?post-(\d+)$/ },
    ],
    parent: "none",
    author: ["@data-author", ".message-name", ".username"],
    authorKey: [{ at: ".message-name [data-user-id]@data-user-id", match: /^([1-9]\d*)$/ }],
    time: [
      ".message-attribution-main time@datetime",
      ".message-attribution time@datetime",
      ".messageMeta .DateTime@data-time",
      ".messageMeta .DateTime@title",
      ".messageMeta .DateTime",
    ],
    edited: [".message-lastEdit time@datetime"],
    text: [".message-body .bbWrapper", ".bbWrapper", ".messageText"],
    drop: ".bbCodeBlock-expandLink, .message-lastEdit, .quoteExpand, .js-selectToQuoteEnd, .messageTextEndMarker",
    permalink: [".message-attribution-main a@href", "a.datePermalink@href"],
    topic: () => true,
    next: 'link[rel="next"], a.pageNav-jump--next, .PageNav a.text',
  }),
  examples: [
    {
      page: "https://forum.quay.example/threads/new-rope.7/",
      fixture: "version-1",
      expect: {
        comments: 2,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "71",
          author: { name: "mate" },
          createdAt: { at: "2012-05-03T22:22:00.000Z" },
          text: "New rope squeaks.",
        },
      },
    },
    {
      page: "https://forum.quay.example/threads/old-rope.12/",
      fixture: "version-2",
      expect: {
        comments: 3,
        deepest: 1,
        announced: null,
        complete: true,
        ways: ["page"],
        first: {
          nativeId: "301",
          author: { name: "mate" },
          createdAt: { at: "2022-07-09T22:00:00.000Z", offset: "-07:00", precision: "s" },
          text: "Is it any good?",
        },
      },
    },
  ],
});
