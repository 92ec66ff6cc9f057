// collocates(): what stands near a pattern more often than chance would put it there.
import { refuseUnknown } from "@belowline/schema";
import { ASSOCIATIONS, type Association, expectedOf } from "../../measure/association.ts";
import { matcherOf } from "../../measure/match.ts";
import { readPattern } from "../../measure/pattern.ts";
import { find } from "./find.ts";
import { formsOf, inOrder, termCounts, termsThere } from "./freq.ts";
import { type Lazy, lazily } from "./lazy.ts";
import { type Counted, counted, fewest, type Scope } from "./scope.ts";
import { packs, TERMS } from "./stream.ts";
import { oneOf, wholeNumber } from "./wish.ts";

export interface CollocateOptions {
  /** Tokens on each side; 5 unless told. */
  readonly span?: number;
  /** What rows are sorted by; logDice unless told. Every row has all of them. */
  readonly measure?: Association;
  /** Only what stands in the windows so often; 3 unless told. */
  readonly min?: number;
  /** Rows at most; 100 unless told. */
  readonly limit?: number;
}

export interface Collocate {
  readonly form: string;
  /** Occurrences within the windows. */
  readonly observed: number;
  /** As many as chance would put there. */
  readonly expected: number;
  /** Occurrences in the selection. */
  readonly tokens: number;
  readonly scores: Readonly<Record<Association, number>>;
}

export interface CollocateList {
  readonly query: string;
  readonly counted: Counted;
  readonly span: number;
  readonly measure: Association;
  /** The paper of `measure`. */
  readonly source: string;
  /** Occurrences of the node. */
  readonly hits: number;
  /** Tokens in its windows; one that stands in two windows counts once. */
  readonly window: number;
  /** N of the scores: all tokens of the selection. */
  readonly n: number;
  readonly truncated: boolean;
  readonly rows: readonly Collocate[];
}

export function collocates(scope: Scope, query: string, options: CollocateOptions = {}): Lazy<CollocateList> {
  refuseUnknown("collocates", options, ["span", "measure", "min", "limit"]);
  const pattern = readPattern(query, "collocates");
  const span = wholeNumber("collocates({ span })", options.span ?? 5, 1, 50);
  const measure = oneOf("collocates({ measure })", options.measure ?? "logDice", ASSOCIATION_NAMES);
  const min = wholeNumber("collocates({ min })", options.min ?? 3, 1);
  const limit = wholeNumber("collocates({ limit })", options.limit ?? 100, 1);
  return lazily(async () => {
    const whole = await counted(scope);
    const found = await find(scope, pattern);
    const { near, window, hits } = await neighbours(scope, found, span);
    const terms = Array.from(near.keys()).filter((term) => near[term]! >= min);
    const everywhere = (await termCounts(scope)).tokens;
    const forms = await formsOf(scope.db, terms);
    const rows = terms.map((term): Collocate => {
      const tokens = everywhere[term]!;
      const together = { observed: near[term]!, window, node: hits, collocate: tokens, n: whole.tokens };
      const scores = Object.fromEntries(
        ASSOCIATION_NAMES.map((name) => [name, ASSOCIATIONS[name].score(together)]),
      ) as Record<Association, number>;
      return { form: forms.get(term)!, observed: near[term]!, expected: expectedOf(together), tokens, scores };
    });
    return {
      query: pattern.text,
      counted: whole,
      span,
      measure,
      source: ASSOCIATIONS[measure].source,
      hits,
      window,
      n: whole.tokens,
      truncated: rows.length > limit,
      rows: inOrder(rows, ({ scores }) => scores[measure]).slice(0, limit),
    };
  });
}

export const ASSOCIATION_NAMES = Object.keys(ASSOCIATIONS) as Association[];

/** Occurrences of each term in the windows of the node, the node's own tokens left out. */
async function neighbours(
  scope: Scope,
  { sequences, texts }: Awaited<ReturnType<typeof find>>,
  span: number,
): Promise<{ near: Int32Array; window: number; hits: number }> {
  const near = new Int32Array(await termsThere(scope.db));
  let [window, hits] = [0, 0];
  const { spans } = matcherOf(sequences);
  for await (const pack of packs(scope, texts, { columns: TERMS, from: fewest(scope) })) {
    for (let text = 0; text < pack.size; text++) {
      const terms = pack.at.terms(text);
      const found = spans(terms);
      if (found.length === 0) continue;
      hits += found.length;
      const own = new Set(found.flatMap(({ at, length }) => Array.from({ length }, (_, i) => at + i)));
      let next = 0;
      for (const { at, length } of found) {
        const to = Math.min(terms.length, at + length + span);
        for (let i = Math.max(next, at - span); i < to; i++) {
          if (own.has(i)) continue;
          near[terms[i]!]!++;
          window++;
        }
        next = Math.max(next, to);
      }
    }
  }
  return { near, window, hits };
}
