// The tree: what htmlparser2 makes of a page, but never deeper than a browser's and never with a hundred thousand roots.
import { load } from "cheerio/slim";
import { describe, expect, it } from "vitest";
import { loadPage } from "../../../packages/scraper/src/html/page.ts";
import { DEEPEST, parseBounded } from "../../../packages/scraper/src/html/parse.ts";
import { textOf } from "../../../packages/scraper/src/html/text.ts";
import fc from "../../support/property.ts";

type ParentNode =
  | ReturnType<typeof parseBounded>
  | Extract<ReturnType<typeof parseBounded>["children"][number], { children: unknown[] }>;

function depthOf(root: ParentNode): number {
  let deepest = 0;
  const stack: [ParentNode, number][] = [[root, 0]];
  while (stack.length > 0) {
    const [node, depth] = stack.pop()!;
    deepest = Math.max(deepest, depth);
    for (const child of node.children) if ("children" in child) stack.push([child, depth + 1]);
  }
  return deepest;
}

describe("parsing", () => {
  it("makes the same tree as htmlparser2 of any shallow page", () => {
    const tag = fc.constantFrom("div", "p", "b", "ul", "li", "br", "svg", "title", "table", "td", "a");
    const piece = fc.oneof(
      tag.map((name) => `<${name}>`),
      tag.map((name) => `</${name}>`),
      tag.map((name) => `<${name}/>`),
      fc.constantFrom("text", "<!-- c -->", "&amp;"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const html = pieces.join("");
        const page = loadPage({ url: "https://a.example/", body: html, fetchedAt: "2026-01-01T00:00:00Z" });
        expect(page.$.html()).toBe(load(html).html());
      }),
    );
  });

  it("stops nesting where browsers do, and keeps the text", () => {
    const root = parseBounded(`${"<div>".repeat(20_000)}deep${"</div>".repeat(20_000)}<p>after</p>`);
    expect(depthOf(root)).toBeLessThanOrEqual(DEEPEST + 1);
    expect(textOf(root.children)).toBe("deep\nafter");
    expect(textOf(root.children.at(-1)!)).toBe("after");
  });

  it("puts a page of many loose elements below one root", () => {
    const root = parseBounded("<p>x</p>".repeat(1000));
    expect(root.children).toHaveLength(1);
    expect(root.children[0]).toMatchObject({ name: "html", parent: root });
  });
});
