// Streams of texts with their terms, a bounded piece at a time.
import { setImmediate } from "node:timers/promises";
import { type RawBuilder, sql } from "kysely";
import { type Gather, gathered } from "../../db/gathered.ts";
import { asBytes } from "../../tokens/blob.ts";
import { numbersOf } from "../../tokens/varint.ts";
import { fewest, type Scope } from "./scope.ts";

/** Texts handed over as one value: two or three megabytes, and no cost of single rows. */
const TOGETHER = 40_000;
/** Texts of which more is wanted than their terms. */
const SINGLY = 1500;
/** Packs that the database looks for meanwhile: a server does so with a process each. */
const AHEAD = 2;

/** The terms of all texts, many at a time, with a zero between two texts. The next piece is fetched while one is read. */
export async function* termPieces(scope: Scope): AsyncGenerator<Int32Array> {
  const read = async (after: number): Promise<string | null> => {
    const { rows } = await sql<{ terms: string | null }>`
      select encode(string_agg(d.terms, '\\x00'::bytea order by d.no), 'base64') as terms
      ${fewest(scope, "tokens")} and d.no > ${after}::integer and d.no <= ${after + TOGETHER}::integer`.execute(
      scope.db,
    );
    return rows[0]!.terms;
  };
  const { rows } = await sql<{ last: number | null }>`select max(no) as last from token_text`.execute(scope.db);
  const last = rows[0]!.last ?? 0;
  let coming: Promise<string | null> = read(0);
  for (let after = 0; after < last; after += TOGETHER) {
    const here = await coming;
    if (after + TOGETHER < last) {
      coming = read(after + TOGETHER);
      coming.catch(() => {}); // told where it is awaited
    }
    if (here !== null) yield numbersOf(asBytes(here));
  }
}

/** Some texts together: a few long values, for single rows cost more than what is in them. */
export interface Pack<Name extends string> {
  readonly size: number;
  /** The terms of all, with a zero between two texts. */
  readonly terms: Int32Array;
  /** Two numbers a token (varint), text after text: what lies before it, and its length. None where they were not asked for. */
  readonly places: Uint8Array;
  readonly columns: Readonly<Record<Name, readonly string[]>>;
}

export interface Packing<Name extends string> {
  /** SQL that gives a text; null comes as "". */
  readonly columns: Readonly<Record<Name, RawBuilder<unknown>>>;
  readonly from: RawBuilder<unknown>;
  readonly places?: boolean;
  /** Texts that are likely to do: of more, none is asked for before it is wanted. */
  readonly likely?: number;
}

/**
 * Texts of these numbers (ascending) in packs. The database looks for the next ones while one is being read.
 */
export async function* packs<Name extends string>(
  scope: Scope,
  texts: Int32Array,
  { columns, from, places = false, likely = texts.length }: Packing<Name>,
): AsyncGenerator<Pack<Name>> {
  const db = scope.db.withoutPlugins();
  const names = Object.keys(columns) as Name[];
  const read = async (numbers: Int32Array, gather: Gather) => {
    const { rows } = await sql<
      Record<Name, string | null> & { size: number; terms: string | null; places: string | null }
    >`
      select count(*)::int as size, encode(string_agg(terms, '\\x00'::bytea), 'base64') as terms,
        ${places ? sql`encode(string_agg(places, ''::bytea), 'base64')` : sql`null::text`} as places
        ${sql.join(
          names.map((name) => sql`, ${gather(sql`coalesce(${sql.ref(`x.${name}`)}, '')`)} as ${sql.ref(name)}`),
          sql``,
        )}
      from (select d.terms, d.places ${sql.join(
        names.map((name) => sql`, ${columns[name]} as ${sql.ref(name)}`),
        sql``,
      )} ${from} and d.no = any(${`{${numbers.join(",")}}`}::integer[]) order by d.no) x`.execute(db);
    return rows[0]!;
  };
  const pack = async (numbers: Int32Array): Promise<Pack<Name>> => {
    const { row, texts } = await gathered(
      names,
      (gather) => read(numbers, gather),
      ({ size }) => size,
    );
    return {
      size: row.size,
      terms: numbersOf(asBytes(row.terms ?? "")),
      places: asBytes(row.places ?? ""),
      columns: texts,
    };
  };
  let at = 0;
  let size = Math.min(SINGLY, likely);
  const next = (): Promise<Pack<Name>> => {
    const reading = pack(texts.subarray(at, at + size));
    reading.catch(() => {}); // told where it is awaited
    at += size;
    size = at < likely ? Math.min(SINGLY, likely - at) : Math.min(SINGLY, size * 4);
    return reading;
  };
  const coming: Promise<Pack<Name>>[] = [];
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

/** Text after text of a pack: its number in the pack, and where its terms begin and end. */
export function* textsOf({ size, terms }: { readonly size: number; readonly terms: Int32Array }) {
  for (let text = 0, start = 0; text < size; text++) {
    let end = terms.indexOf(0, start);
    if (end === -1) end = terms.length;
    yield [text, start, end] as const;
    start = end + 1;
  }
}
