// Tables on a terminal: what takes two columns, or none, and what is cut.
import { PassThrough } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import type { CommentRecord } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { patiently } from "../../packages/cli/src/terminal/patience.ts";
import { screenWidth } from "../../packages/cli/src/terminal/screen.ts";
import { clip, table } from "../../packages/cli/src/terminal/table.ts";
import { type TreeSource, treeLines } from "../../packages/cli/src/terminal/tree.ts";
import { widthOf } from "../../packages/cli/src/terminal/width.ts";
import { write } from "../../packages/cli/src/terminal/write.ts";

it("counts the columns that a text takes, not its characters", () => {
  expect(["ferry", "渡し船", "é", "e\u0301", "👍", "＝A", ""].map(widthOf)).toEqual([5, 6, 1, 1, 2, 3, 0]);
  expect(["✅", "⭐", "☎", "🫠", "\u{1F1E9}\u{1F1EA}", "\uFEFFa", "\u061Ca", "soft\u00ADhyphen"].map(widthOf)).toEqual([
    2, 2, 1, 2, 2, 1, 1, 11,
  ]);
});

it("cuts to columns, without a character's half", () => {
  expect(clip("渡し船が来ない", 7)).toBe("渡し船…");
  expect(clip("渡し船が来ない", 14)).toBe("渡し船が来ない");
  expect(clip("The ferry was late", 10)).toBe("The ferry…");
  expect(clip("two\nlines\u0007", 20)).toBe("two lines");
});

it("keeps columns in line where characters are wide", () => {
  const lines = table(
    ["text", ">n"],
    [
      ["渡し船", 1],
      ["ferry", 23],
    ],
  ).split("\n");
  expect(lines).toEqual(["text     n", "渡し船   1", "ferry   23"]);
  expect(new Set(lines.map(widthOf)).size).toBe(1);
});

it("takes hundreds of thousands of rows", () => {
  expect(table(["n"], Array<[number]>(300_000).fill([7]))).toHaveLength(600_001);
});

describe("on a narrow terminal", () => {
  it("takes room from the columns of words, and from no other", () => {
    const row = ["2026-03-01", "A long comment about the ferry", "3f30fd65-5390-83a4-b51a-760ec66a18c0"];
    const lines = table(["when", "~what", "id"], [row], 62).split("\n");
    expect(lines).toEqual([
      "when        what          id",
      "2026-03-01  A long comm…  3f30fd65-5390-83a4-b51a-760ec66a18c0",
    ]);
    expect(table(["when", "~what", "id"], [row], 80)).toContain("A long comment about the ferry");
    expect(table(["~a", ">n"], [["two\nlines", 1]])).toBe("a          n\ntwo lines  1");
  });

  it("is as wide as COLUMNS says, else as it is; files and pipes have room", () => {
    expect([
      screenWidth({ COLUMNS: "40" }, { columns: 100 }),
      screenWidth({ COLUMNS: "wide" }, { columns: 100 }),
      screenWidth({}, {}),
    ]).toEqual([40, 100, undefined]);
  });
});

describe("a tree", () => {
  const comment = (id: string, more: Partial<CommentRecord> = {}): CommentRecord =>
    ({
      id,
      author: `c_${id.repeat(16)}`,
      createdAt: "2026-03-01T08:00:00.000Z",
      state: "visible",
      ...more,
    }) as CommentRecord;
  const one = comment("a", { text: "One two three four five six seven eight nine ten." });
  const two = comment("b", { text: "", state: "deleted", author: null });
  const tree: TreeSource = { roots: [one], children: (id) => (id === "a" ? [two] : []) };

  it("says what became of a comment that is not there", () => {
    expect([...treeLines(tree, 200)]).toEqual([
      "└ c_aaaaaaaaaaaaaaaa · 2026-03-01 08:00: One two three four five six seven eight nine ten.",
      "  └ – (deleted) · 2026-03-01 08:00",
    ]);
  });

  it("stays within a narrow terminal", () => {
    expect([...treeLines(tree, 40)]).toEqual([
      "└ c_aaaaaaaaaaaaaaaa · 2026-03-01 08:00",
      "  │ One two three four five six seven e…",
      "  └ – (deleted) · 2026-03-01 08:00",
    ]);
  });

  it("shows whole texts where asked to, a line break as one", () => {
    const long = comment("c", { text: "One two three four five six seven eight nine ten.\nEleven." });
    const tall: TreeSource = { roots: [long, two], children: () => [] };
    expect([...treeLines(tall, 40, { full: true })]).toEqual([
      "├ c_cccccccccccccccc · 2026-03-01 08:00",
      "│   One two three four five six seven",
      "│   eight nine ten.",
      "│   Eleven.",
      "└ – (deleted) · 2026-03-01 08:00",
    ]);
  });
});

it("lets nothing through to a terminal that moves its cursor or asks it something, and leaves files as they are", async () => {
  const hostile = '{"a":"x\u001b]0;title\u0007 \u009b2J\u001b[2J \u202Er\u001b[32mgreen\u001b[39m\r\n"}';
  const through = async (isTTY: boolean): Promise<string> => {
    const to = Object.assign(new PassThrough(), { isTTY });
    await write(hostile, to);
    to.end();
    return await textOf(to);
  };
  expect(await through(false)).toBe(hostile);
  expect(await through(true)).toBe('{"a":"x]0;title 2J[2J r\u001b[32mgreen\u001b[39m\r\n"}');
});

it("says after a while what takes so long, and nothing where it does not", async () => {
  const told: string[] = [];
  const to = { write: (words: string) => told.push(words) };
  expect(await patiently("reading", async () => 7, { after: 10_000, to })).toBe(7);
  expect(told).toEqual([]);
  const slow = () => new Promise((done) => setTimeout(done, 60));
  await patiently("reading", slow, { after: 0, to });
  expect(told).toEqual(["reading …\n"]);
});
