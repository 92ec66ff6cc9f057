// Feeds in the formats that news sites serve.
import { describe, expect, it } from "vitest";
import { readFeed } from "../../../packages/scraper/src/discover/feed.ts";

const RSS = `<?xml version="1.0"?>
<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>T</title><link>https://news.example/</link>
<item><title>One</title><link>https://news.example/one/</link><pubDate>Mon, 02 Mar 2026 08:15:00 +0100</pubDate><slash:comments>14</slash:comments></item>
<item><title>Two</title><link>/two/</link></item>
<item><title>No address at all</title></item>
</channel></rss>`;

const ATOM = `<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>x</id><updated>2026-03-02T08:15:00Z</updated>
<entry><id>1</id><title>One</title><updated>2026-03-04T00:00:00Z</updated><published>2026-03-02T08:15:00Z</published>
<link rel="replies" href="https://news.example/one/#comments"/><link rel="alternate" href="https://news.example/one/"/></entry></feed>`;

describe("feeds", () => {
  it("give addresses, dates and comment counts of RSS", () => {
    expect(readFeed(RSS, "https://news.example/feed/")).toEqual([
      { url: "https://news.example/one/", claimedAt: "2026-03-02T07:15:00.000Z", comments: 14 },
      { url: "https://news.example/two/", claimedAt: null, comments: null },
    ]);
  });

  it("give the alternate link and the first publication of Atom", () => {
    expect(readFeed(ATOM, "https://news.example/atom/")).toEqual([
      { url: "https://news.example/one/", claimedAt: "2026-03-02T08:15:00.000Z", comments: null },
    ]);
  });

  it("give those of a JSON Feed", () => {
    const json = JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      title: "T",
      items: [{ id: "1", url: "https://news.example/j", date_published: "2026-03-02T08:15:00Z" }],
    });
    expect(readFeed(json, "https://news.example/feed.json")).toEqual([
      { url: "https://news.example/j", claimedAt: "2026-03-02T08:15:00.000Z", comments: null },
    ]);
  });

  it("are not seen in a web page", () => {
    expect(readFeed("<!doctype html><html><body><p>Hello</p></body></html>", "https://news.example/")).toBeUndefined();
  });
});
