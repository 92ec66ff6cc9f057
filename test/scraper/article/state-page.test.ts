// Articles that stand in a page's state only: Next.js flight data, rebuilt and checked against what the page says of itself.
import { describe, expect, it } from "vitest";
import { type Extraction, extractArticle } from "../../../packages/scraper/src/article/extract.ts";
import { pageOfState } from "../../../packages/scraper/src/article/state-page.ts";
import { loadPage, type Page } from "../../../packages/scraper/src/html/page.ts";

type Tree = null | string | number | readonly Tree[] | { readonly [key: string]: Tree };

const SENTENCES = [
  "The harbour council decided on Monday to raise the quay wall by two metres, after three winters of floods.",
  "“We waited too long – and it cost us,” said the mayor <of the old town> & her deputy at the meeting in the fish hall.",
  "The work begins in spring and takes two years, in which the ferry will leave from the eastern pier instead.",
  "Who lives behind the wall will see the water no more, and some of them spoke against it until midnight.",
];
const paragraphs = SENTENCES.map((text): Tree => ["$", "p", null, { children: text }]);
const story: Tree = [
  "$",
  "article",
  null,
  { className: "story", children: [["$", "h1", null, { children: "Quay wall raised after floods" }], ...paragraphs] },
];
/** What Next.js hands over with every page, beside the page. */
const around = (inner: Tree): Tree => ({
  P: null,
  b: "build",
  f: [
    [
      ["", { children: ["news", {}] }],
      ["$", "$L2", null, { children: inner, notFound: [missing], template: ["$", "$L3", null, {}] }],
    ],
  ],
});
const missing: Tree = [
  "$",
  "div",
  null,
  { children: ["$", "h1", null, { children: "404: This page could not be found." }] },
];
const row = (id: string, tree: Tree): string => `${id}:${JSON.stringify(tree)}\n`;
const textRow = (id: string, text: string): string => `${id}:T${Buffer.byteLength(text).toString(16)},${text}`;
const MODULES = `2:I[4711,["711","static/chunks/app/layout.js"],"default"]\n:HL["/_next/static/css/a.css","style"]\n`;

const escaped = (text: string): string => JSON.stringify(text).replace(/</g, "\\u003c");
/** In several scripts, cut without regard to rows. */
const scripts = (payload: string): string =>
  [
    "(self.__next_f=self.__next_f||[]).push([0])",
    ...(payload.match(/[\s\S]{1,150}/gu) ?? []).map((chunk) => `self.__next_f.push([1,${escaped(chunk)}])`),
  ]
    .map((script) => `<script>${script}</script>`)
    .join("");

const page = (payload: string, shown = "", title = "Quay wall raised after floods | The Courier"): Page =>
  loadPage({
    url: "https://courier.example/news/quay-wall",
    fetchedAt: "2026-11-01T12:00:00Z",
    body: `<!doctype html><html lang="en"><head><title>${title}</title><meta property="article:published_time" content="2026-03-01T08:00:00Z"></head><body><nav><a href="/">Home</a></nav><div id="root">${shown}</div>${scripts(payload)}</body></html>`,
  });
const articleOf = (read: Extraction) => (read.kind === "article" ? read.article : undefined);

describe("an article that only the flight data holds", () => {
  it.each<[string, string]>([
    ["as elements", MODULES + row("0", around(story))],
    ["in a row of its own that comes later", MODULES + row("0", around("$L1a")) + row("1a", story)],
    [
      "as markup in a row of text",
      `${MODULES}${textRow("1b", SENTENCES.map((text) => `<p>${text.replace("&", "&amp;").replace("<", "&lt;")}</p>`).join(""))}${row(
        "0",
        around([
          "$",
          "article",
          null,
          {
            children: [
              ["$", "h1", null, { children: "Quay wall raised after floods" }],
              ["$", "div", null, { dangerouslySetInnerHTML: { __html: "$1b" } }],
            ],
          },
        ]),
      )}`,
    ],
    [
      "as markup that a component is given",
      MODULES +
        row(
          "0",
          around([
            "$",
            "$L2",
            null,
            {
              article: {
                title: "Quay wall raised after floods",
                body: SENTENCES.map((text) => `<p>${text.replace("&", "&amp;").replace("<", "&lt;")}</p>`).join(""),
              },
            },
          ]),
        ),
    ],
    [
      "with texts in rows of their own, one of which the page asks for twice",
      `${MODULES}${textRow("9", SENTENCES[1]!)}${row("0", around(["$", "article", null, { children: [["$", "h1", null, { children: "Quay wall raised after floods" }], ["$", "p", null, { children: SENTENCES[0]! }], ["$", "p", null, { children: "$9" }], "$La", "$La"] }]))}${row("a", paragraphs.slice(2))}`,
    ],
  ])("is read %s, and says so", (_, payload) => {
    const article = articleOf(extractArticle(page(payload)));
    expect(article).toMatchObject({
      headline: "Quay wall raised after floods",
      publishedAt: { at: "2026-03-01T08:00:00.000Z" },
    });
    expect(article?.text).toBe(SENTENCES.join("\n"));
    expect(article?.evidence.text?.from).toMatch(/^state:next-flight body:/);
  });

  it("is none where it speaks of something else than the page", () => {
    const read = extractArticle(page(row("0", around(story)), "", "Chess club wins the county league"));
    expect(read).toMatchObject({ kind: "absent", reason: "not-an-article" });
  });

  it("is not looked for where the page shows an article", () => {
    const shown = `<article><h1>Quay wall raised after floods</h1>${"<p>The wall at the harbour of the old town will be higher, and longer, and of another stone than before.</p>".repeat(6)}</article>`;
    const article = articleOf(extractArticle(page(row("0", around(story)), shown)));
    expect(article?.text).not.toContain("ferry");
    expect(article?.evidence.text?.from).toMatch(/^body:/);
  });

  it("is none where there is no text, or a notice", () => {
    expect(extractArticle(page(row("0", around(missing)))).kind).toBe("absent");
    expect(extractArticle(page("")).kind).toBe("absent");
    expect(pageOfState(page("no rows at all"))).toBeUndefined();
  });
});

describe("flight data made to hurt", () => {
  const deep = (n: number): string => `${'["$","div",null,{"children":'.repeat(n)}"x"${"}]".repeat(n)}`;
  it.each<[string, string]>([
    ["rows that lead to each other", row("0", ["$L1", story]) + row("1", ["$L0", "$L1"])],
    ["a path into itself", row("0", [story, "$0:0:0", "$0:0:props:children", "$0:1"])],
    ["100,000 elements deep", `${row("1", story)}0:["$L1",${deep(100_000)}]\n`],
    ["300,000 rows", row("0", story) + '1:["$L0"]\n'.repeat(300_000)],
    ["a length beyond the end", `${row("0", story)}1:Tffffff,x`],
    ["rows of nonsense", `zz\n:\n5:\n6:{"a":\n${row("0", story)}`],
  ])("%s: is read to its end", (_, payload) => {
    expect(articleOf(extractArticle(page(payload)))?.text).toContain(SENTENCES[3]);
  });

  it("a text of a million signs asked for 100,000 times: is not written so often", () => {
    const asking: Tree = ["$", "footer", null, { children: Array<Tree>(100_000).fill("$9") }];
    const payload = row("0", [story, asking]) + textRow("9", "x ".repeat(500_000));
    const before = process.cpuUsage();
    expect(extractArticle(page(payload)).kind).toBeDefined();
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(25);
  });
});
