// Exports: every record whole, in formats that other tools read back.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Corpus, exportRecords, type QuoteSafe } from "../../../packages/corpus/src/index.ts";
import { crawlStories, engines } from "../../support/corpus.ts";

const textOf = async (pieces: AsyncIterable<string>): Promise<string> => {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
};

describe("an export", () => {
  let corpus: Corpus;
  beforeAll(async () => {
    corpus = await engines[0]!.open();
    const comments = [
      { id: "1", text: '=HYPERLINK("x")' },
      { id: "2", text: 'Two lines,\nand "quotes"' },
      { id: "3", text: "Two lines\nand nothing else" },
    ];
    await crawlStories(corpus.sink(), [{ path: "/a", comments }]);
  });
  afterAll(() => corpus.close());

  it("as jsonl gives each record on a line, fields in their order", async () => {
    const lines = (await textOf(exportRecords(corpus.comments(), "jsonl"))).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(await corpus.comments());
    expect(Object.keys(JSON.parse(lines[0]!))).toEqual([...corpus.comments().fields]);
  });

  it("as csv has a header, JSON in cells that hold lists, and no formula a spreadsheet would run", async () => {
    const csv = await textOf(exportRecords(corpus.articles(), "csv"));
    expect(csv.split("\r\n")[0]).toBe(corpus.articles().fields.join(","));
    expect(csv).toContain('"[""Imke Sand""]"');
    const comments = await textOf(exportRecords(corpus.comments(), "csv"));
    expect(comments).toContain(`"'=HYPERLINK(""x"")"`);
    expect(comments).toContain('"Two lines,\nand ""quotes"""');
    expect(comments).toContain('"Two lines\nand nothing else"');
  });

  it("of nothing is an empty file, or a header alone", async () => {
    const none = corpus.comments().where({ search: "nobodysaidthis" });
    expect(await textOf(exportRecords(none, "jsonl"))).toBe("");
    expect(await textOf(exportRecords(none, "csv"))).toBe(`${none.fields.join(",")}\r\n`);
  });

  it("that is quote-safe holds ids alone, or no word of anybody", async () => {
    const read = async (quoteSafe: QuoteSafe) =>
      (await textOf(exportRecords(corpus.comments(), "jsonl", { quoteSafe })))
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    const own = await corpus.comments();
    const [first] = await read("ids");
    expect(Object.keys(first)).toEqual([
      "id",
      "articleId",
      "articleUrl",
      "platform",
      "nativeId",
      "parentId",
      "rootId",
      "permalink",
      "duplicateOf",
    ]);
    for (const [i, row] of (await read("no-text")).entries()) {
      const { text: _, html: __, ...rest } = own[i]!;
      expect(row).toEqual(rest);
    }
    const articles = await textOf(exportRecords(corpus.articles(), "csv", { quoteSafe: "no-text" }));
    expect(articles).not.toMatch(/ferry did not sail|headline|News from/);
    expect(() => exportRecords(corpus.articles(), "csv", { quoteSafe: "some" as QuoteSafe })).toThrow(/ids, no-text/);
  });

  it("refuses a format it does not know", () => {
    expect(() => exportRecords(corpus.articles(), "xlsx" as "csv")).toThrow(
      /expected a format of jsonl, csv, parquet, arrow/,
    );
  });
});
