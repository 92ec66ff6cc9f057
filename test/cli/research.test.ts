// The commands of a study as their users meet them: thread, sample, label, agreement, freeze, cite, methods.
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCorpus } from "../../packages/corpus/src/index.ts";
import { type CommandLine, commandLine } from "../support/command-line.ts";
import { at, crawlStories, TEST_KEY } from "../support/corpus.ts";

const URL_OF = "https://harbour.example/ferry";

let line: CommandLine;
let folder: string;
beforeAll(async () => {
  line = await commandLine();
  folder = line.folder;
  await using corpus = await openCorpus(line.corpus, { key: TEST_KEY });
  await crawlStories(corpus.sink(), [
    {
      path: "/ferry",
      headline: "No ferry today",
      comments: [
        { id: "1", name: "Ada", text: "Late again.", createdAt: at(1) },
        {
          id: "2",
          name: "Ben",
          parent: "1",
          text: "As ever.",
          createdAt: at(1, "08:30:00"),
          more: { permalink: `${URL_OF}/comment-page-1/#comment-2` },
        },
        { id: "3", name: "Ada", parent: "2", text: "Sad.", createdAt: at(2) },
      ],
    },
  ]);
});
afterAll(() => line.close());
const run = (...args: string[]) => line.run(args);

describe("the commands of a study", () => {
  it("show a thread as a tree with its measures, and its network", async () => {
    const { code, out } = await run("thread", URL_OF);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^No ferry today\nwordpress: 3 comments, 3 announced\ndepth 3 · 1 roots · 2 commenters .*reciprocity 1\.00/,
    );
    expect(out).toMatch(/└ c_\w+ .*Late again\.\n {2}└ c_\w+ .*As ever\.\n {4}└ c_\w+ .*Sad\./);
    expect(JSON.parse((await run("thread", URL_OF, "--json")).out).measures).toMatchObject({
      comments: 3,
      maxDepth: 3,
    });
    expect((await run("thread", URL_OF, "--network", "gexf")).out).toMatch(/<edge id="1"/);
    expect((await run("thread", URL_OF, "--csv")).out.split("\r\n")).toHaveLength(5);
    expect(await run("thread", "https://harbour.example/nothing")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no article at .*belowline why/),
    });
    expect((await run("thread", URL_OF, "--full")).out).toMatch(/\n {4}└ c_\w+ · .*\n {8}Sad\.\n/);
  });

  it("find a thread by whatever address or id leads to it, and say what nearly does", async () => {
    const { article, comments } = JSON.parse((await run("show", URL_OF, "--json")).out);
    const permalink = comments[1].permalink;
    expect(permalink).toMatch(/comment-page-1\/#comment-2$/);
    for (const place of [
      `${URL_OF}?utm_source=x#comment-2`,
      permalink,
      permalink.replace(/#.*/, ""),
      "harbour.example/ferry",
      article.id,
      comments[1].id,
    ]) {
      expect((await run("thread", place)).out).toMatch(/^No ferry today\n/);
    }
    for (const [place, message] of [
      ["https://harbour.example/fery", /there is an article at https:\/\/harbour\.example\/ferry\n/],
      ["ferry", /expected the address or id of an article or comment, found "ferry"/],
      ["00000000-0000-4000-8000-000000000000", /no article or comment of the id 00000000/],
    ] as const)
      expect(await run("thread", place)).toMatchObject({ code: 2, out: "", err: expect.stringMatching(message) });
  });

  it("draw from the corpus as it stood", async () => {
    const before = await run("sample", "2", "--seed", "5", "--as-of", "2020-01-01");
    expect(before).toMatchObject({ code: 0, out: "", err: expect.stringMatching(/^No comments are selected/) });
    const { about } = JSON.parse((await run("sample", "2", "--seed", "5", "--as-of", "2999-01-01", "--json")).out);
    expect(about).toMatchObject({ asOf: "2999-01-01T00:00:00.000Z", sample: { drawn: 2 } });
  });

  it("keep to a narrow terminal", async () => {
    const { out } = await line.run(["thread", URL_OF], { env: { COLUMNS: "40" } });
    const tree = out
      .slice(out.indexOf("\n\n") + 2)
      .trimEnd()
      .split("\n");
    expect(Math.max(...tree.map((one) => one.length))).toBeLessThanOrEqual(40);
    const sample = await line.run(["sample", "3", "--seed", "1"], { env: { COLUMNS: "62" } });
    expect(Math.max(...sample.out.split("\n").map((one) => one.length))).toBeLessThanOrEqual(62);
  });

  it("draw samples, write sheets, take them back and tell the agreement", async () => {
    const sample = JSON.parse((await run("sample", "2", "--seed", "5", "--json")).out);
    expect(sample).toMatchObject({ about: { sample: { seed: "5", size: 2, of: 3 } }, rows: [{}, {}] });
    const table = await run("sample", "2", "--seed", "5");
    expect(table.err).toBe('A random sample of 2 of 3 with seed "5".\n');
    for (const { id } of sample.rows) expect(table.out).toContain(id);
    const sheets = ["sample", "3", "--seed", "5", "--coders", "anna,ben", "--schemes", "stance", "--out", "sheets"];
    expect((await run(...sheets)).out).toMatch(/anna\.csv {2}3 units\n.*ben\.csv {2}3 units\n/);
    expect((await run(...sheets)).err).toMatch(/is there already/);
    for (const coder of ["anna", "ben"]) {
      const file = join(folder, "sheets", `${coder}.csv`);
      const filled = (await readFile(file, "utf8"))
        .replaceAll(/^([0-9a-f-]{36}.*Late.*),\r?$/gm, "$1,for")
        .replaceAll(/^([0-9a-f-]{36}.*),\r?$/gm, "$1,against");
      await writeFile(file, filled);
      expect((await run("label", file, "--coder", coder)).err).toBe(`3 codes of ${coder} stored (stance).\n`);
    }
    const agreed = await run("agreement", "stance");
    expect(agreed.out).toMatch(
      /alpha \(nominal\) +anna, ben +3 +– +1\.000\nCohen's kappa +anna, ben +3 +1\.000 +1\.000/,
    );
    expect(agreed.err).toBe("Codes: for 4, against 2.\n");
    expect((await run("agreement", "stance", "--csv")).out.split("\r\n")[2]).toBe(
      'Cohen\'s kappa,"[""anna"",""ben""]",3,1,1',
    );
  });

  it("tell what a sheet changed, what is stored, and take back what was stored by mistake", async () => {
    const [one, two] = JSON.parse((await run("sample", "2", "--seed", "5", "--json")).out).rows;
    const file = join(folder, "late.csv");
    await writeFile(file, `id;mood;remark\r\n${one.id};calm;\r\n${two.id};;Why?\r\n`);
    const label = (...more: string[]) => run("label", file, "--coder", "cem", "--schemes", "mood", ...more);
    expect((await label()).err).toBe("1 codes of cem stored (mood); 1 cells are empty.\n");
    await writeFile(file, `id;mood\r\n${one.id};cross\r\n${two.id};calm\r\n`);
    expect(JSON.parse((await label("--json")).out)).toMatchObject({ coder: "cem", stored: 2, replaced: 1, empty: 0 });
    expect((await run("label")).out).toMatch(/mood +cem +2 +calm 1, cross 1\nstance +anna +3 +for 2, against 1\n/);
    expect((await run("label", "--csv", "--coder", "cem")).out).toBe(
      `id,scheme,coder,code\r\n${[one, two]
        .map(({ id }) => `${id},mood,cem,${id === one.id ? "cross" : "calm"}\r\n`)
        .sort()
        .join("")}`,
    );
    expect((await run("label", "--remove", "--coder", "cem")).err).toBe("2 codes removed.\n");
    expect((await run("label", "--coder", "cem")).err).toMatch(/No codes of cem/);
    expect((await run("agreement", "stance", "--coders", "anna,cem")).err).toMatch(/nobody named "cem"/);
  });

  it("write all sheets or none", async () => {
    const sheets = (...more: string[]) =>
      run("sample", "2", "--seed", "5", "--schemes", "stance", "--out", "some", ...more);
    await mkdir(join(folder, "some"));
    await writeFile(join(folder, "some", "ben.csv"), "");
    expect(await sheets("--coders", "anna,ben")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/ben\.csv is there/),
    });
    expect(await sheets("--coders", "a/b,A b")).toMatchObject({ code: 2, err: expect.stringMatching(/one file/) });
    expect(await sheets("--coders", "anna,")).toMatchObject({ code: 2 });
    expect(await sheets("--coders", "anna", "--overlap", "0.5")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/several coders/),
    });
    expect((await sheets("--coders", "anna,cem", "--publisher", "none.example")).err).toMatch(/nothing to code/);
    expect(await readdir(join(folder, "some"))).toEqual(["ben.csv"]);
    expect(JSON.parse((await sheets("--coders", "anna,cem", "--json")).out)).toEqual(
      ["anna", "cem"].map((coder) => ({ coder, file: join(folder, "some", `${coder}.csv`), units: 2 })),
    );
  });

  it("freeze, list, verify, cite, and write the methods", async () => {
    const { out } = await run("freeze", "paper-2026", "--json");
    const { checksum } = JSON.parse(out);
    expect(checksum).toMatch(/^[0-9a-f]{64}$/);
    expect((await run("freeze")).out).toMatch(new RegExp(`paper-2026 .* 1 +1 +3 +${checksum}`));
    expect((await run("freeze", "paper-2026", "--verify")).out).toBe(`paper-2026 is intact: ${checksum}\n`);
    expect((await run("freeze", "paper-2026")).err).toMatch(/already/);
    expect((await run("cite", "paper-2026", "--author", "Sand, Imke")).out).toMatch(/^@misc\{belowline-paper-2026,/);
    expect(JSON.parse((await run("cite", "paper-2026", "--format", "csl")).out)[0]).toMatchObject({ type: "dataset" });
    expect((await run("methods")).out).toMatch(/3 comments by 2 commenters/);
    expect(JSON.parse((await run("methods", "--snapshot", "paper-2026", "--json")).out).ethics.authors).toBe(
      "pseudonym",
    );
    expect((await run("thread", URL_OF, "--snapshot", "paper-2026")).out).toMatch(/Late again/);
    expect((await run("cite", "none")).err).toMatch(/there are paper-2026/);
    // What comes in later is not in the snapshot.
    await using corpus = await openCorpus(line.corpus, { key: TEST_KEY });
    await crawlStories(corpus.sink(), [{ path: "/mill", comments: [{ id: "9", text: "Late too." }] }]);
    await corpus.close();
    expect((await run("freq", "--snapshot", "paper-2026")).err).toMatch(
      /In 3 comments of 5 tokens of the snapshot paper-2026\.\n/,
    );
    expect((await run("sample", "2", "--seed", "5", "--snapshot", "paper-2026")).err).toBe(
      'A random sample of 2 of 3 with seed "5". Of the snapshot paper-2026.\n',
    );
    expect((await run("thread", URL_OF, "--snapshot", "paper-2026")).out).toMatch(/announced, snapshot paper-2026\n/);
    expect((await run("report", "--snapshot", "paper-2026")).out).toContain("Snapshot <code>paper-2026</code>");
    expect((await run("show", "--snapshot", "paper-2026")).out).toMatch(/\n +1 +1 +1 +3 +3\n/);
    expect((await run("show", URL_OF.slice(8), "--snapshot", "paper-2026")).out).toMatch(/^No ferry today\n/);
    const later = await run("show", "https://harbour.example/mill", "--snapshot", "paper-2026");
    expect(later).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no article at .*\/mill in the snapshot paper-2026/),
    });
    expect((await run("show", "harbour.example", "--snapshot", "paper-2026")).err).toMatch(/--snapshot.*publisher/);
    expect((await run("freq")).err).toMatch(/In 4 comments of 7 tokens/);
    // A sheet shows what is answered too: "As ever." was coded as "Late again." was, and "Sad." otherwise.
    const coded = ["again", "as", "ever", "late"].map((form) => `${form},1,1,250000\r\n`);
    expect((await run("freq", "--label", "stance=for", "--csv")).out).toBe(
      `form,tokens,texts,perMillion\r\n${coded.join("")}`,
    );
    const exported = await run("export", "comments", "--snapshot", "paper-2026", "--format", "csv");
    expect(exported.out.trimEnd().split("\r\n")).toHaveLength(4);
    const folderOut = await run("export", "convokit", "convokit", "--snapshot", "paper-2026");
    expect(folderOut.err).toBe("1 articles with 3 comments of snapshot paper-2026 written to convokit\n");
    const { corpus: of } = JSON.parse(await readFile(join(folder, "convokit", "corpus.json"), "utf8"));
    expect(of).toBe(`snapshot paper-2026, SHA-256 ${checksum}`);
  });

  it("show help with examples", async () => {
    for (const command of ["thread", "sample", "label", "agreement", "freeze", "cite", "methods"]) {
      expect((await run(command, "--help")).out).toMatch(/Examples?:\n\s+belowline/);
    }
  });

  it.each([
    [["sample", "3"], /--seed/],
    [["sample", "few", "--seed", "1"], /whole number/],
    [["sample", "3", "--seed", "1", "--overlap", "2"], /share from 0 to 1/],
    [["sample", "3", "--seed", "1", "--coders", "anna"], /--schemes/],
    [["sample", "3", "--seed", "1", "--out", "x"], /--coders/],
    [["sample", "3", "--seed", "1", "--strata", "mood"], /some of publisher/],
    [["freeze", "--verify"], /takes a name/],
    [["freq", "--label", "stance"], /expected scheme=code/],
    [["export", "comments", "--snapshot", "a", "--as-of", "1d"], /cannot be used with/],
    [["label", "nowhere.csv", "--coder", "anna"], /cannot be read/],
    [["label", "nowhere.csv"], /--coder/],
    [["sample", "3", "--seed", "1", "--snapshot", "a", "--as-of", "1d"], /cannot be used with/],
    [["label", "--remove"], /--coder or --schemes/],
    [["label", "a.csv", "--coder", "anna", "--remove"], /without a file/],
    [["sample", "3", "--seed", ""], /seed/],
    [["sample", "3", "--seed", "1", "--allocation", "equal"], /strata/],
    [["sample", "3", "--seed", "1", "--coders", "anna", "--schemes", "a", "--csv"], /--csv/],
  ])("refuse %j with exit code 2", async (args, message) => {
    const { code, out, err } = await run(...(args as string[]));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message as RegExp);
  });
});
