// Duplicates on the command line: what dupes, why, methods and export say of two papers that print the same stories.
import { createReadStream } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";
import { clusterLines } from "../../packages/cli/src/terminal/duplicates.ts";
import { sideBySide } from "../../packages/cli/src/terminal/side-by-side.ts";
import { type CommandLine, commandLine } from "../support/command-line.ts";

let sites: [Site, Site];
let line: CommandLine;
let folder: string;
beforeAll(async () => {
  sites = [await startSite(), await startSite()];
  line = await commandLine();
  folder = line.folder;
  const crawled = await run(["crawl", sites[0].url, sites[1].url, "--allow-private-network", "--quiet"]);
  expect(crawled.code, crawled.err).toBe(0);
});
afterAll(async () => {
  for (const site of sites) await site.stop();
  await line.close();
});

const run = (args: readonly string[], stdin?: Readable) => line.run(args, stdin ? { stdin } : {});

const pair = (): [string, string, number] => {
  const stories = sites[0].stories();
  const { slug } = stories[0]!;
  return [sites[0].address(slug), sites[1].address(slug), stories.length];
};

describe("belowline dupes", () => {
  it("lists clusters and copied comments, for people and for programs", async () => {
    const [, , all] = pair();
    const listed = await run(["dupes"]);
    expect(listed.code, listed.err).toBe(0);
    expect(listed.out.match(/^cluster .*: 2 texts$/gm)).toHaveLength(all);
    const clusters = JSON.parse((await run(["dupes", "--json"])).out);
    expect(clusters).toHaveLength(all);
    expect(clusters[0].members[0]).toMatchObject({ id: clusters[0].id, by: null });
    expect(clusters[0].members[1]).toMatchObject({ by: "same", to: clusters[0].id });
    expect((await run(["dupes", "--comments"])).out).toMatch(/^cluster .*: \d+ texts$/m);
  });

  it("shows two texts side by side, and why says which rule makes them one", async () => {
    const [one, other] = pair();
    const shown = await run(["dupes", one, other]);
    expect(shown.out).toContain("same; one cluster");
    expect(shown.out).toContain(" │ ");
    expect(shown.out).toContain("[1:");
    expect((await run(["why", one, other])).out).toContain("They are one cluster");
  });

  it("keeps decisions through a search all over again, and export leaves copies out", async () => {
    const [one, other, all] = pair();
    const representatives = (await run(["export", "articles", "--duplicates", "representatives"])).out;
    expect(representatives.trim().split("\n")).toHaveLength(all);

    expect((await run(["dupes", "--split", one, other])).out).toContain("split by a researcher");
    expect((await run(["dupes", "--rebuild"])).out.match(/^cluster /gm)).toHaveLength(all - 1);
    expect((await run(["methods"])).out).toContain("0 pairs were merged and 1 were split");
    expect((await run(["dupes", "--undo", one, other])).out).toContain("same; one cluster");
  }, 120_000);

  it("counts copies once where that is asked, and keeps another rule for comments", async () => {
    const tokens = async (...more: string[]) =>
      JSON.parse((await run(["freq", "--in", "articles", "--json", ...more])).out).counted.tokens as number;
    expect(await tokens("--duplicates", "representatives")).toBe((await tokens()) / 2);
    const chosen = await run(["dupes", "--comments", "--comment-rule", "words=12,near-share=0.7"]);
    expect(chosen.err).toContain("from 12 words on, 6 of them different; near ones from 12 words on, with 70 %");
    expect((await run(["methods"])).out).toContain("same words from 12 words on");
    expect((await run(["dupes", "--comment-rule", "default"])).err).toContain("from 8 words on");
  }, 120_000);

  it("hands the search out, compares what comes, and takes it back", async () => {
    const [, , all] = pair();
    const out = join(folder, "out");
    expect((await run(["dupes", "--hand-out", out])).err).toMatch(/texts and \d+ shingles handed out/);
    expect((await readdir(out)).sort()).toEqual(["candidates.sql", "shingles.parquet", "wordings.parquet"]);
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const query = await readFile(join(out, "candidates.sql"), "utf8");
    await connection.run(query.replace(/'(\w+\.(?:parquet|jsonl))'/g, (_, file) => `'${join(out, file)}'`));
    connection.closeSync();
    const found = await run(["dupes", "--compare"], createReadStream(join(out, "pairs.jsonl")));
    expect(found.code, found.err).toBe(0);
    await writeFile(join(out, "found.jsonl"), found.out);
    const back = await run(["dupes", "--take-back", join(out, "found.jsonl"), "--json"]);
    expect(JSON.parse(back.out)).toMatchObject({ given: found.out.trim().split("\n").length });
    expect((await run(["dupes"])).out.match(/^cluster /gm)).toHaveLength(all);
  }, 120_000);

  it.each([
    [["dupes", "--compare", "--hand-out", "x"], /stand alone/],
    [["dupes", "--comment-rule", "words=many"], /numbers for words, distinct/],
    [["dupes", "--merge", "https://news.example/a"], /--merge takes two addresses/],
    [["dupes", "--merge", "--split", "a", "b"], /one of --merge, --split and --undo/],
    [["dupes", "https://nowhere.example/a"], /nothing at https:\/\/nowhere.example\/a/],
    [["export", "threads", "--duplicates", "keep"], /--duplicates is for articles and comments/],
  ])("refuses %j", async (args, message) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });
});

describe("two texts side by side", () => {
  it("numbers a passage in both columns, at the word where it begins and where it ends", () => {
    const left = { text: "One. The wall will be rebuilt, he said.", passages: [[5, 29]] as const };
    const right = { text: "The wall will be rebuilt?\nYes.", passages: [[0, 24]] as const };
    expect([...sideBySide(left, right, 90)]).toEqual([
      `${"One. [1:The wall will be rebuilt,] he said.".padEnd(43)} │ [1:The wall will be rebuilt?]`,
      `${" ".repeat(43)} │ Yes.`,
    ]);
  });

  it("begins a long passage on the same line, and counts two columns for Han", () => {
    const passage = "The harbour master will speak to both sides on Thursday.";
    const left = { text: `Early boat dropped\n${passage}`, passages: [[19, 75]] as const };
    const right = { text: `${passage} 漢字漢字漢字漢字漢字漢字漢字漢字`, passages: [[0, 56]] as const };
    expect([...sideBySide(left, right, 63)]).toEqual([
      `${"Early boat dropped".padEnd(30)} │`,
      "[1:The harbour master will     │ [1:The harbour master will",
      "speak to both sides on         │ speak to both sides on",
      "Thursday.]                     │ Thursday.]",
      `${" ".repeat(30)} │ 漢字漢字漢字漢字漢字漢字漢字漢`,
      `${" ".repeat(30)} │ 字`,
    ]);
  });

  it("cuts words longer than a column, and prints nothing that moves the cursor", () => {
    const lines = [...sideBySide({ text: "a\u001b[2Jb", passages: [] }, { text: "x".repeat(40), passages: [] }, 35)];
    expect(lines).toEqual([
      `a[2Jb${" ".repeat(11)} │ ${"x".repeat(16)}`,
      `${" ".repeat(16)} │ ${"x".repeat(16)}`,
      `${" ".repeat(16)} │ ${"x".repeat(8)}`,
    ]);
  });
});

describe("a cluster on a narrow terminal", () => {
  it("puts addresses on lines of their own, and cuts no address", () => {
    const member = {
      id: "1",
      url: `https://news.example/${"harbour/".repeat(8)}`,
      publisher: "news.example",
      headline: "Council votes to rebuild the harbour wall after all",
      opening: "",
      author: null,
      saidAt: "2026-03-05T17:30:00.000Z",
      firstSeenAt: "2026-03-05T18:00:00.000Z",
      words: 166,
      by: null,
      to: null,
      score: null,
    };
    const lines = (width: number) =>
      clusterLines({ id: "1", members: [member], rulings: [] }, width)
        .join("\n")
        .split("\n");
    expect(lines(60).slice(2)).toEqual([
      "2026-03-05 17:30  news.example  first    166  Council votes…",
      `  ${member.url}`,
    ]);
    expect(lines(200)).toHaveLength(3);
  });
});
