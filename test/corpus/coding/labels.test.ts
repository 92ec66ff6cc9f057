// Coding: sheets go out with overlap, come back from spreadsheets, and their labels are stored and asked for.

import { describe, expect, it } from "vitest";
import { dealt, readSheet } from "../../../packages/corpus/src/coding/sheets.ts";
import { crawlStories, engines } from "../../support/corpus.ts";
import fc from "../../support/property.ts";

describe("dealing units to coders", () => {
  it("gives the common ones to all and each other one to one, the same for the same seed", () => {
    const coders = ["anna", "ben", "cem"];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uuid(), { maxLength: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (ids, overlap) => {
          const sheets = dealt(ids, coders, overlap, 7);
          expect(dealt(ids.toReversed(), coders, overlap, 7)).toEqual(sheets);
          const times = ids.map((id) => sheets.filter((sheet) => sheet.ids.includes(id)).length);
          const common = Math.ceil(overlap * ids.length);
          expect(times.filter((n) => n === 3)).toHaveLength(common);
          expect(times.filter((n) => n === 1)).toHaveLength(ids.length - common);
          const sizes = sheets.map((sheet) => sheet.ids.length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe("a sheet that comes back", () => {
  it.each([
    ["commas", 'id,text,stance\r\nx,"a, b",for\r\ny,c,\r\n'],
    ["semicolons and a byte order mark", "\uFEFFid;text;stance\nx;a, b;for\ny;c;\n"],
    ["ends of lines that an editor mixed", "id,text,stance\r\nx,a,for\ny,c,\n"],
    ["tabs and columns moved", "stance\tid\ttext\nfor\tx\ta\n\ty\tc\n"],
  ])("is read with %s", (_, csv) => {
    expect(readSheet(csv)).toEqual([{ id: "x", scheme: "stance", code: "for" }]);
  });

  it.each([
    ["stance\nfor\n", /column "id"/],
    ["id,text\nx,a\n", /column for each scheme/],
    ["id,stance\n,for\n", /an id in row 2/],
    ['id,stance\nx,"for\n', /CSV with a header line/],
  ])("is refused with words: %j", (csv, message) => {
    expect(() => readSheet(csv)).toThrow(message);
  });
});

describe.each(engines)("labels on $name", ({ open }) => {
  it("are coded on sheets, stored, asked for, and agreed upon", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), [
      {
        path: "/ferry",
        comments: [
          { id: "1", text: "=SUM(A1)" },
          { id: "2", parent: "1", text: "No." },
          { id: "3", text: "Yes." },
          { id: "4", text: "Maybe." },
        ],
      },
    ]);
    const records = await corpus.comments();
    const sheets = await corpus.labels.sheets(records, { coders: ["anna", "ben"], schemes: ["stance"], seed: 1 });
    expect(sheets.map(({ ids }) => ids.length)).toEqual([4, 4]);
    expect(sheets[0]!.csv).toContain("'=SUM(A1)");
    expect(sheets[0]!.csv).not.toContain(records[0]!.author);
    expect(sheets[0]!.csv.split("\r\n").find((line) => line.includes(",No.,"))).toContain("'=SUM(A1)");
    const fill = (csv: string, codeOf: (id: string) => string): string =>
      csv.replaceAll(/^([0-9a-f-]{36})(.*)$/gm, (_, id: string, rest: string) => `${id}${rest.trimEnd()}${codeOf(id)}`);
    const first = records[0]!.id;
    expect(
      await corpus.labels.read(
        fill(sheets[0]!.csv, () => "for"),
        "anna",
      ),
    ).toBe(4);
    expect(
      await corpus.labels.read(
        fill(sheets[1]!.csv, (id) => (id === first ? "against" : "for")),
        "ben",
      ),
    ).toBe(4);
    expect(await corpus.labels.agreement("stance")).toMatchObject({
      coders: ["anna", "ben"],
      units: 4,
      alpha: 0,
      kappas: [{ coders: ["anna", "ben"], units: 4, kappa: 0 }],
    });
    const against = await corpus.comments().where({ label: { stance: "against" } });
    expect(against.map(({ id }) => id)).toEqual([first]);
    expect(
      await corpus
        .comments()
        .where({ label: { stance: ["for", "against"] } })
        .count(),
    ).toBe(4);
    expect(
      await corpus
        .articles()
        .where({ comments: { label: { stance: "against" } } })
        .count(),
    ).toBe(1);

    const article = (await corpus.articles().first())!;
    await corpus.labels.put([{ id: article.id, scheme: "frame", coder: "model", code: "conflict" }]);
    await corpus.labels.put([{ id: article.id, scheme: "frame", coder: "model", code: "loss" }]);
    expect(await corpus.labels.list({ scheme: "frame" })).toEqual([
      { id: article.id, scheme: "frame", coder: "model", code: "loss" },
    ]);
    expect(
      await corpus
        .articles()
        .where({ label: { frame: "loss" } })
        .count(),
    ).toBe(1);
    await expect(
      corpus.labels.put([
        { id: first, scheme: "stance", coder: "cem", code: "for" },
        { id: "nobody", scheme: "stance", coder: "cem", code: "for" },
      ]),
    ).rejects.toThrow(/1 labels are of no article or comment.*nothing was stored/);
    expect(await corpus.labels.list({ coder: "cem" })).toEqual([]);
    await expect(corpus.labels.agreement("mood")).rejects.toThrow(/nothing was coded/);
    await expect(corpus.labels.sheets(records, { coders: [], schemes: ["x"], seed: 1 })).rejects.toThrow(/coders/);
  });
});
