// Tables on a terminal: what takes two columns, or none, and what is cut.
import { expect, it } from "vitest";
import { clip, table } from "../../packages/cli/src/terminal/table.ts";
import { widthOf } from "../../packages/cli/src/terminal/width.ts";

it("counts the columns that a text takes, not its characters", () => {
  expect(["ferry", "渡し船", "é", "e\u0301", "👍", "＝A", ""].map(widthOf)).toEqual([5, 6, 1, 1, 2, 3, 0]);
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
