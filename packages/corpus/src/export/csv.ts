// CSV as spreadsheets and R read it: RFC 4180, and no cell that a spreadsheet would run.
import { stringify } from "csv-stringify/sync";
import type { Rows } from "./rows.ts";

/**
 * A header line, then a line a row. Arrays and objects stand as JSON in their cell. A cell that begins like a formula (= + - @, tab,
 * carriage return, and their full-width forms) is preceded by an apostrophe: comments are written by anybody
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export async function* csvLines<Row extends object>(rows: Rows<Row>): AsyncGenerator<string> {
  const { fields } = rows;
  yield line([...fields]);
  for await (const row of rows) yield line(fields.map((field) => cell(row[field])));
}

/** Rows of one shape as CSV, in the way of `exportRecords`. Without rows it is the header of these fields, or empty. */
export function csvRows(
  rows: readonly Readonly<Record<string, unknown>>[],
  fields: readonly string[] = Object.keys(rows[0] ?? {}),
): string {
  return fields.length === 0
    ? ""
    : [line(fields), ...rows.map((row) => line(fields.map((field) => cell(row[field]))))].join("");
}

/** A line break of either kind ends a row for many readers; by itself the writer quotes only the kind that it ends rows with. */
const BREAKS = /[\r\n]/;

const line = (cells: readonly string[]): string =>
  stringify([[...cells]], { escape_formulas: true, record_delimiter: "windows", quoted_match: BREAKS });

const cell = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
