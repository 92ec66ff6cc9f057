// exportRecords(): any selection as text, row by row, in the formats that every tool reads.
import { UsageError } from "@belowline/schema";
import { stringify } from "csv-stringify/sync";
import type { Selection } from "../query/selection.ts";

export const EXPORT_FORMATS = ["jsonl", "csv"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Text is handed on in pieces of about this many characters. */
const PIECE = 64 * 1024;

/**
 * The records of a selection as text, with bounded memory: `jsonl` is one JSON object a line; `csv` is RFC 4180 with a header
 * line, where arrays and objects stand as JSON in their cell and a cell that a spreadsheet would run as a formula is
 * preceded by an apostrophe.
 *
 * @throws UsageError `usage/invalid-value` for another format
 * @example
 * for await (const text of exportRecords(corpus.comments().where({ search: "flood" }), "csv")) process.stdout.write(text);
 */
export function exportRecords<Row extends object, Where>(
  selection: Selection<Row, Where>,
  format: ExportFormat,
): AsyncIterable<string> {
  if (!EXPORT_FORMATS.includes(format)) {
    throw new UsageError(
      "usage/invalid-value",
      `export: expected a format of ${EXPORT_FORMATS.join(", ")}, found "${format}"`,
      {
        option: "format",
      },
    );
  }
  return inPieces(format === "csv" ? csvLines(selection) : jsonLines(selection));
}

async function* jsonLines<Row extends object, Where>(selection: Selection<Row, Where>): AsyncGenerator<string> {
  for await (const row of selection) yield `${JSON.stringify(row)}\n`;
}

async function* csvLines<Row extends object, Where>(selection: Selection<Row, Where>): AsyncGenerator<string> {
  const { fields } = selection;
  yield line([...fields]);
  for await (const row of selection) yield line(fields.map((field) => cell(row[field])));
}

/** Rows of one shape as CSV, in the way of `exportRecords`; empty for no rows. */
export function csvRows(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const fields = Object.keys(rows[0] ?? {});
  return fields.length === 0
    ? ""
    : [line(fields), ...rows.map((row) => line(fields.map((field) => cell(row[field]))))].join("");
}

const line = (cells: readonly string[]): string =>
  stringify([[...cells]], { escape_formulas: true, record_delimiter: "windows" });

const cell = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);

async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let held: string[] = [];
  let length = 0;
  for await (const text of lines) {
    held.push(text);
    length += text.length;
    if (length < PIECE) continue;
    yield held.join("");
    held = [];
    length = 0;
  }
  if (held.length > 0) yield held.join("");
}
