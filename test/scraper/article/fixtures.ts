// The article fixtures: pages written by hand, filled with as many comments as wanted, and their golden Markdown.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Article, Block } from "@belowline/schema";
import { type Extraction, extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import { loadPage, type Page } from "../../../packages/scraper/src/html/page.ts";
import { commentMarkup, type Theme } from "./comment-markup.ts";

/** The address each page was "fetched" from. */
export const FIXTURES = {
  "classic-theme": "https://saltroad.example/2026/03/lighthouse-keepers-vote/?utm_source=mail",
  "block-theme": "https://quayletters.example/2026/01/brass-whale/comment-page-2/",
  "legacy-theme": "http://gazette.example/?p=12",
  "custom-names": "https://ringroad.example/traffic/tram-9-lane",
  "bare-theme": "http://127.0.0.1:8080/well.html",
  "short-item": "https://hollow.example/news/pool-opens",
  "german-paper": "https://www.deichbote.example/region/faehre-norderhever-faehrt-wieder-id104.html",
  "wordpress-home": "https://saltroad.example/",
  "wordpress-category": "https://saltroad.example/category/coast/",
  "plain-home": "https://chapelhill.example/",
} as const;
export type FixtureName = keyof typeof FIXTURES;

const folder = (name: FixtureName): string =>
  fileURLToPath(new URL(`../../fixtures/articles/${name}/`, import.meta.url));

/** The fixture's HTML with `comments` comments where it has a place for them. */
export const fixtureHtml = (name: FixtureName, comments: number): string =>
  readFileSync(`${folder(name)}page.html`, "utf8").replace(/<!-- comments:(\w+) -->/g, (_, theme: Theme) =>
    commentMarkup(theme, comments),
  );

export const pageOf = (url: string, body: string | Uint8Array): Page =>
  loadPage({ url, body, fetchedAt: "2026-11-23T12:00:00.000Z" });

export const extractFixture = (name: FixtureName, comments: number): Extraction =>
  extractArticle(pageOf(FIXTURES[name], fixtureHtml(name, comments)));

/** The golden text; a missing one fails unless `ACCEPT=1` asks to write it for review. */
export function golden(name: FixtureName, found: string): string {
  const path = `${folder(name)}expected.md`;
  if (!existsSync(path) && process.env.ACCEPT === "1") writeFileSync(path, found);
  if (!existsSync(path)) throw new Error(`${name}: expected.md is missing; run with ACCEPT=1, then read what it wrote`);
  return readFileSync(path, "utf8");
}

/** An extraction as a person reads it in review. */
export function asMarkdown(extraction: Extraction): string {
  if (extraction.kind === "absent") return `absent: ${extraction.reason}\ndetail: ${extraction.detail}\n`;
  const { article } = extraction;
  const fields = [
    `url: ${article.url}`,
    ...article.urls.filter(({ kind }) => kind !== "canonical").map(({ kind, url }) => `also: ${url} (${kind})`),
    `headline: ${article.headline}`,
    `standfirst: ${article.standfirst ?? "-"}`,
    `byline: ${article.byline.join(" + ") || "-"}`,
    `published: ${dateLine(article, "publishedAt")}`,
    `modified: ${dateLine(article, "modifiedAt")}`,
    `language: ${article.language ?? "-"}`,
    `section: ${article.section ?? "-"}`,
    `tags: ${article.tags.join(", ") || "-"}`,
    `site: ${article.siteName ?? "-"}`,
    `paywall: ${article.paywall.kind}${article.paywall.evidence === null ? "" : ` (${article.paywall.evidence})`}`,
    ...article.images.map(({ url, caption, credit }) => `image: ${url} | ${caption ?? "-"} | ${credit ?? "-"}`),
  ];
  return `${fields.join("\n")}\n\n---\n\n${article.blocks.map(blockLine).join("\n\n")}\n`;
}

function dateLine(article: Article, field: "publishedAt" | "modifiedAt"): string {
  const instant = article[field];
  if (!instant) return "-";
  const { at, offset, precision, source } = instant;
  return `${at} ${offset ?? "no zone"} ${precision} ${source} (${article.evidence[field]?.from})`;
}

function blockLine(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return block.text;
    case "heading":
      return `${"#".repeat(block.level)} ${block.text}`;
    case "list":
      return block.items
        .map(
          (item, i) => `${"  ".repeat(block.level ?? 0)}${block.ordered ? `${i + (block.start ?? 1)}.` : "-"} ${item}`,
        )
        .join("\n");
    case "quote":
      return `> ${block.text}${block.cite === null ? "" : `\n> (${block.cite})`}`;
    case "code":
      return `\`\`\`\n${block.text}\n\`\`\``;
    case "table":
      return block.rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
    case "image":
      return `![${block.image.alt ?? ""}](${block.image.url})`;
    case "embed":
      return `[${block.provider}](${block.url ?? ""})${block.text === null ? "" : ` ${block.text}`}`;
  }
}
