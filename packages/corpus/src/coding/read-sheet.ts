// A sheet that comes back, as any spreadsheet saves it: which codes it holds, or which row is wrong.
import { UsageError } from "@belowline/schema";
import { parse } from "csv-parse/sync";
import { wordOf } from "./label.ts";
import { FIXED } from "./sheets.ts";

/** One code that a coder gave. */
export interface SheetCode {
  readonly id: string;
  readonly scheme: string;
  readonly code: string;
}

export interface SheetCodes {
  readonly codes: readonly SheetCode[];
  readonly schemes: readonly string[];
  /** Articles or comments that the sheet names. */
  readonly units: number;
  /** Cells of its schemes without a code. */
  readonly empty: number;
}

/**
 * With commas, semicolons or tabs, columns in any order. Empty cells are no codes.
 *
 * @param wanted schemes to read; every column beside those of a sheet unless told
 * @throws UsageError `usage/invalid-value`
 */
export function readSheet(sheet: string | Uint8Array, wanted?: readonly string[]): SheetCodes {
  const { text, guessed } = typeof sheet === "string" ? { text: sheet, guessed: false } : textOf(sheet);
  const [titles = [], ...rows] = rowsOf(text);
  const columns = columnsOf(titles, rows, wanted?.map(wordOf));
  const given = new Map<string, { one: SheetCode; row: number }>();
  const units = new Set<string>();
  for (const [i, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === "")) continue;
    const row = i + 2;
    const id = cells[columns.id]?.trim() ?? "";
    if (id === "") throw invalid(`an id in row ${row}`);
    units.add(id.toLowerCase());
    for (const [scheme, column] of columns.schemes) {
      const code = plain(cells[column] ?? "");
      if (code === "") continue;
      if (guessed && /[^ -~]/.test(scheme + code))
        throw invalid(`CSV in UTF-8, for "${scheme}" in row ${row} has other letters than a to z; save it so again`);
      const key = JSON.stringify([id.toLowerCase(), scheme]);
      const before = given.get(key);
      if (before && before.one.code !== code)
        throw invalid(
          `one code of ${id} for "${scheme}", found "${before.one.code}" in row ${before.row} and "${code}" in row ${row}`,
        );
      given.set(key, { one: { id, scheme, code }, row });
    }
  }
  const schemes = columns.schemes.map(([scheme]) => scheme);
  const codes = [...given.values()].map(({ one }) => one);
  return { codes, schemes, units: units.size, empty: units.size * schemes.length - codes.length };
}

/** Excel's "Unicode text" is UTF-16; what is no UTF-8 is of some code page, and its letters beyond ASCII are a guess. */
function textOf(bytes: Uint8Array): { text: string; guessed: boolean } {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff && "utf-16be";
  if (utf16) return { text: new TextDecoder(utf16).decode(bytes), guessed: false };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), guessed: false };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), guessed: true };
  }
}

/** Cells as they stand; at the end of a row Excel leaves out what is empty. */
function rowsOf(given: string): string[][] {
  const stated = /^\uFEFF?sep=(.)\r?\n/.exec(given);
  const csv = given.slice(stated?.[0].length ?? 0);
  const head = /^\uFEFF?[^\r\n]*/.exec(csv)![0];
  const delimiter = stated?.[1] ?? [";", "\t"].find((sign) => head.split(sign).length > head.split(",").length) ?? ",";
  try {
    return parse(csv, {
      bom: true,
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count_less: true,
    }) as string[][];
  } catch (error) {
    throw invalid(`CSV with a header line (${error instanceof Error ? error.message.slice(0, 200) : "unreadable"})`);
  }
}

interface Columns {
  readonly id: number;
  readonly schemes: readonly (readonly [scheme: string, column: number])[];
}

function columnsOf(header: readonly string[], rows: readonly string[][], wanted?: readonly string[]): Columns {
  const titles = header.map(plain);
  const id = titles.findIndex((title) => title.toLowerCase() === "id");
  if (id < 0) throw invalid('a header line with a column "id"');
  const untitled = titles.findIndex((title, i) => title === "" && rows.some((cells) => (cells[i] ?? "").trim() !== ""));
  if (untitled >= 0) throw invalid(`a title of column ${untitled + 1}, which holds something`);
  const twice = titles.find((title, i) => title !== "" && titles.indexOf(title) !== i);
  if (twice !== undefined) throw invalid(`a column "${twice}" once`);
  const there = [...titles.entries()].flatMap(([i, title]) =>
    i === id || title === "" || FIXED.includes(title) ? [] : [[title, i] as const],
  );
  if (there.length === 0) throw invalid("a column for each scheme, beside id, url, at, context and text");
  const missing = wanted?.find((scheme) => !there.some(([title]) => title === scheme));
  if (missing !== undefined)
    throw invalid(
      `its schemes, but there is no column "${missing}"; there are ${there.map(([title]) => title).join(", ")}`,
    );
  return { id, schemes: there.filter(([title]) => wanted?.includes(title) ?? true) };
}

/** Without the apostrophe that CSV has before what a spreadsheet would run. */
const plain = (cell: string): string => wordOf(cell.trim().replace(/^'(?=[=+\-@\t\r＝＋－＠])/, ""));

const invalid = (expected: string): UsageError =>
  new UsageError("usage/invalid-value", `labels: expected ${expected}`, { option: "csv" });
