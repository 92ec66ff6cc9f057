// Streams of texts with their terms, a bounded piece at a time.
import { setImmediate } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import { blob, type Column, type Columns, type Copied, copyOut, selected } from "../../db/copy-out.ts";
import type { Matcher, Span } from "../../measure/match.ts";
import { numbers, numbersOf } from "../../tokens/varint.ts";
import { fewest, type Scope } from "./scope.ts";

/** Texts handed over as one value: two or three megabytes, and no cost of single rows. */
const MOST_TOGETHER = 40_000;
const TOGETHER = { terms: blob<Uint8Array | null>(sql`string_agg(d.terms, '\\x00'::bytea order by d.no)`) };
/** Texts of which more is wanted than their terms. */
const SINGLY = 1500;
/** Packs that the database looks for meanwhile: a server does so with a process each. */
const AHEAD = 2;

/** The terms of all texts, many at a time, with a zero between two texts. The next piece is fetched while one is read. */
export async function* termPieces(scope: Scope): AsyncGenerator<Int32Array> {
  const read = async (after: number): Promise<Uint8Array | null> => {
    const { at } = await copyOut(
      scope.db,
      TOGETHER,
      sql`select ${selected(TOGETHER)} ${fewest(scope)}
        and d.no > ${after}::integer and d.no <= ${after + MOST_TOGETHER}::integer`,
    );
    return at.terms(0);
  };
  const { rows } = await sql<{ last: number | null }>`select max(no) as last from token_text`.execute(scope.db);
  const last = rows[0]!.last ?? 0;
  let coming: Promise<Uint8Array | null> = read(0);
  for (let after = 0; after < last; after += MOST_TOGETHER) {
    const here = await coming;
    if (after + MOST_TOGETHER < last) {
      coming = read(after + MOST_TOGETHER);
      coming.catch(() => {}); // told where it is awaited
    }
    if (here !== null) yield numbersOf(here);
  }
}

export interface Packing<Of extends Columns> {
  /** A text is `d`, and what is joined to it. */
  readonly columns: Of;
  readonly from: RawBuilder<unknown>;
  /** Texts that are likely to do: of more, none is asked for before it is wanted. */
  readonly likely?: number;
}

/** The terms of a text, until those of the next are read. */
export const TERMS = { terms: numbers(sql`d.terms`) };

/** Where a pattern stands in a text. */
export const foundBy = ({ spansIn }: Matcher): Column<Span[]> => ({
  of: sql`d.terms`,
  read: (terms, at, length) => spansIn(terms, at, at + length),
});

/**
 * Texts of these numbers (ascending) in packs. The database looks for the next ones while one is being read.
 */
export async function* packs<Of extends Columns>(
  scope: Scope,
  texts: Int32Array,
  { columns, from, likely = texts.length }: Packing<Of>,
): AsyncGenerator<Copied<Of>> {
  const db = scope.db.withoutPlugins();
  const pack = (numbers: Int32Array) =>
    copyOut(
      db,
      columns,
      sql`select ${selected(columns)} ${from} and d.no = any(${`{${numbers.join(",")}}`}::integer[]) order by d.no`,
    );
  let at = 0;
  let size = Math.min(SINGLY, likely);
  const next = (): Promise<Copied<Of>> => {
    const reading = pack(texts.subarray(at, at + size));
    reading.catch(() => {}); // told where it is awaited
    at += size;
    size = at < likely ? Math.min(SINGLY, likely - at) : Math.min(SINGLY, size * 4);
    return reading;
  };
  const coming: Promise<Copied<Of>>[] = [];
  const ask = (most: number): void => {
    while (at < texts.length && coming.length < (at < likely ? most : 1)) coming.push(next());
  };
  try {
    for (ask(1 + AHEAD); coming.length > 0; ask(1 + AHEAD)) {
      const here = await coming.shift()!;
      if (at < likely) ask(AHEAD);
      if (coming.length > 0) await setImmediate(); // what was asked goes out before the reader works on what is here
      yield here;
    }
  } finally {
    await Promise.allSettled(coming); // nothing runs on behind the reader's back
  }
}
