// Annotation sheets: CSV for coders, and who does what with how much overlap.
import { digestOf } from "@belowline/schema";
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

/** Titles that no scheme can have. */
export const FIXED: readonly string[] = ["id", "url", "at", "context", "text"];

/** 0.55 of 100 is 55 units, though a computer's product is a little more. */
const ROUNDING = 1e-9;

/** Who codes what: a share of the units goes to all coders, the others are dealt out one by one. A seed decides which. */
export function dealt(
  ids: readonly string[],
  coders: readonly string[],
  overlap: number,
  seed: number | string,
): { readonly coder: string; readonly ids: readonly string[] }[] {
  const lot = (salt: string) => (id: string) => digestOf(`${seed}:${salt}:${id}`);
  const drawn = inLot(ids, lot(""));
  const common = drawn.slice(0, Math.ceil(overlap * drawn.length - ROUNDING));
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

/** The sheet as CSV: what is to be read, and an empty column for each scheme. Excel reads UTF-8 only behind a byte order mark. */
export const sheetText = (units: readonly Unit[], schemes: readonly string[]): string =>
  `\uFEFF${csvRows(
    units.map((unit) => ({ ...unit, ...Object.fromEntries(schemes.map((scheme) => [scheme, ""])) })),
    [...FIXED, ...schemes],
  )}`;
