// Counts of terms: tokens and texts of each term in an index, kept beside its segments as a few bytes a term.
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { blob, copyOut, selected } from "../db/copy-out.ts";
import { bytes, numbersOf } from "./varint.ts";

/** By token_term.id; 0 where a term does not occur. */
export interface TermCounts {
  readonly tokens: Int32Array;
  readonly texts: Int32Array;
}

/** Three numbers a term: its distance to the one before, tokens, texts. Terms that come and go in equal parts are left out. */
export function packed({ tokens, texts }: TermCounts): Buffer {
  const written = bytes(1 << 16);
  let before = 0;
  for (let term = 0; term < tokens.length; term++) {
    if (tokens[term] === 0 && texts[term] === 0) continue;
    written.push(term - before);
    written.push(signed(tokens[term]!));
    written.push(signed(texts[term]!));
    before = term;
  }
  return written.view();
}

const signed = (count: number): number => (count < 0 ? -2 * count - 1 : 2 * count);
const unsigned = (count: number): number => (count & 1 ? -((count + 1) >>> 1) : count >>> 1);

/** The sum over segments. */
export function summed(segments: readonly Uint8Array[]): TermCounts {
  const all = segments.map(numbersOf);
  let size = 1;
  for (const numbers of all) {
    let last = 0;
    for (let i = 0; i < numbers.length; i += 3) last += numbers[i]!;
    size = Math.max(size, last + 1);
  }
  const counts = { tokens: new Int32Array(size), texts: new Int32Array(size) };
  for (const numbers of all) {
    for (let i = 0, term = 0; i < numbers.length; i += 3) {
      term += numbers[i]!;
      counts.tokens[term]! += unsigned(numbers[i + 1]!);
      counts.texts[term]! += unsigned(numbers[i + 2]!);
    }
  }
  return counts;
}

const COUNTS = { counts: blob(sql`counts`) };

/** Of these segments, or of all of an index. */
export async function countsIn(
  db: Pick<Database, "executeQuery">,
  kind: string,
  segments: readonly number[] | null = null,
): Promise<TermCounts> {
  const these = segments === null ? sql`true` : sql`no = any(${segments}::integer[])`;
  const { size, at } = await copyOut(
    db,
    COUNTS,
    sql`select ${selected(COUNTS)} from token_segment where kind = ${kind} and ${these} order by no`,
  );
  return summed(Array.from({ length: size }, (_, row) => at.counts(row)));
}
