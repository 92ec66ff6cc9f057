// freq() and ngrams(): how often each type, or each row of n tokens, occurs.
import { refuseUnknown, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { countGrams, MOST_GRAMS } from "../../measure/ngrams.ts";
import { type Lazy, lazily } from "./lazy.ts";
import { type Counted, counted, isWhole, type Scope, tokenIndex } from "./scope.ts";
import { termRows } from "./stream.ts";
import { wholeNumber } from "./wish.ts";

export interface FreqOptions {
  /** Rows at most; 100 unless told. */
  readonly limit?: number;
  /** Only what occurs so often; 1 unless told, for n-grams 2. */
  readonly min?: number;
}

export interface Frequency {
  readonly form: string;
  readonly tokens: number;
  readonly perMillion: number;
}

export interface TypeFrequency extends Frequency {
  /** In how many texts it occurs. */
  readonly texts: number;
}

/** Types and tokens of the selection as a whole. */
export interface Lexis {
  readonly types: number;
  /** Types that occur once. */
  readonly hapaxes: number;
  /** Types over tokens: falls as texts grow, so compare only what is of one size. */
  readonly typeTokenRatio: number | null;
  /** Types over the square root of tokens. Guiraud 1954, Les caractères statistiques du vocabulaire. */
  readonly guiraud: number | null;
}

export interface FrequencyList extends Lexis {
  readonly counted: Counted;
  /** There are more types than these rows. */
  readonly truncated: boolean;
  readonly rows: readonly TypeFrequency[];
}

export interface GramList {
  readonly counted: Counted;
  readonly n: number;
  /** All n-grams in the selection; none crosses the end of a text. */
  readonly total: number;
  readonly truncated: boolean;
  readonly rows: readonly Frequency[];
}

/** Ties by form, so that an answer does not depend on the order in which terms were first met. */
export const inOrder = <Row extends { readonly form: string }>(rows: Row[], score: (row: Row) => number): Row[] =>
  rows.sort((a, b) => score(b) - score(a) || (a.form < b.form ? -1 : 1));

export const perMillion = (tokens: number, of: number): number => (tokens * 1e6) / of;

export function freq(scope: Scope, options: FreqOptions = {}): Lazy<FrequencyList> {
  refuseUnknown("freq", options, ["limit", "min"]);
  const limit = wholeNumber("freq({ limit })", options.limit ?? 100, 1);
  const min = wholeNumber("freq({ min })", options.min ?? 1, 1);
  return lazily(async () => {
    const total = await counted(scope);
    const { top, types, hapaxes, kept } = isWhole(scope)
      ? await wholeCounts(scope, min, limit)
      : topOf(await termCounts(scope), min, limit);
    const forms = await formsOf(
      scope.db,
      top.map(({ term }) => term),
    );
    return {
      counted: total,
      types,
      hapaxes,
      typeTokenRatio: total.tokens === 0 ? null : types / total.tokens,
      guiraud: total.tokens === 0 ? null : types / Math.sqrt(total.tokens),
      truncated: kept > top.length,
      rows: inOrder(
        top.map(({ term, tokens, texts }) => ({
          form: forms.get(term)!,
          tokens,
          texts,
          perMillion: perMillion(tokens, total.tokens),
        })),
        ({ tokens }) => tokens,
      ),
    };
  });
}

interface Count {
  readonly term: number;
  readonly tokens: number;
  readonly texts: number;
}

interface Counts {
  readonly top: readonly Count[];
  readonly types: number;
  readonly hapaxes: number;
  /** Types with at least `min`. */
  readonly kept: number;
}

async function wholeCounts(scope: Scope, min: number, limit: number): Promise<Counts> {
  const { rows } = await sql<Count & { types: number; hapaxes: number; kept: number }>`
    with counts as materialized (
      select term, sum(tokens)::int as tokens, sum(texts)::int as texts from token_posting
      where kind = ${tokenIndex(scope)} group by term having sum(tokens) > 0
    ), figures as (
      select count(*)::int as types, count(*) filter (where tokens = 1)::int as hapaxes,
        count(*) filter (where tokens >= ${min})::int as kept from counts
    )
    select f.*, c.* from figures f left join lateral (
      select * from counts where tokens >= ${min} order by tokens desc, term limit ${limit}) c on true
    order by c.tokens desc, c.term`.execute(scope.db);
  const { types, hapaxes, kept } = rows[0]!;
  return { top: rows.filter(({ term }) => term !== null), types, hapaxes, kept };
}

/** Tokens and texts of each term, as arrays by term. */
export interface TermCounts {
  readonly tokens: Int32Array;
  readonly texts: Int32Array;
}

export async function termCounts(scope: Scope): Promise<TermCounts> {
  const size = await termsThere(scope.db);
  const counts = { tokens: new Int32Array(size), texts: new Int32Array(size) };
  const lastIn = new Int32Array(size);
  let text = 0;
  for await (const terms of termRows(scope)) {
    text++;
    for (const term of terms) {
      counts.tokens[term]!++;
      if (lastIn[term] === text) continue;
      lastIn[term] = text;
      counts.texts[term]!++;
    }
  }
  return counts;
}

/** Numbers of terms are below this. */
export async function termsThere(db: Database): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(id) as last from token_term`.execute(db);
  return (rows[0]!.last ?? 0) + 1;
}

function topOf({ tokens, texts }: TermCounts, min: number, limit: number): Counts {
  const kept: number[] = [];
  let [types, hapaxes] = [0, 0];
  for (let term = 1; term < tokens.length; term++) {
    if (tokens[term] === 0) continue;
    types++;
    if (tokens[term] === 1) hapaxes++;
    if (tokens[term]! >= min) kept.push(term);
  }
  kept.sort((a, b) => tokens[b]! - tokens[a]! || a - b);
  const top = kept.slice(0, limit).map((term) => ({ term, tokens: tokens[term]!, texts: texts[term]! }));
  return { top, types, hapaxes, kept: kept.length };
}

/** The forms of these terms. */
export async function formsOf(db: Database, terms: readonly number[]): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; form: string }>`
    select id, form from token_term where id = any(${terms}::integer[])`.execute(db);
  return new Map(rows.map(({ id, form }) => [id, form]));
}

export function ngrams(scope: Scope, n: number, options: FreqOptions = {}): Lazy<GramList> {
  refuseUnknown("ngrams", options, ["limit", "min"]);
  wholeNumber("ngrams(n)", n, 2, 7);
  const limit = wholeNumber("ngrams({ limit })", options.limit ?? 100, 1);
  const min = wholeNumber("ngrams({ min })", options.min ?? 2, 1);
  return lazily(async () => {
    const whole = await counted(scope);
    const found = await countGrams(() => termRows(scope), n, min);
    if (found === undefined) {
      throw new UsageError(
        "usage/invalid-value",
        `ngrams: more than ${MOST_GRAMS} different ones; raise \`min\` or narrow the selection`,
        {},
      );
    }
    const grams = found.grams(limit);
    const forms = await formsOf(scope.db, [...new Set(grams.flatMap(({ terms }) => terms))]);
    return {
      counted: whole,
      n,
      total: found.total,
      truncated: found.kept > grams.length,
      rows: inOrder(
        grams.map(({ terms, tokens }) => ({
          form: terms.map((term) => forms.get(term)!).join(" "),
          tokens,
          perMillion: perMillion(tokens, whole.tokens),
        })),
        ({ tokens }) => tokens,
      ),
    };
  });
}
