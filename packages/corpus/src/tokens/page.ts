// A page of texts: read, cut into tokens, and written as rows of terms.
import { type RawBuilder, sql } from "kysely";
import { copyIn } from "../db/copy-in.ts";
import { blob, copyOut, selected, text, whole } from "../db/copy-out.ts";
import type { Tx } from "../store/rows.ts";
import { type Rules, rulesFor } from "./rules.ts";
import type { Dictionary } from "./terms.ts";
import { cutInto } from "./tokenise.ts";
import { bytes, numbersOf } from "./varint.ts";

/** A text as it is now, and as the index has it. */
export interface TextRow {
  readonly id: string;
  readonly revision: number | null;
  /** Null where it is gone. */
  readonly text: string | null;
  /** As the database has them, to be written beside the terms: the text, its article, and when it was written. */
  readonly bytes: Uint8Array | null;
  readonly article: Uint8Array | null;
  readonly saidAt: Uint8Array | null;
  readonly language: string | null;
  /** Its number, where it was indexed before, and its terms then. */
  readonly no: number | null;
  readonly terms: Int32Array | null;
}

/** Texts read as one value. */
const TOGETHER = 2000;

/** `now` is a query over `due (id, place)` for id, revision, text, language, article_id and said_at. */
export async function readTexts(
  tx: Tx,
  index: string,
  ids: readonly string[],
  now: RawBuilder<unknown>,
): Promise<TextRow[]> {
  const rows: TextRow[] = [];
  for (let at = 0; at < ids.length; at += TOGETHER) {
    rows.push(...(await readTogether(tx, index, ids.slice(at, at + TOGETHER), now)));
  }
  return rows;
}

const COLUMNS = {
  revision: whole<number | null>(sql`now.revision`),
  text: blob<Buffer | null>(sql`now.text`),
  article: blob<Uint8Array | null>(sql`now.article_id`),
  saidAt: blob<Uint8Array | null>(sql`now.said_at`),
  language: text<string | null>(sql`now.language`),
  no: whole<number | null>(sql`t.no`),
  terms: blob<Uint8Array | null>(sql`t.terms`),
};

async function readTogether(
  tx: Tx,
  index: string,
  ids: readonly string[],
  now: RawBuilder<unknown>,
): Promise<TextRow[]> {
  const { at } = await copyOut(tx, COLUMNS, textsQuery(index, ids, now));
  return ids.map((id, i) => {
    const [terms, bytes] = [at.terms(i), at.text(i)];
    return {
      id,
      revision: at.revision(i),
      text: bytes?.toString() ?? null,
      bytes,
      article: at.article(i),
      saidAt: at.saidAt(i),
      language: at.language(i),
      no: at.no(i),
      terms: terms && numbersOf(terms),
    };
  });
}

export const textsQuery = (index: string, ids: readonly string[], now: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`
    with due as materialized (
      select * from unnest(${`{${ids.join(",")}}`}::uuid[]) with ordinality as d (id, place)
    ), now as (${now})
    select ${selected(COLUMNS)}
    from due left join now on now.id = due.id
    left join lateral (
      -- Fenced: a planner that believes the table empty would compare each text with every row of it.
      select no, terms from token_text where kind = ${index} and id = due.id offset 0
    ) t on true
    order by due.place`;

/** Texts in the dictionary's own numbers. */
export interface CutPage {
  readonly rows: readonly TextRow[];
  readonly rules: readonly string[];
  /** Types of all texts, one text after the other. */
  readonly types: Int32Array;
  /** Where each text ends in `types`. */
  readonly ends: readonly number[];
  /** For each token the signs since the end of the one before and its length, as LEB128. */
  readonly places: Buffer;
  readonly placeEnds: readonly number[];
}

/** Cuts texts some at a time. */
export interface Cutter {
  /** Cuts the next ones; false where none is left. */
  next(most: number): boolean;
  page(): CutPage;
}

export function cutter(rows: readonly TextRow[], { words }: Dictionary): Cutter {
  const there = rows.filter(({ text }) => text !== null);
  let types = new Int32Array(1 << 16);
  let count = 0;
  const places = bytes(1 << 16);
  const [ends, placeEnds, keys]: [number[], number[], string[]] = [[], [], []];
  const cut = (text: string, rules: Rules): void => {
    let last = 0;
    cutInto(text, rules, (start, end, folding) => {
      if (count === types.length) {
        const old = types;
        types = new Int32Array(count * 2);
        types.set(old);
      }
      types[count++] = words.of(text, start, end, folding, rules);
      places.push(start - last);
      places.push(end - start);
      last = end;
    });
    ends.push(count);
    placeEnds.push(places.length);
    keys.push(rules.key);
  };
  return {
    next(most) {
      const from = ends.length;
      for (const { text, language } of there.slice(from, from + most)) cut(text!, rulesFor(language));
      return ends.length < there.length;
    },
    page: () => ({
      rows: there,
      rules: keys,
      types: types.subarray(0, count),
      ends,
      places: places.view(),
      placeEnds,
    }),
  };
}

/** Texts with the number of each, in ascending order of numbers. */
export interface WrittenPage {
  readonly numbers: readonly number[];
  readonly terms: readonly Int32Array[];
}

/** Every type of the page must have its term. */
export async function writeTexts(tx: Tx, index: string, page: CutPage, dictionary: Dictionary): Promise<WrittenPage> {
  const { rows, rules, types, ends, places, placeEnds } = page;
  const numbers = await numbersFor(tx, rows);
  const all = types.map((type) => dictionary.terms[type]!);
  const written = bytes(all.length * 2);
  const termEnds: number[] = [];
  const terms: Int32Array[] = [];
  for (let i = 0, at = 0; i < ends.length; at = ends[i++]!) {
    for (let k = at; k < ends[i]!; k++) written.push(all[k]!);
    terms.push(all.subarray(at, ends[i]!));
    termEnds.push(written.length);
  }
  await copyIn(tx, "token_text", {
    no: numbers,
    kind: rows.map(utf8Of(() => index)),
    id: rows.map(({ id }) => Buffer.from(id.replaceAll("-", ""), "hex")),
    revision: Int32Array.from(rows, ({ revision }) => revision!),
    rules: rules.map(utf8Of((key) => key)),
    tokens: Int32Array.from(terms, ({ length }) => length),
    terms: pieces(written.view(), termEnds),
    places: pieces(places, placeEnds),
    article_id: rows.map(({ article }) => article),
    said_at: rows.map(({ saidAt }) => saidAt),
    text: rows.map(({ bytes }) => bytes),
  });
  const order = rows.map((_, i) => i).sort((a, b) => numbers[a]! - numbers[b]!);
  return { numbers: order.map((i) => numbers[i]!), terms: order.map((i) => terms[i]!) };
}

/** A text keeps its number: its old row goes. Those that come get the next ones; the lock of the index keeps others away meanwhile. */
async function numbersFor(tx: Tx, rows: readonly TextRow[]): Promise<Int32Array> {
  const old = rows.flatMap(({ no }) => (no === null ? [] : [no]));
  if (old.length > 0) await sql`delete from token_text where no = any(${listed(old)}::integer[])`.execute(tx);
  const made = rows.length - old.length;
  let next = made === 0 ? 0 : await takeNumbers(tx, made);
  return Int32Array.from(rows, ({ no }) => no ?? next++);
}

/** The first of so many in a row, drawn one by one: a writer's role may draw numbers, and not set them. */
async function takeNumbers(tx: Tx, count: number): Promise<number> {
  const { rows } = await sql<{ first: number }>`
    select min(no)::int as first from (
      select nextval(s) as no from pg_get_serial_sequence('token_text', 'no') s, generate_series(1, ${count}::integer)) x`.execute(
    tx,
  );
  return rows[0]!.first;
}

/** The same bytes for the same word: there are few. */
function utf8Of<Row>(word: (row: Row) => string): (row: Row) => Buffer {
  const known = new Map<string, Buffer>();
  return (row) => {
    const found = known.get(word(row));
    if (found !== undefined) return found;
    const made = Buffer.from(word(row));
    known.set(word(row), made);
    return made;
  };
}

const pieces = (all: Buffer, ends: readonly number[]): Buffer[] =>
  ends.map((end, i) => all.subarray(i === 0 ? 0 : ends[i - 1]!, end));

/** An array of numbers as the database reads it. */
const listed = (values: readonly number[]): string => `{${values.join(",")}}`;
