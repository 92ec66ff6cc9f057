// The canonical address: the page's own word, as far as it can be trusted.
import type { Article } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import { pageOf } from "./fixtures.ts";

const TEXT =
  "<p>The council met on Tuesday, and it talked for six hours about a bridge that nobody crosses.</p>".repeat(4);
const articleAt = (url: string, head: string): Article => {
  const result = extractArticle(pageOf(url, `<head>${head}</head><body><h1>A bridge</h1>${TEXT}</body>`));
  if (result.kind !== "article") throw new Error(result.detail);
  return result.article;
};

describe("the canonical address", () => {
  it("is the link's, relative ones included, with all other names as aliases", () => {
    const article = articleAt(
      "https://m.news.example/a?id=7&utm_source=x",
      '<link rel="canonical" href="//www.news.example/town/a-bridge"><link rel="amphtml" href="/amp/a-bridge"><link rel="shortlink" href="/?p=7"><meta property="og:url" content="https://www.news.example/town/a-bridge/">',
    );
    expect(article.url).toBe("https://www.news.example/town/a-bridge");
    expect(article.urls).toEqual([
      { url: "https://www.news.example/town/a-bridge", kind: "canonical" },
      { url: "https://m.news.example/a?id=7", kind: "requested" },
      { url: "https://www.news.example/town/a-bridge/", kind: "og" },
      { url: "https://m.news.example/amp/a-bridge", kind: "amp" },
      { url: "https://m.news.example/?p=7", kind: "shortlink" },
    ]);
  });

  it("is never another publisher's", () => {
    expect(articleAt("https://copy.example/a", '<link rel="canonical" href="https://origin.test/a">').url).toBe(
      "https://copy.example/a",
    );
  });

  it("is never the front page of a page that is not", () => {
    expect(articleAt("https://news.example/a", '<link rel="canonical" href="https://news.example/">').url).toBe(
      "https://news.example/a",
    );
  });

  it("stays on host and port where there is no registrable domain", () => {
    expect(articleAt("http://127.0.0.1:8080/a", '<link rel="canonical" href="http://127.0.0.1:9090/b">').url).toBe(
      "http://127.0.0.1:8080/a",
    );
    expect(articleAt("http://127.0.0.1:8080/a?x=1", '<link rel="canonical" href="http://127.0.0.1:8080/a">').url).toBe(
      "http://127.0.0.1:8080/a",
    );
  });

  it("is the article's own where WordPress names a page of its comments", () => {
    const head = '<link rel="canonical" href="https://news.example/a-bridge/comment-page-3/">';
    expect(articleAt("https://news.example/a-bridge/comment-page-3/", head).url).toBe("https://news.example/a-bridge/");
    expect(articleAt("https://news.example/?p=5&cpage=2", "").url).toBe("https://news.example/?p=5");
  });
});
