// About: what an answer is of, and in words what a reader must know of it.
import type { SampleNote } from "./sample.ts";

/** What rows are of. */
export interface About {
  readonly records: string;
  /** The filters, in the order in which they were given. */
  readonly where: readonly object[];
  /** Null for the corpus as it is now. */
  readonly snapshot: string | null;
  /** The moment looked back at, UTC ISO 8601; null for another standing. */
  readonly asOf: string | null;
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
  { records, where, limit, truncated, sample }: Omit<About, "note" | "snapshot" | "asOf">,
  found: number,
): string | null {
  const filters = where.filter((one) => !("sample" in one));
  const notes = [
    ...(found === 0
      ? [`No ${records} meet ${filters.length === 0 ? "this: there are none" : JSON.stringify(filters)}.`]
      : []),
    ...(truncated ? [`Only the first ${limit} ${records}: there are more.`] : []),
    ...(sample && sample.of > 0 ? [drawnAs(records, sample)] : []),
  ];
  return notes.length === 0 ? null : notes.join(" ");
}

function drawnAs(records: string, { method, size, of, drawn, seed, records: n, ...plan }: SampleNote): string {
  const units = method === "thread" ? "threads" : records;
  if (size > of) return `All ${of} ${units}, fewer than the sample of ${size} that was asked for.`;
  const by = `with seed ${JSON.stringify(seed)}`;
  if (method === "thread") return `A sample of ${drawn} of ${of} threads ${by}: ${n} ${records}.`;
  const told = `A ${method} sample of ${drawn} of ${of} ${by}`;
  if (plan.strata.length === 0) return `${told}.`;
  const empty = plan.parts.filter((part) => part.drawn === 0).length;
  const without = empty === 0 ? "" : `, ${empty} of them without a record`;
  return `${told}, by ${plan.strata.join(" and ")} (${plan.allocation}: ${plan.parts.length} strata${without}).`;
}
