// Blogger: the comments' own feed with its true parents, and what the page prints, in its markup of today and of the years before 2012.
import type { Ask, Gap } from "@belowline/schema";
import { refusalIn, rowOf } from "../comments/fields.ts";
import { inMarkup, type PageRef } from "../comments/markup-list.ts";
import { definePlatform } from "../comments/platform.ts";
import { addressIn, pageAddress } from "../comments/scripts.ts";
import type { Page } from "../html/page.ts";
import { feedAsk, readFeed } from "./blogger/feed.ts";

export interface BloggerRef extends PageRef {
  /** The comments' own feed, as the page links it. */
  readonly feed: string | null;
  /** The page prints comments. */
  readonly prints: boolean;
}

const MOMENT = { at: 'a[href*="showComment="]@href', match: /[?&]showComment=(\d{13})(?!\d)/ };

const printed = inMarkup({
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
});

export default definePlatform<"blogger", BloggerRef>({
  id: "blogger",
  name: "Blogger",
  docs: "https://developers.google.com/blogger/docs/2.0/developers_guide_protocol",
  access: "public-api",
  consent: {
    default: "on",
    terms: "The comments are part of the public page, and their feed is linked for readers; robots.txt decides.",
  },
  checked: {
    on: "2026-11-24",
    what: `On pages of 2012 (dl#comments-block) and 2017 (.comment-thread). The older comment-poster templates are from
      knowledge only. The address of a comment tells its moment in milliseconds: ?showComment=1505059956197.`,
  },
  locate(page) {
    const [ref, feed] = [printed.locate(page), feedOf(page)];
    if (ref) return { ...ref, feed, prints: true };
    if (feed === null) return undefined;
    const { href } = pageAddress(page);
    const key = href.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, "");
    return { key, url: href, announced: null, feed, prints: false };
  },
  open: (ref) => (ref.feed === null ? pageAsk(ref) : feedAsk(ref.feed, 1)),
  read(answer, ref) {
    if (rowOf(answer.ask.carry).step !== "feed") return printed.read(answer);
    const refusal = refusalIn(answer);
    return refusal ? withoutFeed(answer.ask, refusal, ref) : readFeed(answer, ref.feed!);
  },
  inPage(page, ref) {
    const batch = printed.inPage(page);
    const isWhole = ref.feed === null || (batch.announced ?? 0) <= batch.comments.length;
    return { ...batch, next: isWhole && ref.prints ? batch.next : [this.open(ref, { url: page.url })] };
  },
  missed: (ask, gap, ref) => withoutFeed(ask, gap, ref),
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
    {
      page: "https://quarry.blogspot.example/2019/05/deep-quarry.html",
      fixture: "feed",
      expect: {
        comments: 3,
        deepest: 2,
        announced: 3,
        complete: true,
        ways: ["feed"],
        parents: { "7000000000000002": "7000000000000001", "7000000000000003": null },
        first: {
          nativeId: "7000000000000001",
          author: { name: "Ottilie" },
          createdAt: { at: "2019-05-06T05:08:09.123Z", precision: "ms", offset: "+02:00" },
          text: "How deep is it?",
          permalink:
            "https://quarry.blogspot.example/2019/05/deep-quarry.html?showComment=1557119289123#c7000000000000001",
        },
      },
    },
  ],
});

const pageAsk = (ref: BloggerRef): Ask => printed.open(ref);

/** A feed that is closed leaves the page; one that breaks off is a gap. */
function withoutFeed(ask: Ask, gap: Gap, ref: BloggerRef) {
  const isFirst = rowOf(ask.carry).start === 1;
  const next = isFirst && ref.prints ? [pageAsk(ref)] : [];
  return { comments: [], next, way: "feed", trust: 0, gaps: next.length > 0 ? [] : [gap] };
}

function feedOf(page: Page): string | null {
  for (const { attribs } of page.all("link")) {
    const url = attribs.rel?.includes("alternate") ? addressIn(attribs.href, page) : undefined;
    if (url && /\/feeds\/(?:\d{1,25}\/)?\d{1,25}\/comments\/default$/.test(url.pathname))
      return `${url.origin}${url.pathname}`;
  }
  return null;
}
