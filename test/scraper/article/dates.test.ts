// Publication and modification: which of a page's dates counts, with its zone, precision and evidence.
import type { Article } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { readDateText } from "../../../packages/scraper/src/article/date-text.ts";
import { extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import { pageOf } from "./fixtures.ts";

const TEXT =
  "<p>The council met on Tuesday, and it talked for six hours about a bridge that nobody crosses.</p>".repeat(4);
const articleOf = (head: string, line = "", url = "https://n.example/a", lang = "en-GB"): Article => {
  const html = `<html lang="${lang}"><head>${head}</head><body><article><h1>A bridge</h1>${line}${TEXT}</article></body></html>`;
  const result = extractArticle(pageOf(url, html));
  if (result.kind !== "article") throw new Error(result.detail);
  return result.article;
};
const ld = (fields: object): string =>
  `<script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", headline: "A bridge", ...fields })}</script>`;

describe("a date printed for people", () => {
  it.each([
    ["2 marca 2026, 9:15", "pl", "2026-03-02T09:15:00.000Z"],
    ["2. března 2026 9:15", "cs", "2026-03-02T09:15:00.000Z"],
    ["2. maaliskuuta 2026", "fi", "2026-03-02T00:00:00.000Z"],
    ["2 Mart 2026", "tr", "2026-03-02T00:00:00.000Z"],
    ["2 Μαρτίου 2026", "el", "2026-03-02T00:00:00.000Z"],
    ["2 березня 2026", "uk", "2026-03-02T00:00:00.000Z"],
    ["2 martie 2026", "ro", "2026-03-02T00:00:00.000Z"],
    ["Publié le 2 mars 2026 à 9h15", "fr", "2026-03-02T09:15:00.000Z"],
    ["Montag, 2. März 2026, 09:15 Uhr", "de", "2026-03-02T09:15:00.000Z"],
    ["2 maart 2026 om 09:15", "nl", "2026-03-02T09:15:00.000Z"],
    ["3/2/2026", "en-US", "2026-03-02T00:00:00.000Z"],
    ["2/3/2026", "en-GB", "2026-03-02T00:00:00.000Z"],
    ["vor 2 Stunden", "de", "2026-03-05T10:00:00.000Z"],
    ["3 hours ago", "en", "2026-03-05T09:00:00.000Z"],
  ])("%j in %s is %s", (line, language, at) => {
    expect(readDateText(line, language, "2026-03-05T12:00:00.000Z")?.at).toBe(at);
  });
});

describe("the publication date", () => {
  it.each([
    ["<p>26.02.2026</p>", "2026-02-26"],
    ["<div><span>Pressemitteilung vom 25. Februar 2026 | Berlin</span></div>", "2026-02-25"],
    ['<footer><span><time datetime="2026-02-24">Dienstag</time></span></footer>', "2026-02-24"],
  ])("is a line of its own near the headline where no name says so: %s", (line, day) => {
    const { publishedAt, evidence } = articleOf("", line, undefined, "de");
    expect(publishedAt?.at.slice(0, 10)).toBe(day);
    expect(evidence.publishedAt?.from).toMatch(/^html:/);
  });

  it("is no day of which a line near the headline merely speaks", () => {
    expect(articleOf("", "<p>In 2026 the bridge fell.</p>").publishedAt).toBeNull();
    const comment = '<div class="comments"><div class="comment"><p>Ada</p><p>26.02.2026</p></div></div>';
    expect(articleOf("", comment, undefined, "de").publishedAt).toBeNull();
  });

  it("is JSON-LD's before the meta tag's, and keeps the other as a rival", () => {
    const article = articleOf(
      ld({ datePublished: "2026-03-02T08:15:00+01:00" }) +
        '<meta property="article:published_time" content="2026-03-01T08:15:00Z">',
    );
    expect(article.publishedAt).toMatchObject({ at: "2026-03-02T07:15:00.000Z", offset: "+01:00", precision: "s" });
    expect(article.evidence.publishedAt).toEqual({
      from: "json-ld:datePublished",
      rivals: { "meta:article:published_time": "2026-03-01T08:15:00.000Z" },
    });
  });

  it("is the full time of a meta tag where JSON-LD states the same day only", () => {
    const article = articleOf(
      ld({ datePublished: "2026-03-02" }) +
        '<meta property="article:published_time" content="2026-03-02T23:15:00-05:00">',
    );
    expect(article.publishedAt).toMatchObject({ at: "2026-03-03T04:15:00.000Z", offset: "-05:00", precision: "s" });
  });

  it("stays the day of JSON-LD where the meta tag speaks of another day", () => {
    const article = articleOf(
      `${ld({ datePublished: "2026-03-02" })}<meta property="article:published_time" content="2026-03-09T10:00:00Z">`,
    );
    expect(article.publishedAt).toMatchObject({ at: "2026-03-02T00:00:00.000Z", precision: "d", offset: null });
  });

  it("is the time element's below the headline, and a class says which is the modification", () => {
    const article = articleOf(
      "",
      '<time class="published" datetime="2026-03-02T08:15:00+01:00">2 March</time> <time class="updated" datetime="2026-03-04T09:00:00+01:00">4 March</time>',
    );
    expect(article.publishedAt?.at).toBe("2026-03-02T07:15:00.000Z");
    expect(article.modifiedAt?.at).toBe("2026-03-04T08:00:00.000Z");
  });

  it("is not a comment's nor another article's", () => {
    const article = articleOf("", "").publishedAt;
    expect(article).toBeNull();
    const html = `<h1>A bridge</h1>${TEXT}<div class="related"><time datetime="2020-01-01">1 January</time></div><ol class="comment-list"><li><time datetime="2026-03-09T00:00:00Z">9 March</time><p>Well.</p></li></ol>`;
    const result = extractArticle(pageOf("https://n.example/a", html));
    expect(result.kind === "article" && result.article.publishedAt).toBeNull();
  });

  it("is the address's day where the page says nothing", () => {
    const article = articleOf("", "", "https://n.example/2026/3/2/a-bridge");
    expect(article.publishedAt).toMatchObject({ at: "2026-03-02T00:00:00.000Z", precision: "d" });
    expect(article.evidence.publishedAt?.from).toBe("url");
  });

  it("is never a template's zero or a date in a far future", () => {
    const article = articleOf(
      ld({ datePublished: "0001-01-01T00:00:00Z", dateModified: "2999-01-01" }) +
        '<meta property="article:published_time" content="2026-03-02T10:00:00Z">',
    );
    expect(article.publishedAt?.at).toBe("2026-03-02T10:00:00.000Z");
    expect(article.modifiedAt).toBeNull();
  });
});

describe("a date written for people", () => {
  const now = "2026-03-10T12:00:00.000Z";
  it.each([
    ["Tuesday 3 March 2026, 9.15 am", "en-GB", "2026-03-03T09:15:00.000Z", "min", "text"],
    ["6/1/2026", "en-US", "2026-06-01T00:00:00.000Z", "d", "text"],
    ["6/1/2026", "en-GB", "2026-01-06T00:00:00.000Z", "d", "text"],
    ["12. Januar 2026, 6:30 Uhr", "de", "2026-01-12T06:30:00.000Z", "min", "text"],
    ["le 4 mars 2026", "fr", "2026-03-04T00:00:00.000Z", "d", "text"],
    ["2 hours ago", "en", "2026-03-10T10:00:00.000Z", "h", "relative"],
  ])("%j in %s is %s", (text, language, at, precision, source) => {
    expect(readDateText(text, language, now)).toMatchObject({ at, precision, source, raw: text });
  });

  it.each(["Tuesday", "in March", "12 comments", "May the best win", ""])("%j is none", (text) => {
    expect(readDateText(text, "en", now)).toBeUndefined();
  });

  it("keeps its zone where one is printed", () => {
    expect(readDateText("March 3, 2026 9:15 am EST", "en-US", now)).toMatchObject({
      at: "2026-03-03T14:15:00.000Z",
      offset: "-05:00",
    });
  });
});
