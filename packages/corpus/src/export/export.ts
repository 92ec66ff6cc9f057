// exportRecords(): any selection in the formats that other tools read, row by row.
import { refuseUnknown, UsageError } from "@belowline/schema";
import { csvLines } from "./csv.ts";
import { checkQuoteSafe, type QuoteSafe, quoteSafeRows } from "./quote-safe.ts";
import type { Metadata, Rows } from "./rows.ts";

export const TEXT_FORMATS = ["jsonl", "csv"] as const;
export const EXPORT_FORMATS = [...TEXT_FORMATS, "parquet", "arrow"] as const;
export type TextFormat = (typeof TEXT_FORMATS)[number];
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export interface ExportOptions {
  /** Leaves out what may not be passed on: `ids` keeps ids and addresses alone, `no-text` all but verbatim text. */
  readonly quoteSafe?: QuoteSafe;
  /**
   * What the records are: the `about` of the rows, or filters, snapshot and moment in your own fields. Parquet and Arrow keep it as JSON
   * among the file's own metadata, under `belowline`; the other formats have no room for it.
   */
  readonly about?: object;
}

/** Text is handed on in pieces of about this many characters. */
const PIECE = 64 * 1024;

/**
 * The records of a selection in pieces of a file, with bounded memory: `jsonl` is one JSON object a line; `csv` is RFC 4180 with a
 * header line, where arrays and objects stand as JSON in their cell and a cell that a spreadsheet would run as a formula is
 * preceded by an apostrophe; `parquet` (zstd) and `arrow` (an IPC file) have typed columns.
 *
 * @throws UsageError `usage/invalid-value` for another format
 * @example
 * for await (const text of exportRecords(corpus.comments().where({ search: "flood" }), "csv")) process.stdout.write(text);
 */
export function exportRecords<Row extends object>(
  rows: Rows<Row>,
  format: TextFormat,
  options?: ExportOptions,
): AsyncIterable<string>;
export function exportRecords<Row extends object>(
  rows: Rows<Row>,
  format: ExportFormat,
  options?: ExportOptions,
): AsyncIterable<string | Uint8Array>;
export function exportRecords<Row extends object>(
  rows: Rows<Row>,
  format: ExportFormat,
  options: ExportOptions = {},
): AsyncIterable<string | Uint8Array> {
  refuseUnknown("exportRecords", options, ["quoteSafe", "about"]);
  if (!EXPORT_FORMATS.includes(format)) {
    throw new UsageError(
      "usage/invalid-value",
      `export: expected a format of ${EXPORT_FORMATS.join(", ")}, found "${format}"`,
      { option: "format" },
    );
  }
  const { quoteSafe, about = null } = options;
  if (quoteSafe !== undefined) checkQuoteSafe(quoteSafe);
  const wanted = quoteSafe === undefined ? rows : quoteSafeRows(rows, quoteSafe);
  if (format === "jsonl") return inPieces(jsonLines(wanted));
  if (format === "csv") return inPieces(csvLines(wanted));
  return binary(wanted, format, about === null ? {} : { belowline: JSON.stringify(about) });
}

/** Their writers are loaded only when they write. */
async function* binary<Row extends object>(
  rows: Rows<Row>,
  format: "parquet" | "arrow",
  metadata: Metadata,
): AsyncGenerator<Uint8Array> {
  if (format === "parquet") yield* (await import("./parquet.ts")).parquetPieces(rows, { metadata });
  else yield* (await import("./arrow.ts")).arrowPieces(rows, metadata);
}

async function* jsonLines<Row extends object>(rows: Rows<Row>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

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
