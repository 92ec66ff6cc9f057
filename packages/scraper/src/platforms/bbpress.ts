// bbPress topics in the page: a header and the post after it; the first post of a topic is the first of its comments.
import { type Element, isTag } from "domhandler";
import { inMarkup } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";

/** Threaded replies lie in lists within lists; flat ones do not. */
function levelOf(item: Element): number {
  let level = 0;
  for (let at = item.parent; at; at = at.parent)
    if (isTag(at) && /(?:^|\s)bbp-threaded-replies(?:\s|$)/.test(at.attribs.class ?? "")) level++;
  return level;
}

export default definePlatform({
  id: "bbpress",
  name: "bbPress",
  docs: "https://codex.bbpress.org/",
  access: "in-page",
  consent: {
    default: "on",
    terms: "The comments are part of the public page; each site's owner and its robots.txt decide.",
  },
  checked: {
    on: "2026-11-30",
    what: `In github.com/bbpress/bbPress: templates/default/bbpress/loop-single-reply.php. The box of a topic that leads its own page
      (bbp-topic-header) is from knowledge.`,
  },
  ...inMarkup({
    signs: ({ classes }) => classes.has("bbp-reply-content") || classes.has("bbp-topic-content"),
    item: '.bbp-reply-header[id^="post-"], .bbp-topic-header[id^="post-"]',
    id: [{ at: "@id", match: /^post-(\d+)$/ }],
    tail: "div.hentry, div.type-reply, div.type-topic",
    parent: { level: levelOf },
    author: [
      ".bbp-reply-author .bbp-author-name",
      ".bbp-topic-author .bbp-author-name",
      ".bbp-reply-author a",
      ".bbp-topic-author a",
    ],
    time: [".bbp-reply-post-date", ".bbp-topic-post-date"],
    text: [".bbp-reply-content", ".bbp-topic-content"],
    drop: ".bbp-reply-revision-log, .bbp-topic-revision-log, .bbp-signature",
    permalink: ["a.bbp-reply-permalink@href", "a.bbp-topic-permalink@href"],
    topic: () => true,
    next: 'link[rel="next"], .bbp-pagination-links a.next',
  }),
  examples: [
    {
      page: "https://club.quay.example/forums/topic/old-rope/",
      fixture: "threaded",
      expect: {
        comments: 3,
        deepest: 2,
        announced: null,
        complete: true,
        ways: ["page"],
        parents: { "73": "72" },
        first: {
          nativeId: "71",
          author: { name: "bosun" },
          createdAt: { at: "2014-02-13T21:00:00.000Z", precision: "min", source: "text" },
          text: "Is old rope any good?",
        },
      },
    },
  ],
});
