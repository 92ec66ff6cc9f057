// JSON-LD as sites really print it: graphs, comments around it, broken strings, and keys that want to be prototypes.
import { describe, expect, it } from "vitest";
import { isType } from "../../../packages/scraper/src/html/json-ld.ts";
import { loadPage } from "../../../packages/scraper/src/html/page.ts";

const nodes = (...scripts: string[]) =>
  loadPage({
    url: "https://a.example/",
    body: scripts.map((it) => `<script type="application/ld+json">${it}</script>`).join(""),
    fetchedAt: "2026-01-01T00:00:00Z",
  }).jsonLd;

describe("the JSON-LD of a page", () => {
  it("is every node of every script in order, graphs and lists flattened", () => {
    const found = nodes('{"@graph":[{"@type":"A"},[{"@type":"B"}]]}', '[{"@type":"C"},{"no":"type"}]');
    expect(found.map((it) => it["@type"])).toEqual(["A", "B", "C"]);
  });

  it("is read from CDATA, HTML comments and strings with line breaks", () => {
    expect(
      nodes('//<![CDATA[\n{"@type":"A"}\n//]]>', '<!-- {"@type":"B"} -->', '{"@type":"C","t":"x\ny"};'),
    ).toMatchObject([{ "@type": "A" }, { "@type": "B" }, { "@type": "C", t: "x y" }]);
  });

  it("passes over what is broken, empty or endless and keeps the rest", () => {
    expect(nodes("{", "", "null", '"x"', `${"[".repeat(50_000)}${"]".repeat(50_000)}`, '{"@type":"A"}')).toHaveLength(
      1,
    );
  });

  it("never reaches a prototype", () => {
    const [node] = nodes('{"@type":"A","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}');
    expect(node).toEqual({ "@type": "A" });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("knows a type by its name, whatever stands before it", () => {
    const types = new Set(["NewsArticle"]);
    for (const type of [
      "NewsArticle",
      "https://schema.org/NewsArticle",
      "schema:NewsArticle",
      ["Thing", "NewsArticle"],
    ]) {
      expect(isType({ "@type": type }, types)).toBe(true);
    }
    for (const type of ["Article", "NotNewsArticle", 7, null, undefined])
      expect(isType({ "@type": type }, types)).toBe(false);
  });
});
