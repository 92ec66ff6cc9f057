// Coding: sheets go out with overlap, come back from spreadsheets, and their labels are stored and asked for.

import type { CommentRecord } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { readSheet } from "../../../packages/corpus/src/coding/read-sheet.ts";
import { dealt } from "../../../packages/corpus/src/coding/sheets.ts";
import { at, crawlStories, engines } from "../../support/corpus.ts";
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
          const common = Math.ceil(overlap * ids.length - 1e-9);
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
    expect(readSheet(csv)).toEqual({
      codes: [{ id: "x", scheme: "stance", code: "for" }],
      schemes: ["stance"],
      units: 2,
      empty: 1,
    });
  });

  it.each([
    ["a first line that names the sign between columns", "sep=;\r\nid;stance\r\nx;for\r\n"],
    ["blanks around titles, and a title in capitals", " ID ,stance \nx,for\n"],
    ["cells missing at the end of a line, as Excel leaves them out", "id,stance,topic,note\nx,for\n"],
    ["rows and columns that hold nothing", "id,stance,,\nx,for,,\n,,,\n,,,\n"],
    ["codes in quotes, with blanks", 'id,stance\n"x"," for "\n'],
    ["the apostrophe that our own CSV puts before a sign", "id,stance\nx,'-1\n", "-1"],
    ["a decomposed letter", "id,stance\nx,fu\u0308r\n", "f\u00fcr"],
    ["a row that stands twice and says the same", "id,stance\nx,for\nX,for\n"],
  ])("is read with %s", (_, csv, code = "for") => {
    const told = new Map(readSheet(csv).codes.map((one) => [one.id.toLowerCase(), one.code]));
    expect([...told]).toEqual([["x", code]]);
  });

  it("is read as the bytes that a spreadsheet wrote, and refused where codes cannot be told from them", () => {
    const sheet = "id;text;stance\r\nx;gr\u00fcn;for\r\n";
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(sheet, "utf16le")]);
    for (const bytes of [Buffer.from(sheet), utf16, Buffer.from(sheet, "latin1")])
      expect(readSheet(bytes).codes).toEqual([{ id: "x", scheme: "stance", code: "for" }]);
    expect(() => readSheet(Buffer.from("id;stance\nx;f\u00fcr\n", "latin1"))).toThrow(/UTF-8/);
  });

  it("keeps to the schemes that are named, so that a column of remarks is none", () => {
    expect(readSheet("id,stance,remark\nx,for,Not sure.\n", ["stance"]).codes).toHaveLength(1);
    expect(() => readSheet("id,stance\nx,for\n", ["topic"])).toThrow(/no column "topic"; there are stance/);
  });

  it.each([
    ["stance\nfor\n", /column "id"/],
    ["id,text\nx,a\n", /column for each scheme/],
    ["id,stance\n,for\n", /an id in row 2/],
    ['id,stance\nx,"for\n', /CSV with a header line/],
    ["id,stance\nx,for,against\n", /CSV with a header line/],
    ["id,stance,stance\nx,for,against\n", /column "stance" once/],
    ["id,stance,\nx,for,maybe\n", /title of column 3/],
    ["id,stance\nx,for\ny,for\nX,against\n", /"for" in row 2 and "against" in row 4/],
    ["", /column "id"/],
  ])("is refused with words: %j", (csv, message) => {
    expect(() => readSheet(csv)).toThrow(message);
  });
});

const FOUR = [
  {
    path: "/ferry",
    comments: [
      { id: "1", text: "Late again." },
      { id: "2", parent: "1", text: "No." },
      { id: "3", text: "Yes." },
      { id: "4", text: "Maybe." },
    ],
  },
];

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
    const anna = fill(sheets[0]!.csv, () => "for");
    const ben = fill(sheets[1]!.csv, (id) => (id === first ? "against" : "for"));
    const all = { stored: 4, replaced: 0, units: 4, empty: 0, erased: [], schemes: [{ scheme: "stance", stored: 4 }] };
    expect(await corpus.labels.read(anna, "anna")).toEqual(all);
    expect(await corpus.labels.read(ben, "ben")).toEqual(all);
    expect(await corpus.labels.agreement("stance")).toEqual({
      scheme: "stance",
      level: "nominal",
      coders: ["anna", "ben"],
      codes: [
        { code: "for", times: 7 },
        { code: "against", times: 1 },
      ],
      units: 4,
      alpha: 0,
      kappas: [{ coders: ["anna", "ben"], units: 4, observed: 0.75, kappa: 0 }],
      note: null,
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
    ).rejects.toThrow(/nobody.*not of an article or comment of this corpus; nothing was stored/);
    expect(await corpus.labels.list({ coder: "cem" })).toEqual([]);
    await expect(corpus.labels.agreement("mood")).rejects.toThrow(/nothing was coded/);
    await expect(corpus.labels.sheets(records, { coders: [], schemes: ["x"], seed: 1 })).rejects.toThrow(/coders/);
  });

  it("are replaced by what a coder says later, and said to be", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), FOUR);
    const [one, two] = (await corpus.comments()).map(({ id }) => id) as [string, string];
    await corpus.labels.read(`id,stance\n${one},for\n${two},for\n`, "anna");
    expect(
      await corpus.labels.read(`id,stance,topic\n${one.toUpperCase()},against,\n${two},for,harbour\n`, " anna "),
    ).toEqual({
      stored: 3,
      replaced: 1,
      units: 2,
      empty: 1,
      erased: [],
      schemes: [
        { scheme: "stance", stored: 2 },
        { scheme: "topic", stored: 1 },
      ],
    });
    expect((await corpus.labels.list({ scheme: "stance" })).map(({ code }) => code).sort()).toEqual(["against", "for"]);
    await expect(corpus.labels.read(`id,stance\n${one},for\n`, " ")).rejects.toThrow(/coder/);
  });

  it("go where they were given by mistake", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), FOUR);
    const id = (await corpus.comments().first())!.id;
    const label = { id, scheme: "stance", code: "for" };
    await corpus.labels.put([
      { ...label, coder: "ana" },
      { ...label, coder: "anna" },
      { ...label, scheme: "topic", coder: "ana" },
    ]);
    expect(await corpus.labels.remove({ coder: "ana", scheme: "stance" })).toBe(1);
    expect(await corpus.labels.remove({ coder: "ana" })).toBe(1);
    expect(await corpus.labels.remove({ coder: "ana" })).toBe(0);
    expect(await corpus.labels.list()).toEqual([{ ...label, coder: "anna" }]);
    await expect(corpus.labels.remove({})).rejects.toThrow(/coder or scheme/);
  });

  it("of what was erased since are left out, and named", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), FOUR);
    const [one, two] = (await corpus.comments()).map(({ id }) => id) as [string, string];
    const csv = `id,stance\n${one},for\n${two},against\n`;
    await corpus.labels.read(csv, "anna");
    await corpus.erase({ comment: one });
    expect(await corpus.labels.list()).toHaveLength(1);
    expect(await corpus.labels.read(csv, "ben")).toMatchObject({
      stored: 1,
      units: 2,
      erased: [one],
      schemes: [{ scheme: "stance", stored: 1 }],
    });
  });

  it("are agreed upon by the coders who are named, and nobody's where no two met", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), FOUR);
    const ids = (await corpus.comments()).map(({ id }) => id);
    const given = (coder: string, codes: readonly (string | null)[]) =>
      codes.flatMap((code, i) => (code === null ? [] : [{ id: ids[i]!, scheme: "civility", coder, code }]));
    await corpus.labels.put([
      ...given("anna", ["1", "2", "3", null]),
      ...given("ben", ["1", "2", "3", null]),
      ...given("cem", [null, null, null, "2"]),
      ...given("model", ["3", "3", "3", "3"]),
    ]);
    const people = await corpus.labels.agreement("civility", { level: "ordinal", coders: ["ben", "anna"] });
    expect(people).toMatchObject({ coders: ["anna", "ben"], alpha: 1, units: 3, note: null });
    expect(await corpus.labels.agreement("civility", { coders: ["anna", "cem"] })).toMatchObject({
      alpha: null,
      kappas: [{ kappa: null, observed: null, units: 0 }],
      note: expect.stringMatching(/No unit was coded by two/),
    });
    expect(await corpus.labels.agreement("civility", { coders: ["cem", "model"] })).toMatchObject({
      alpha: 0,
      units: 1,
    });
    await corpus.labels.put(given("ben", ["2", "2", "2", null]));
    await corpus.labels.put(given("anna", ["2", "2", "2", null]));
    expect(await corpus.labels.agreement("civility", { coders: ["anna", "ben"] })).toMatchObject({
      alpha: null,
      note: expect.stringMatching(/only the code "2" was given/),
    });
    await expect(corpus.labels.agreement("civility", { coders: ["anna", "bert"] })).rejects.toThrow(
      /"bert".*anna, ben, cem, model/,
    );
    await expect(corpus.labels.agreement("civilty")).rejects.toThrow(/nothing was coded.*there are civility/);
  });

  it("find their records however a keyboard writes them", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), FOUR);
    const id = (await corpus.comments().first())!.id;
    await corpus.labels.put([{ id, scheme: "Haltung", coder: "anna", code: "fu\u0308r" }]);
    expect(
      await corpus
        .comments()
        .where({ label: { Haltung: "f\u00fcr" } })
        .count(),
    ).toBe(1);
    expect(
      await corpus
        .comments()
        .where({ label: { Haltung: "fu\u0308r" } })
        .count(),
    ).toBe(1);
  });

  it("of a snapshot, or of a moment, are asked for beside what was answered then", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), FOUR, { visitedAt: at(2) });
    await corpus.freeze("then");
    const [story] = FOUR;
    const [first, ...rest] = story!.comments;
    const edited = { ...story!, comments: [{ ...first!, text: "On time." }, ...rest] };
    await crawlStories(corpus.sink(), [edited], { visitedAt: at(9), edition: "second" });
    const contextOf = async (records: readonly CommentRecord[]): Promise<string> => {
      const [sheet] = await corpus.labels.sheets(records, { coders: ["anna"], schemes: ["stance"], seed: 1 });
      return /#?,[^,\n]*,([^,\n]*),No\.,/.exec(sheet!.csv)![1]!;
    };
    expect(await contextOf(await corpus.comments())).toBe("On time.");
    expect(await contextOf(await (await corpus.at("then")).comments())).toBe("Late again.");
    expect(await contextOf(await corpus.comments({ asOf: at(5) }).sample(4, { seed: 1 }))).toBe("Late again.");
  });

  it("are asked for on sheets that cannot lose the text, a coder or a scheme", async () => {
    await using corpus = await open();
    await crawlStories(corpus.sink(), FOUR);
    const records = await corpus.comments();
    const wish = { coders: ["anna", "ben"], schemes: ["stance"], seed: 1 };
    for (const [wrong, message] of [
      [{ schemes: ["text"] }, /schemes.*text/],
      [{ schemes: ["stance", "stance"] }, /each once/],
      [{ schemes: [" "] }, /schemes/],
      [{ coders: ["anna", ""] }, /coders/],
      [{ coders: ["anna", "anna "] }, /coders/],
      [{ seed: "" }, /seed/],
      [{ seed: undefined }, /seed/],
      [{ overlap: Number.NaN }, /overlap/],
    ] as const)
      await expect(corpus.labels.sheets(records, { ...wish, ...wrong } as never)).rejects.toThrow(message);
    await expect(corpus.labels.sheets([], wish)).rejects.toThrow(/nothing to code/);
    const [sheet] = await corpus.labels.sheets(records, wish);
    expect(sheet!.csv).toMatch(/^\uFEFFid,url,at,context,text,stance\r\n/);
  });
});
