// freq() and ngrams(): how often each type, or each row of n tokens, occurs.
import { refuseUnknown, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { countBigrams } from "../../measure/bigrams.ts";
import { countGrams, MOST_GRAMS } from "../../measure/ngrams.ts";
import { countsIn, type TermCounts } from "../../tokens/term-counts.ts";
import { type Lazy, lazily } from "./lazy.ts";
import { type Counted, counted, isWhole, type Scope, tokenIndex } from "./scope.ts";
import { termPieces } from "./stream.ts";
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
  /** Types over the square root of tokens. */
  readonly guiraud: number | null;
  /** The paper of each figure that has one. */
  readonly sources: typeof LEXIS_SOURCES;
}

export const LEXIS_SOURCES = { guiraud: "Guiraud 1954, Les caractères statistiques du vocabulaire" } as const;

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
    const { top, types, hapaxes, kept } = topOf(await termCounts(scope), min, limit);
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
      sources: LEXIS_SOURCES,
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

/** Tokens and texts of each term. */
export async function termCounts(scope: Scope): Promise<TermCounts> {
  if (isWhole(scope)) return await countsIn(scope.db, tokenIndex(scope));
  const size = await termsThere(scope.db);
  const counts = { tokens: new Int32Array(size), texts: new Int32Array(size) };
  const lastIn = new Int32Array(size);
  let text = 1;
  for await (const terms of termPieces(scope)) {
    text++;
    for (const term of terms) {
      if (term === 0) {
        text++;
        continue;
      }
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
  let [types, hapaxes, kept] = [0, 0, 0];
  /** How many of those kept have a count of so many binary digits. */
  const digits = new Int32Array(33);
  for (const count of tokens) {
    if (count <= 0) continue;
    types++;
    if (count === 1) hapaxes++;
    if (count < min) continue;
    kept++;
    digits[32 - Math.clz32(count)]!++;
  }
  // Only so many are sorted as can be among the first: most types are rare.
  let least = 32;
  for (let more = digits[least]!; least > 1 && more < limit; more += digits[least]!) least--;
  const bound = Math.max(min, 2 ** (least - 1));
  const top: number[] = [];
  for (let term = 1; term < tokens.length; term++) if (tokens[term]! >= bound) top.push(term);
  top.sort((a, b) => tokens[b]! - tokens[a]! || a - b);
  return {
    top: top.slice(0, limit).map((term) => ({ term, tokens: tokens[term]!, texts: texts[term]! })),
    types,
    hapaxes,
    kept,
  };
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
    const found =
      n === 2
        ? await countBigrams(() => termPieces(scope), (await termCounts(scope)).tokens, min, limit)
        : await countGrams(() => termPieces(scope), n, min, limit);
    if (found === undefined) {
      throw new UsageError(
        "usage/invalid-value",
        `ngrams: more than ${MOST_GRAMS} different ones; raise \`min\` or narrow the selection`,
        {},
      );
    }
    const { grams } = found;
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
