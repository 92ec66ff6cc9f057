// belowline export on the command line: files and folders from one corpus, and wishes that cannot be.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, open, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { tableFromIPC } from "apache-arrow";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCorpus } from "../../packages/corpus/src/index.ts";
import { type CommandLine, commandLine } from "../support/command-line.ts";
import { TEST_KEY } from "../support/corpus.ts";
import { storyCorpus } from "../support/export/stories.ts";

const MAIN = fileURLToPath(new URL("../../packages/cli/src/main.ts", import.meta.url));

let line: CommandLine;
let folder: string;
beforeAll(async () => {
  line = await commandLine();
  folder = line.folder;
  const corpus = await storyCorpus(() => openCorpus(line.corpus, { key: TEST_KEY }));
  await corpus.close();
});
afterAll(() => line.close());
const run = (...args: readonly string[]) => line.run(["export", ...args]);

describe("belowline export", () => {
  it("writes tables to a file, whole, and to a pipe", async () => {
    const file = await run("comments", "--format", "parquet", "--out", "comments.parquet");
    expect(file.code, file.err).toBe(0);
    expect(file.err).toBe("5 comments written to comments.parquet\n");
    const piped = await run("comments", "--format", "parquet");
    expect(piped.bytes.equals(await readFile(join(folder, "comments.parquet")))).toBe(true);
    expect(piped.bytes.toString("latin1")).toMatch(/^PAR1.*PAR1$/s);
    expect((await run("articles", "--format", "arrow")).bytes.toString("latin1")).toMatch(/^ARROW1/);
  });

  it("leaves out what may not be passed on", async () => {
    const { out } = await run("comments", "--quote-safe", "ids");
    const [first] = out.split("\n");
    expect(Object.keys(JSON.parse(first!))).not.toContain("text");
  });

  it("says of which state and how many, also where nothing met the wish", async () => {
    const none = await run("comments", "--as-of", "2026-01-01", "--format", "arrow", "--out", "none.arrow");
    expect(none.err).toBe("0 comments as of 2026-01-01 written to none.arrow\n");
    const table = tableFromIPC(await readFile(join(folder, "none.arrow")));
    expect([table.numRows, table.schema.fields.length]).toEqual([0, 23]);
  });

  it("writes who answers whom as a network", async () => {
    const { err, code } = await run("network", "--out", "replies.gexf");
    expect(code, err).toBe(0);
    const gexf = await readFile(join(folder, "replies.gexf"), "utf8");
    expect(gexf).toContain("<gexf");
    expect(gexf).not.toContain("{}");
    const then = (await run("network", "--as-of", "2026-03-20T12:00Z")).out;
    expect(then).toMatch(/<description>Who answers whom in 1 threads as of 2026-03-20T12:00/);
    expect(err).toContain(`${gexf.match(/<edge /g)!.length} edges written to replies.gexf`);
    expect((await run("network", "--format", "csv")).out.split("\r\n")[0]).toBe("from,to,replies,firstAt,lastAt");
  });

  it("writes a folder once, and does not write over it", async () => {
    const made = await run("convokit", "talk");
    expect(made.err).toContain("2 articles with 5 comments written to talk");
    expect((await readdir(join(folder, "talk"))).sort()).toEqual([
      "README.txt",
      "conversations.json",
      "corpus.json",
      "index.json",
      "speakers.json",
      "utterances.jsonl",
    ]);
    const again = await run("convokit", "talk");
    expect(again.code).toBe(2);
    expect(again.err).toMatch(/holds files; name another/);
  });

  it("tells in words what cannot be written", async () => {
    await mkdir(join(folder, "there"));
    await writeFile(join(folder, "mine"), "");
    for (const [args, words] of [
      [["comments", "--out", "there"], /there cannot be written: that is a folder/],
      [["comments", "--out", "none/x.csv"], /none\/x\.csv cannot be written: the folder it should lie in is not there/],
      [["vertical", "mine"], /mine cannot be written: a part of that path is a file/],
    ] as const) {
      const { code, err } = await run(...args);
      expect(code).toBe(2);
      expect(err).toMatch(words);
    }
  });

  it.runIf(existsSync("/dev/full"))("calls a full disk behind stdout no fault of Belowline", async () => {
    const full = await open("/dev/full", "w");
    try {
      const child = spawn(process.execPath, [MAIN, "export", "comments"], {
        env: { ...process.env, XDG_CONFIG_HOME: folder, BELOWLINE_CORPUS: line.corpus },
        stdio: ["ignore", full.fd, "pipe"],
      });
      const [err, [code]] = await Promise.all([text(child.stderr!), once(child, "exit")]);
      expect(err).toMatch(/ENOSPC/);
      expect(err).not.toMatch(/fault of Belowline/);
      expect(code).toBe(1);
    } finally {
      await full.close();
    }
  });

  it("is stopped by Ctrl-C without a trace", async () => {
    const other = await openCorpus(line.corpus, { key: TEST_KEY });
    try {
      // Its first row does not come as long as somebody else holds the table.
      const { exit } = await other.db.transaction().execute(async (db) => {
        await sql`lock table comment in access exclusive mode`.execute(db);
        const child = line.start(["export", "comments", "--out", "stopped.jsonl"]);
        await expect.poll(() => readdir(folder), { timeout: 20_000 }).toContainEqual(expect.stringMatching(/^stopped/));
        const told = once(child.stderr!, "data");
        child.kill("SIGINT");
        expect(String((await told)[0])).toMatch(/stopping; Ctrl-C again/);
        return { exit: once(child, "exit") };
      });
      expect((await exit)[0]).toBe(130);
      expect((await readdir(folder)).filter((name) => name.startsWith("stopped"))).toEqual([]);
    } finally {
      await other.close();
    }
  });

  it.each([
    [["tei"], /goes into a folder/],
    [["tei", "x", "--format", "csv"], /are for records/],
    [["comments", "x"], /write --out x/],
    [["threads", "--duplicates", "keep"], /threads knows none/],
    [["network", "--label", "stance=for"], /--label is for articles, comments and folders/],
    [["network", "--mentions", "pseudonym"], /network holds no texts/],
    [["network", "--format", "parquet"], /gexf, graphml, csv for network/],
    [["comments", "--format", "gexf"], /jsonl, csv, parquet, arrow for comments/],
    [["vertical", "x", "--quote-safe", "ids"], /made of texts/],
  ])("refuses %j", async (args, message) => {
    const { code, err } = await run(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
