// The agency of an article: from dateline, signature, byline or metadata, with its evidence; people stay people.
import { describe, expect, it } from "vitest";
import { extract } from "../../../packages/scraper/src/extract.ts";

const LINE =
  "The harbour master blames the wind, which blew at nine in the night and has not dropped since the morning.";
const read = (parts: { head?: string; above?: string; first?: string; last?: string }) => {
  const html = `<!doctype html><html lang="en"><head><title>Ferry stays in port</title><meta property="og:type" content="article">${parts.head ?? ""}</head>
  <body><article><h1>Ferry stays in port</h1>${parts.above ?? ""}<p>${parts.first ?? ""}The ferry did not sail. ${LINE}</p>
  ${`<p>${LINE} ${LINE}</p>`.repeat(3)}<p>Nobody knows when it will.${parts.last ?? ""}</p></article></body></html>`;
  const { article } = extract(html, { url: "https://harbour.example/ferry" });
  return {
    agencies: article!.agencies,
    from: article!.evidence.agencies?.from,
    byline: article!.byline,
    text: article!.text,
  };
};
const author = (name: string, type: string): string =>
  `<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@type": "NewsArticle", headline: "Ferry stays in port", author: { "@type": type, name } })}</script>`;

describe("the agency of an article", () => {
  it.each([
    ["its dateline", { first: "BERLIN (dpa) - " }, ["dpa"], "text:dateline", []],
    ["its signature", { last: " (AFP)" }, ["AFP"], "text:signature", []],
    ["its byline", { above: '<p class="byline">By Associated Press</p>' }, ["AP"], "html:byline", []],
    [
      "an author that is an organisation",
      { head: author("Reuters", "Organization") },
      ["Reuters"],
      "json-ld:author",
      [],
    ],
    ["a meta tag", { head: '<meta name="author" content="dpa/lno">' }, ["dpa"], "meta:author", []],
    [
      "a person's affiliation",
      { head: '<meta name="author" content="Ada Moor, Associated Press">' },
      ["AP"],
      "meta:author",
      ["Ada Moor"],
    ],
    ["two places", { first: "WIEN (APA) - ", last: " (AFP)" }, ["AFP", "APA"], "text:dateline", []],
  ] as const)("is known by %s", (_, parts, agencies, from, byline) => {
    expect(read(parts)).toMatchObject({ agencies, from, byline });
  });

  it("is none where a newspaper wrote it itself", () => {
    expect(read({ above: '<p class="byline">By Ada Moor</p>' })).toMatchObject({
      agencies: [],
      from: undefined,
      byline: ["Ada Moor"],
    });
  });

  it("leaves the dateline in the text", () => {
    expect(read({ first: "BERLIN (dpa) - " }).text).toMatch(/^BERLIN \(dpa\) - The ferry/);
  });
});
