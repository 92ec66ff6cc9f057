// The counting commands as their users meet them: tables, JSON, CSV, filters, and words on stderr.
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explain } from "../../packages/cli/src/exit.ts";
import { openCorpus } from "../../packages/corpus/src/index.ts";
import { type CommandLine, commandLine } from "../support/command-line.ts";
import { at, crawlStories, PUBLISHER, TEST_KEY } from "../support/corpus.ts";

let line: CommandLine;
beforeAll(async () => {
  line = await commandLine();
  await using corpus = await openCorpus(line.corpus, { key: TEST_KEY });
  await crawlStories(corpus.sink(), [
    {
      path: "/ferry",
      text: "The mill turns and the mill stands.",
      comments: [
        { id: "1", text: "The old ferry was late.", createdAt: at(1) },
        { id: "2", parent: "1", text: "=A ferry, a ferry!", createdAt: "2026-05-02T00:00:00.000Z" },
      ],
    },
  ]);
});
afterAll(() => line.close());
const run = (...args: string[]) => line.run(args);

describe("the counting commands", () => {
  it("show a concordance with the node in one column", async () => {
    const { code, out, err } = await run("kwic", "ferr*", "--sort", "L1");
    expect({ code, err }).toEqual({ code: 0, err: "3 occurrences. In 2 comments of 9 tokens.\n" });
    const lines = out.trimEnd().split("\n");
    expect(lines.map((line) => line.replace(/ +/g, " ").trim())).toEqual([
      "left node right when",
      "A ferry , a ferry 2026-05-02",
      "A ferry, a ferry 2026-05-02",
      "The old ferry was late 2026-03-01",
    ]);
    const column = lines[0]!.indexOf("node");
    expect(lines.slice(1).map((line) => line.slice(column, column + 5))).toEqual(["ferry", "ferry", "ferry"]);
  });

  it("give the whole answer as JSON and the rows as CSV", async () => {
    const json = JSON.parse((await run("freq", "--json", "--limit", "2")).out);
    expect(json).toMatchObject({ types: 6, truncated: true, counted: { records: "comments", texts: 2, tokens: 9 } });
    expect(json.rows[0]).toMatchObject({ form: "ferry", tokens: 3, texts: 2 });
    const csv = await run("kwic", "ferry", "--csv", "--window", "1");
    expect(csv.out.split("\r\n")[0]).toBe("id,articleId,at,left,node,right,start");
    expect(csv.out.trimEnd().split("\r\n")).toHaveLength(4);
  });

  it("give CSV a header where there is no row, and say where rows were cut", async () => {
    const titles = async (...args: string[]): Promise<string> => (await run(...args, "--csv")).out.split("\r\n")[0]!;
    for (const args of [
      ["kwic", "ferry"],
      ["collocates", "ferry", "--min", "1"],
      ["freq"],
      ["keyness", "--min", "1"],
    ]) {
      const nothing = await titles(...args, "--publisher", "other.example");
      expect(nothing).toMatch(/^(?:id|form),/);
      expect(nothing).toBe(await titles(...args));
    }
    expect((await run("freq", "--limit", "1", "--csv")).err).toMatch(/… and more; --limit shows them/);
  });

  it.each([
    [["freq", "--ngrams", "2"], /a ferry +2 /],
    [["collocates", "ferry", "--min", "2", "--measure", "t"], /^a +2 /m],
    [["keyness", "--min", "1"], /^ferry +3 /m],
    [["trend", "ferry"], /2026-04-01 +0 +0 +gap\n2026-05-01 +2 +4 +500000 +▇+/],
  ])("count with %j", async (args, expected) => {
    expect((await run(...(args as string[]))).out).toMatch(expected as RegExp);
  });

  it("keep to the filters, and say when nothing is selected", async () => {
    expect((await run("freq", "--from", "2026-04-01", "--publisher", PUBLISHER)).err).toMatch(
      /In 1 comments of 4 tokens/,
    );
    const none = await run("kwic", "ferry", "--publisher", "other.example");
    expect(none).toMatchObject({ code: 0, out: "" });
    expect(none.err).toMatch(
      /No comments are selected: there is no publisher "other\.example" here, but harbour\.example\.\n/,
    );
    expect((await run("freq", "--from", "2030-01-01")).err).toMatch(/No comments are selected; "belowline show"/);
    expect((await run("sample", "2", "--seed", "1", "--publisher", "www.harbour.example")).err).toMatch(
      /no publisher "www\.harbour\.example" here, but harbour\.example/,
    );
  });

  it("compare with something, or say that there is nothing to compare with", async () => {
    const other = await run("keyness", "--publisher", PUBLISHER, "--against", "other.example");
    expect(other).toMatchObject({ code: 0, out: "" });
    expect(other.err).toMatch(/Nothing to compare with: there is no publisher "other\.example" here/);
    expect(await run("keyness", "--against", "comments")).toMatchObject({
      code: 2,
      err: expect.stringMatching(/keyness: .*themselves/),
    });
    expect((await run("keyness", "--publisher", PUBLISHER, "--against", PUBLISHER)).code).toBe(2);
  });

  it("keep a concordance within a narrow terminal", async () => {
    const { out } = await line.run(["kwic", "ferry"], { env: { COLUMNS: "44" } });
    expect(Math.max(...out.split("\n").map((one) => one.length))).toBeLessThanOrEqual(44);
  });

  it.each(["stdout", "stderr", "both"])("end without a word when %s is closed by its reader", async (which) => {
    const child = line.start(["freq", "--csv"]);
    if (which !== "stderr") child.stdout!.destroy();
    if (which !== "stdout") child.stderr!.destroy();
    const rest = [child.stdout!, child.stderr!].map((one) => (one.destroyed ? "" : text(one)));
    const [code] = await once(child, "exit");
    const [out, err] = await Promise.all(rest);
    expect(code).toBe(0);
    if (which === "stderr") expect(out).toMatch(/^form,tokens/);
    if (which === "stdout") expect(err).not.toMatch(/belowline:/);
  });

  it("say in a sentence that there is no room, and that it was not their fault", async () => {
    const { message, code } = explain(
      Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" }),
    );
    expect({ message, code }).toEqual({ message: "ENOSPC: no space left on device, write", code: 1 });
  });

  it("show help with examples", async () => {
    for (const command of ["kwic", "keyness"]) {
      expect((await run(command, "--help")).out).toMatch(/Examples:\n\s+belowline/);
    }
  });

  it.each([
    [["kwic", "ferry", "--widow", "3"], /unknown option '--widow'/],
    [["kwic", "/(/"], /expression of RE2/],
    [["kwic", "ferry", "--sort", "R7"], /some of L1/],
    [["freq", "--limit", "few"], /whole number/],
    [["trend", "ferry", "--json", "--csv"], /cannot be used with/],
  ])("refuse %j with exit code 2", async (args, message) => {
    const { code, out, err } = await run(...(args as string[]));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message as RegExp);
  });
});
