// The links of a list page: stories, sections, older pages, and what is none of them.
import { describe, expect, it } from "vitest";
import { findFeeds, findLinks } from "../../../packages/scraper/src/discover/links.ts";
import { loadPage } from "../../../packages/scraper/src/html/page.ts";

const pageOf = (body: string, head = "") =>
  loadPage({
    url: "https://www.news.example/",
    body: `<html><head>${head}</head><body>${body}</body></html>`,
    fetchedAt: "2026-03-02T00:00:00.000Z",
  });
const kinds = (body: string) =>
  findLinks(pageOf(body), 0).map((found) => [new URL(found.url).pathname + new URL(found.url).search, found.kind]);

describe("findLinks", () => {
  it.each([
    ["/2026/03/02/harbour-wall-breaks/", "article"],
    ["/news/harbour-wall-breaks-in-storm", "article"],
    ["/?p=17", "article"],
    ["/artikel/12345678.html", "article"],
    ["/politics/", "section"],
    ["/category/uk/", "section"],
    ["/?cat=3", "section"],
    ["/page/2/", "section"],
    ["/?paged=3", "section"],
  ])("takes %s for a link of kind %s", (href, kind) => {
    expect(kinds(`<a href="${href}">x</a>`)).toEqual([[href, kind]]);
  });

  it.each([
    "/2026/03/02/harbour-wall-breaks/?replytocom=12#respond",
    "/2026/03/02/harbour-wall-breaks/comment-page-2/",
    "/about/",
    "/wp-login.php",
    "/pictures/harbour-wall-in-a-storm.jpg",
    "mailto:desk@news.example",
    "javascript:void(0)",
    "https://elsewhere.example/2026/03/02/harbour-wall-breaks/",
    "#top",
    "/",
  ])("leaves %s alone", (href) => {
    expect(kinds(`<a href="${href}">x</a>`)).toEqual([]);
  });

  it("takes a headline for a story whatever its address", () => {
    expect(kinds('<a href="/local/a1b2">Harbour wall breaks as storm hits the coast</a>')).toEqual([
      ["/local/a1b2", "article"],
    ]);
  });

  it("names each address once, whatever tracking it carries", () => {
    expect(
      kinds('<a href="/2026/storm-hits-the-coast/?utm_source=home">x</a><a href="/2026/storm-hits-the-coast/#a">y</a>'),
    ).toHaveLength(1);
  });

  it("puts each older page of a list after the one before", () => {
    const next = '<a rel="next" href="/politics/page/4/">Older</a>';
    const [third] = findLinks(pageOf(next), 2);
    const [fourth] = findLinks(pageOf(next), 3);
    expect(third!.priority).toBeLessThan(fourth!.priority);
  });
});

describe("findFeeds", () => {
  it("finds announced feeds of articles, not of comments", () => {
    const head = `<link rel="alternate" type="application/rss+xml" href="/feed/">
      <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
      <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">`;
    expect(findFeeds(pageOf("", head)).map((found) => found.url)).toEqual(["https://www.news.example/feed/"]);
  });
});
