// Answers in a notebook: tables and trees in which whatever a commenter wrote is text.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Corpus, displayed, show } from "../../../packages/corpus/src/index.ts";
import { articleIdOf, crawlStories, engines, type Said } from "../../support/corpus.ts";

const JUPYTER = Symbol.for("Jupyter.display");
const EVIL = `<script>document.title="owned"</script><img src=x onerror="alert(1)">`;
const TURNED = "\u202Edenrut\u0007 <b>ferry</b>";

const said: Said[] = [
  { id: "1", text: EVIL },
  { id: "2", parent: "1", text: `${TURNED}\nتعليق` },
  ...Array.from({ length: 24 }, (_, i) => ({ id: `${i + 3}`, text: `The ferry was late, day ${i}.` })),
];

type Picture = Readonly<Record<"text/plain" | "text/html", string>>;
const pictureOf = (value: object): Picture => (value as Record<symbol, () => Picture>)[JUPYTER]!();
const htmlOf = (value: object): string => pictureOf(value)["text/html"];
const MARKUP = /<(?!\/?(?:table|caption|thead|tbody|tr|th|td|div|small|br|p)\b)/;

describe("in a notebook", () => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await engines[0]!.open();
    await crawlStories(corpus.sink(), [{ path: "/a", headline: EVIL, comments: said }]);
  });
  afterAll(() => corpus.close());

  it("rows are a table of text, twenty of them and the number of all", async () => {
    const rows = await corpus.comments();
    const html = htmlOf(rows);
    expect(html.match(/<tr>/g)).toHaveLength(21);
    expect(html).toContain("<caption>20 of 26 rows</caption>");
    const evil = htmlOf(await corpus.comments().where({ query: "img" }));
    expect(evil).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
    for (const one of [html, evil]) expect(one).not.toMatch(MARKUP);
    expect(html).toContain('<td dir="auto"');
    expect(pictureOf(rows)["text/plain"]).toContain("20 of 26 rows");
    const plain = pictureOf(await corpus.comments().where({ minDepth: 2 }))["text/plain"];
    expect(plain).toContain("denrut");
    expect(plain).not.toMatch(/[\u0007\u202E]/);
  });

  it("rows still compare, print and spread as the array they are", async () => {
    const rows = await corpus.comments().limit(2);
    expect(Object.keys(rows)).toEqual(["0", "1"]);
    expect(JSON.stringify(rows)).toBe(JSON.stringify([...rows]));
    expect(Object.getOwnPropertySymbols({ ...rows })).toEqual([]);
    expect(htmlOf(rows)).toContain("Only the first 2 comments: there are more.");
  });

  it("every measure has a look, and says what was counted", async () => {
    const texts = corpus.comments();
    const answers = [
      await texts.kwic("img", { limit: 3 }),
      await texts.freq({ limit: 5 }),
      await texts.ngrams(2, { limit: 5 }),
      await texts.collocates("ferry"),
      await texts.keyness(corpus.articles()),
      await texts.trend("ferry", { by: "day" }),
      await texts.dispersion("ferry"),
    ];
    for (const answer of answers) {
      expect(htmlOf(answer)).toMatch(/26 comments of \d+ tokens/);
      expect(htmlOf(answer)).not.toMatch(MARKUP);
    }
    expect(htmlOf(answers[0]!)).toMatch(/<td [^>]*text-align:right">[^<]*<\/td><td [^>]*>img<\/td>/);
    expect(htmlOf(answers[3]!)).toContain("logDice");
  });

  it("a thread is a tree of text", async () => {
    const tree = (await corpus.thread(articleIdOf("/a")))!;
    const { "text/html": html, "text/plain": plain } = pictureOf(tree);
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toMatch(MARKUP);
    expect(html).toMatch(/margin-left:1.5em"><small>[^<]*<\/small><br>\u202Edenrut/);
    expect(plain.split("\n")[1]).toMatch(/^ {2}c_\w+ 2026-03-02 09:00: +denrut/);
  });

  it("rows of one's own, and those of a query, have one too", async () => {
    const own = displayed([{ paper: EVIL, comments: 3, share: 1 / 3, none: null }]);
    expect(htmlOf(own)).toContain(">0.3333<");
    expect(htmlOf(own)).not.toMatch(MARKUP);
    const asked = await corpus.comments().kysely((rows) => rows.select(["depth", "text"]).where("depth", "=", 2));
    expect(pictureOf(asked)["text/plain"]).toMatch(/^depth +text\n2 +/);
    expect(htmlOf(displayed([]))).toContain("<table>");
    const network = await corpus.threads().replyNetwork();
    expect(htmlOf(network)).toContain("who answers whom");
  });

  it("show() hands the same to a kernel that does not ask", async () => {
    const shown: string[] = [];
    const display = { html: (text: string) => void shown.push(text) };
    const rows = await corpus.comments().limit(1);
    show(rows, display);
    show({ outerHTML: "<svg></svg>" }, display);
    expect(shown).toEqual([htmlOf(rows), "<svg></svg>"]);
    expect(() => show(corpus.comments(), display)).toThrow(/a selection is awaited first/);
    expect(() => show("text", display)).toThrow(/found string/);
  });
});
