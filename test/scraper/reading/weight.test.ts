// Which pages are heavy: told from their bytes.
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { HEAVY, isHeavy } from "../../../packages/scraper/src/reading/weight.ts";

it.each<[string, string | Uint8Array, boolean]>([
  ["an ordinary page", "<p>A paragraph of the usual length, as news sites print them.</p>".repeat(2_000), false],
  ["a page of as many bytes as the bound", "x".repeat(HEAVY.bytes), false],
  ["a page of one byte more", "x".repeat(HEAVY.bytes + 1), true],
  ["a page of as many tags as the bound", "<p>".repeat(HEAVY.tags), false],
  ["a page of one tag more", "<p>".repeat(HEAVY.tags + 1), true],
  ["a small packed sitemap", gzipSync("<loc>https://news.example/a</loc>".repeat(10_000)), false],
  ["a packed file that unpacks to much", gzipSync("x".repeat(100_000_000)), true],
  ["nothing", "", false],
])("%s", (_, body, expected) => {
  expect(isHeavy(typeof body === "string" ? new TextEncoder().encode(body) : body)).toBe(expected);
});
