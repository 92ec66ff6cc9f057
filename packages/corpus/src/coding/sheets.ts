// Annotation sheets: CSV for coders, who does what with how much overlap, and reading a sheet that comes back.
import { digestOf, UsageError } from "@belowline/schema";
import { parse } from "csv-parse/sync";
import { csvRows } from "../export/csv.ts";

/** What is to be coded. Who wrote it is left out, so that coding is blind. */
export interface Unit {
  readonly id: string;
  readonly url: string;
  readonly at: string | null;
  /** The headline, or the text of the comment that is answered. */
  readonly context: string;
  readonly text: string;
}

/** One coder's sheet. */
export interface Sheet {
  readonly coder: string;
  /** In the order of the sheet, which differs from coder to coder. */
  readonly ids: readonly string[];
  readonly csv: string;
}

/** One code that a coder gave. */
export interface SheetCode {
  readonly id: string;
  readonly scheme: string;
  readonly code: string;
}

const FIXED = ["id", "url", "at", "context", "text"] as const;

/** Who codes what: a share of the units goes to all coders, the others are dealt out one by one. A seed decides which. */
export function dealt(
  ids: readonly string[],
  coders: readonly string[],
  overlap: number,
  seed: number | string,
): { readonly coder: string; readonly ids: readonly string[] }[] {
  const lot = (salt: string) => (id: string) => digestOf(`${seed}:${salt}:${id}`);
  const drawn = inLot(ids, lot(""));
  const common = drawn.slice(0, Math.ceil(overlap * drawn.length));
  const single = drawn.slice(common.length);
  return coders.map((coder, place) => ({
    coder,
    ids: inLot([...common, ...single.filter((_, i) => i % coders.length === place)], lot(coder)),
  }));
}

function inLot(ids: readonly string[], lot: (id: string) => string): string[] {
  return ids
    .map((id) => [lot(id), id] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, id]) => id);
}

/** The sheet as CSV: what is to be read, and an empty column for each scheme. */
export const sheetText = (units: readonly Unit[], schemes: readonly string[]): string =>
  csvRows(units.map((unit) => ({ ...unit, ...Object.fromEntries(schemes.map((scheme) => [scheme, ""])) })));

/**
 * The codes of a sheet, as a spreadsheet saved it: with commas, semicolons or tabs, columns in any order. Empty cells are no codes.
 *
 * @throws UsageError `usage/invalid-value`
 */
export function readSheet(csv: string): SheetCode[] {
  const rows = rowsOf(csv);
  const schemes = Object.keys(rows[0] ?? {}).filter(
    (name) => !(FIXED as readonly string[]).includes(name) && name !== "",
  );
  if (schemes.length === 0) throw invalid("a column for each scheme, beside id, url, at, context and text");
  return rows.flatMap((row, i) => {
    const id = row.id?.trim();
    if (!id) throw invalid(`an id in row ${i + 2}`);
    return schemes.flatMap((scheme) => {
      const code = row[scheme]?.trim() ?? "";
      return code === "" ? [] : [{ id, scheme, code }];
    });
  });
}

function rowsOf(csv: string): Record<string, string>[] {
  const head = /^\uFEFF?[^\r\n]*/.exec(csv)![0];
  const delimiter = [";", "\t"].find((sign) => head.split(sign).length > head.split(",").length) ?? ",";
  try {
    const rows = parse(csv, {
      bom: true,
      delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      columns: true,
      skip_empty_lines: true,
    }) as Record<string, string>[];
    if (rows.length === 0 || rows[0]!.id !== undefined) return rows;
  } catch (error) {
    throw invalid(`CSV with a header line (${error instanceof Error ? error.message.slice(0, 200) : "unreadable"})`);
  }
  throw invalid('a header line with a column "id"');
}

const invalid = (expected: string): UsageError =>
  new UsageError("usage/invalid-value", `labels: expected ${expected}`, { option: "csv" });
