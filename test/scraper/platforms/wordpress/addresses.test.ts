// Addresses: comment pages, REST roots in both forms, feeds.
import { describe, expect, it } from "vitest";
import { atomAddress } from "../../../../packages/scraper/src/platforms/wordpress/feed.ts";
import {
  commentPageOf,
  pageAddress,
  pagingOf,
  sameArticle,
  withoutCommentPage,
} from "../../../../packages/scraper/src/platforms/wordpress/paging.ts";
import { commentsAddress, postAddress } from "../../../../packages/scraper/src/platforms/wordpress/rest.ts";
import { pageOf } from "../../../support/replay.ts";

describe("comment pages", () => {
  it.each([
    ["https://x.example/a/comment-page-3/#comment-9", "https://x.example/a/", 3],
    ["https://x.example/a/comment-page-3", "https://x.example/a", 3],
    ["https://x.example/?p=4&cpage=2", "https://x.example/?p=4", 2],
    ["https://x.example/a/?replytocom=5#respond", "https://x.example/a/", null],
    ["https://x.example/a/comment-page-0/", "https://x.example/a/", null],
    ["https://x.example/comment-page-tricks/", "https://x.example/comment-page-tricks/", null],
  ])("knows the article and the page of %s", (address, article, page) => {
    expect([withoutCommentPage(address), commentPageOf(address)]).toEqual([article, page]);
  });

  it("takes pages of this article only", () => {
    const links = [
      "/a/comment-page-2/#comments",
      "/a/comment-page-4/#comment-80",
      "/b/comment-page-9/",
      "https://elsewhere.example/a/comment-page-7/",
      "/a/comment-page-8/?replytocom=3#respond",
    ];
    const page = pageOf("https://x.example/a/", links.map((href) => `<a href="${href}">x</a>`).join(""));
    expect(pagingOf(page, "https://x.example/a/")).toEqual({
      template: "https://x.example/a/comment-page-{n}/",
      pages: 4,
    });
  });

  it("makes addresses as the site does", () => {
    const page = pageOf("https://x.example/?p=4", '<a href="https://x.example/?p=4&amp;cpage=2#comments">Newer</a>');
    const { template } = pagingOf(page, "https://x.example/?p=4");
    expect(pageAddress(template!, 1)).toBe("https://x.example/?p=4&cpage=1");
  });

  it("takes an article with and without its final slash for one", () => {
    expect(sameArticle("https://x.example/a", "https://x.example/a/comment-page-2/")).toBe(true);
    expect(sameArticle("https://x.example/?p=4", "https://x.example/?p=5")).toBe(false);
  });
});

describe("REST addresses", () => {
  it("joins the query with & where the root is a query itself", () => {
    expect(commentsAddress("https://x.example/?rest_route=/", "4", 2)).toMatch(
      /^https:\/\/x\.example\/\?rest_route=\/wp\/v2\/comments&post=4&orderby=id&order=asc&per_page=100&page=2&_fields=/,
    );
    expect(commentsAddress("https://x.example/wp-json/", "4", 1)).toMatch(
      /^https:\/\/x\.example\/wp-json\/wp\/v2\/comments\?post=4&/,
    );
  });

  it("asks for the post under the type that the site states", () => {
    const route = "https://x.example/wp-json/wp/v2/stories/4";
    expect(postAddress("https://x.example/wp-json/", route, "4")).toBe(`${route}?_fields=id,author,comment_status`);
  });

  it("asks for nothing that tells of a commenter but the name", () => {
    expect(commentsAddress("https://x.example/wp-json/", "4", 1)).not.toMatch(/avatar|author_url|email|meta/);
  });
});

describe("feeds", () => {
  it.each([
    ["https://x.example/a/feed/", "https://x.example/a/feed/atom/"],
    ["https://x.example/a/feed", "https://x.example/a/feed/atom/"],
    ["https://x.example/a/feed/rss2/", "https://x.example/a/feed/atom/"],
    ["https://x.example/?feed=rss2&p=4", "https://x.example/?feed=atom&p=4"],
  ])("knows the Atom form of %s", (feed, atom) => expect(atomAddress(feed)).toBe(atom));
});
