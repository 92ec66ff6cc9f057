// Sitemaps of the sitemaps.org protocol and its news extension, whole and broken.
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readAnswer } from "../../../packages/scraper/src/discover/listing.ts";
import { parseSitemap, unpacked } from "../../../packages/scraper/src/discover/sitemap.ts";

const INDEX = `<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
  <sitemap><loc>https://news.example/news-sitemap.xml</loc></sitemap>
  <sitemap><loc> https://news.example/posts-1.xml </loc><lastmod>2026-03-02</lastmod></sitemap>
</sitemapindex>`;

const NEWS = `<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url>
    <loc>https://news.example/a?x=1&amp;y=2</loc>
    <lastmod>2026-03-05T00:00:00Z</lastmod>
    <news:news><news:publication_date>2026-03-02T09:15:00+01:00</news:publication_date><news:title>Rain &amp; wind</news:title></news:news>
  </url>
  <url><loc>https://elsewhere.example/b</loc></url>
  <url><loc>https://news.example/c</loc></url>
</urlset>`;

const asAnswer = (body: string | Uint8Array) => ({
  url: "https://news.example/sitemap.xml",
  requestUrl: "https://news.example/sitemap.xml",
  headers: { "content-type": "text/plain" },
  body: typeof body === "string" ? Buffer.from(body) : body,
  fetchedAt: "2026-03-06T00:00:00.000Z",
});

describe("sitemaps", () => {
  it("tell an index from a list", () => {
    expect(parseSitemap(INDEX)).toEqual({
      kind: "index",
      entries: [
        { url: "https://news.example/news-sitemap.xml", claimedAt: null },
        { url: "https://news.example/posts-1.xml", claimedAt: "2026-03-02T00:00:00.000Z" },
      ],
    });
  });

  it("prefer the date of publication to the last change, and decode entities", () => {
    expect(parseSitemap(NEWS)).toMatchObject({
      kind: "urls",
      news: true,
      entries: [
        { url: "https://news.example/a?x=1&y=2", claimedAt: "2026-03-02T08:15:00.000Z" },
        {},
        { claimedAt: null },
      ],
    });
  });

  it("are known by their content, not their type, and never lead to another publisher", () => {
    const reading = readAnswer(asAnswer(NEWS));
    expect(reading.format).toBe("sitemap");
    expect(reading.format === "sitemap" && reading.found.map((page) => [page.url, page.kind, page.via])).toEqual([
      ["https://news.example/a?x=1&y=2", "article", "news-sitemap"],
      ["https://news.example/c", "article", "news-sitemap"],
    ]);
  });

  it("put news before the archive", () => {
    const reading = readAnswer(asAnswer(INDEX));
    const [news, posts] = reading.format === "sitemap" ? reading.found : [];
    expect(news!.priority).toBeLessThan(posts!.priority);
  });

  it("may be gzip files", () => {
    expect(Buffer.from(unpacked(gzipSync(INDEX))).toString()).toBe(INDEX);
    expect(readAnswer(asAnswer(gzipSync(NEWS))).format).toBe("sitemap");
    expect(readAnswer(asAnswer(gzipSync(NEWS).subarray(0, 60)))).toMatchObject({ format: "other" });
  });

  it("give what stands before a break", () => {
    expect(parseSitemap(NEWS.slice(0, NEWS.indexOf("elsewhere")))?.entries).toHaveLength(1);
    expect(parseSitemap("<html><body>Not found</body></html>")).toBeUndefined();
  });
});
