// About: what an answer is of, and in words what a reader must know of it.
import type { SampleNote } from "./sample.ts";

/** What rows are of. */
export interface About {
  readonly records: string;
  /** The filters, in the order in which they were given. */
  readonly where: readonly object[];
  /** Null for the corpus as it is now. */
  readonly snapshot: string | null;
  readonly limit: number | null;
  /** The limit left rows out. */
  readonly truncated: boolean;
  /** How the rows were drawn; null where all were taken. */
  readonly sample: SampleNote | null;
  /** In words, what a reader must know: that nothing was found, that rows were cut or drawn. Null where there is nothing. */
  readonly note: string | null;
}

/** @param found records that the answer is of */
export function noteOf(
  { records, where, limit, truncated, sample }: Omit<About, "note" | "snapshot">,
  found: number,
): string | null {
  const notes = [
    ...(found === 0
      ? [`No ${records} meet ${where.length === 0 ? "this: there are none" : JSON.stringify(where)}.`]
      : []),
    ...(truncated ? [`Only the first ${limit} ${records}: there are more.`] : []),
    ...(sample
      ? [`A ${sample.method} sample of ${sample.drawn} of ${sample.of} with seed ${JSON.stringify(sample.seed)}.`]
      : []),
  ];
  return notes.length === 0 ? null : notes.join(" ");
}
