// Which half of the benchmark's data a page belongs to: by its site, also where the address hides it.
import { describe, expect, it } from "vitest";
import { halfOf, hostOf } from "../../bench/extraction/pages.ts";

const page = (html: string): Buffer => Buffer.from(html);

describe("the site of a page", () => {
  it.each([
    ["https://www.news.example/a", "", "news.example"],
    ["https://web.archive.org/web/2013id_/http://www.old.example/b", "", "old.example"],
    ["http://example.com/113", `<link href="http://ledger.example/a" rel="canonical">`, "ledger.example"],
    [
      "http://example.com/113",
      `<a href="http://often.example/1"></a><a href="http://once.example/"></a><a href="http://www.often.example/2"></a>`,
      "often.example",
    ],
    ["http://example.com/113", "", "http://example.com/113"],
  ])("%s", (url, html, host) => {
    expect(hostOf(url, page(html))).toBe(host);
  });

  it("decides its half, and both halves have sites", () => {
    const halves = Array.from({ length: 40 }, (_, n) => halfOf(`site-${n}.example`));
    expect(new Set(halves)).toEqual(new Set(["dev", "held"]));
    expect(halfOf("site-1.example")).toBe(halfOf("site-1.example"));
  });
});
