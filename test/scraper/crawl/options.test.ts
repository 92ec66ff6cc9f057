// What a crawl can be asked for, and how it refuses the rest.
import type { Visit } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { type CrawlOptions, planCrawl } from "../../../packages/scraper/src/crawl/options.ts";

const now = new Date("2026-03-15T12:00:00.000Z");
const sink: Visit[] = [];
const plan = (options: Partial<CrawlOptions>) =>
  planCrawl({ seeds: ["https://news.example"], sink, contact: "lab@news.example", ...options }, now);

describe("planCrawl", () => {
  it("takes what people type for an address", () => {
    expect(
      plan({ seeds: ["news.example", "http://other.example/uk#top", "localhost:8080/x"] }).seeds.map(
        (seed) => seed.url,
      ),
    ).toEqual(["https://news.example/", "http://other.example/uk", "https://localhost:8080/x"]);
  });

  it.each([
    ["14d", "2026-03-01T12:00:00.000Z"],
    ["36h", "2026-03-14T00:00:00.000Z"],
    ["2026-03-01", "2026-03-01T00:00:00.000Z"],
  ])("reads since %s", (since, at) => {
    expect(plan({ since }).since).toBe(at);
  });

  it("is polite to strangers and quick at home", () => {
    expect(plan({}).delay).toBe(5);
    expect(planCrawl({ seeds: ["http://127.0.0.1:8080"], sink }, now)).toMatchObject({ delay: 0, contact: null });
    expect(planCrawl({ seeds: ["http://127.0.0.1:8080"], sink, delay: 2 }, now).delay).toBe(2);
  });

  it("wants a contact before it visits anybody's site", () => {
    expect(() => planCrawl({ seeds: ["https://news.example", "http://localhost:1"], sink }, now)).toThrow(
      /contact is required/,
    );
  });

  it.each([
    [{ seeds: [] }, /at least one address/],
    [{ seeds: ["ftp://news.example"] }, /http or https/],
    [{ since: "soon" }, /14d/],
    [{ delay: -1 }, /0 or more/],
    [{ maxArticles: 0 }, /from 1/],
    [{ contact: "two words" }, /e-mail address or a URL/],
    [{ enablePlatforms: ["disquss"] }, /no platform is named "disquss"/],
    [{ enablePlatforms: ["old-reddit"] }, /cannot be read: .*terms/],
    [{ enablePlatforms: ["old-reddit"] }, /--enable-platform old-reddit@news\.example/],
    [{ enablePlatforms: ["bbc@bbc.co.uk"] }, /bbc cannot be read/],
    [{ enablePlatforms: ["disqus@"] }, /disqus@news\.example/],
    [{ keys: { isso: "x" } }, /needs-key, got "isso"/],
    [{ maxArticle: 3 }, /unknown option "maxArticle"/],
  ])("refuses %j", (options, message) => {
    expect(() => plan(options as Partial<CrawlOptions>)).toThrow(message);
  });
});
