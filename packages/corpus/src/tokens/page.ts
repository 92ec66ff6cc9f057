// A page of texts: read, cut into tokens, and written as rows of terms.
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../store/rows.ts";
import { asBlob, asText } from "./blob.ts";
import { type Rules, rulesFor } from "./rules.ts";
import type { Dictionary } from "./terms.ts";
import { cutInto } from "./tokenise.ts";
import { bytes } from "./varint.ts";

/** A text as it is now, and as the index has it. */
export interface TextRow {
  readonly id: string;
  readonly revision: number | null;
  /** Null where it is gone. */
  readonly text: string | null;
  readonly language: string | null;
  /** Its number, where it was indexed before, and its terms then. */
  readonly no: number | null;
  readonly terms: string | null;
}

/** `now` is a query over `due (id, place)` for id, revision, text and language. */
export const readTexts = async (
  tx: Tx,
  index: string,
  ids: readonly string[],
  now: RawBuilder<unknown>,
): Promise<TextRow[]> => (await textsQuery(index, ids, now).execute(tx)).rows;

export const textsQuery = (index: string, ids: readonly string[], now: RawBuilder<unknown>): RawBuilder<TextRow> =>
  sql<TextRow>`
    with due as materialized (
      select * from unnest(${`{${ids.join(",")}}`}::uuid[]) with ordinality as d (id, place)
    ), now as (${now})
    select due.id, now.revision, now.text, now.language, t.no, ${asText(sql`t.terms`)} as terms
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
  const numbers = types.map((type) => dictionary.terms[type]!);
  const written = bytes(numbers.length * 2);
  const termEnds: number[] = [];
  const terms: Int32Array[] = [];
  for (let i = 0, at = 0; i < ends.length; at = ends[i++]!) {
    for (let k = at; k < ends[i]!; k++) written.push(numbers[k]!);
    terms.push(numbers.subarray(at, ends[i]!));
    termEnds.push(written.length);
  }
  const pieces = sql`select d.*, substring(p.terms from d.a + 1 for d.b - d.a) as terms, substring(p.places from d.c + 1 for d.d - d.c) as places
    from (select ${asBlob(written.view())} as terms,
      ${asBlob(places)} as places) p,
    unnest(${listed(rows.map(({ id }) => id))}::uuid[], ${listed(rows.map(({ no }) => no ?? "null"))}::integer[],
      ${listed(rows.map(({ revision }) => revision!))}::integer[], ${listed(rules.map((key) => key || '""'))}::text[],
      ${listed(terms.map(({ length }) => length))}::integer[], ${listed(begins(termEnds))}::integer[], ${listed(termEnds)}::integer[],
      ${listed(begins(placeEnds))}::integer[], ${listed(placeEnds)}::integer[])
      with ordinality as d (id, no, revision, rules, tokens, a, b, c, d, place)`;
  const old = rows.some(({ no }) => no !== null);
  if (old) {
    await sql`with given as (${pieces})
      update token_text t set revision = g.revision, rules = g.rules, tokens = g.tokens, terms = g.terms, places = g.places
      from given g where t.no = g.no`.execute(tx);
  }
  const { rows: made } = await sql<{ no: number; id: string }>`
    insert into token_text (kind, id, revision, rules, tokens, terms, places)
    select ${index}, g.id, g.revision, g.rules, g.tokens, g.terms, g.places from (${pieces}) g where g.no is null order by g.place
    returning no, id`.execute(tx);
  const noOf = new Map(made.map(({ no, id }) => [id, no]));
  const order = rows
    .map(({ id, no }, i) => ({ no: no ?? noOf.get(id)!, terms: terms[i]! }))
    .sort((a, b) => a.no - b.no);
  return { numbers: order.map(({ no }) => no), terms: order.map((one) => one.terms) };
}

/** None of no text: where all that is due was erased, nothing is written. */
const begins = (ends: readonly number[]): number[] => (ends.length === 0 ? [] : [0, ...ends.slice(0, -1)]);

/** An array of numbers, ids or plain words as the database reads it. */
const listed = (values: readonly (number | string)[]): string => `{${values.join(",")}}`;
