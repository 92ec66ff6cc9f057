// JSON-LD as sites really print it: graphs, comments around it, broken strings, and keys that want to be prototypes.
import { describe, expect, it } from "vitest";
import { isType } from "../../../packages/scraper/src/html/json-ld.ts";
import { loadPage } from "../../../packages/scraper/src/html/page.ts";
import fc from "../../support/property.ts";

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

  it("never reaches a prototype, whatever JSON there is", () => {
    const key = fc.oneof(fc.constantFrom("__proto__", "constructor", "prototype", "@type", "@graph"), fc.string());
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, fc.constant(1), fc.array(tie("tree")), fc.array(fc.tuple(key, tie("tree")))),
    }));
    const print = (value: unknown): string =>
      !Array.isArray(value)
        ? JSON.stringify(value)
        : value.every((one) => Array.isArray(one) && typeof one[0] === "string")
          ? `{${value.map(([name, inner]) => `${JSON.stringify(name)}:${print(inner)}`).join()}}`
          : `[${value.map(print).join()}]`;
    const before = Reflect.ownKeys(Object.prototype);
    fc.assert(
      fc.property(tree, (value) => {
        for (const node of nodes(print(value).replaceAll("<", "\\u003c"))) {
          expect(Object.getPrototypeOf(node)).toBe(Object.prototype);
          expect(Object.keys(node)).not.toEqual(expect.arrayContaining(["constructor"]));
        }
        expect(Reflect.ownKeys(Object.prototype)).toEqual(before);
      }),
    );
  });

  it("leaves out a script of more than two million characters", () => {
    const script = (length: number): string => `{"@type":"A","x":"${"y".repeat(length)}"}`;
    expect(nodes(script(1_999_000))).toHaveLength(1);
    expect(nodes(script(2_000_000), '{"@type":"B"}')).toMatchObject([{ "@type": "B" }]);
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
