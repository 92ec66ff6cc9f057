// TextSelection: a selection of records that have a text, and the measures that count its tokens.
import type { Database } from "../db/connection.ts";
import { type CollocateList, type CollocateOptions, collocates } from "./measure/collocates.ts";
import { type FreqOptions, type FrequencyList, freq, type GramList, ngrams } from "./measure/freq.ts";
import { type KeynessList, type KeynessOptions, keyness } from "./measure/keyness.ts";
import { type Concordance, type KwicOptions, kwic } from "./measure/kwic.ts";
import type { Lazy } from "./measure/lazy.ts";
import { keepScope, type Scope, scopeOf } from "./measure/scope.ts";
import {
  type Dispersion,
  type DispersionOptions,
  dispersion,
  type Trend,
  type TrendOptions,
  trend,
} from "./measure/trend.ts";
import type { SampleOptions } from "./sample.ts";
import {
  conditionOf,
  EVERYTHING,
  limitIn,
  type Question,
  type Selection,
  type State,
  sampleIn,
  select,
  whereIn,
} from "./selection.ts";
import type { TextSource } from "./text-source.ts";

/**
 * Records with a text. Measures count the tokens of their current texts (of articles the running text, without headline and
 * standfirst); nothing runs before `await`. The first one indexes the corpus; later ones what is new.
 *
 * A query is a word, a phrase (`harbour wall`), wildcards in a token (`harbour*`, `gr?y`), any token (`the * wall`), alternatives
 * (`ferry|boat`), or an expression on a whole folded token (`/colou?rs?/`, RE2).
 */
export interface TextSelection<Row, Where, Columns extends object = object> extends Selection<Row, Where, Columns> {
  where(filters: Where): TextSelection<Row, Where, Columns>;
  limit(rows: number): TextSelection<Row, Where, Columns>;
  sample(size: number, options: SampleOptions): TextSelection<Row, Where, Columns>;
  /**
   * Concordance: every occurrence with its context.
   *
   * @throws UsageError `usage/invalid-value` for a query that cannot be read
   * @example
   * const { lines, hits } = await corpus.comments().kwic("harbour*", { window: 5, sort: ["R1", "R2"] });
   */
  kwic(query: string, options?: KwicOptions): Lazy<Concordance>;
  /**
   * Types by frequency, and how many there are.
   *
   * @example
   * const { rows, types } = await corpus.comments().where({ publisher: "news.example" }).freq({ limit: 50 });
   */
  freq(options?: FreqOptions): Lazy<FrequencyList>;
  /**
   * Rows of n tokens (2 to 7) by frequency; none crosses the end of a text.
   *
   * @example
   * const { rows } = await corpus.articles().ngrams(2, { min: 5 });
   */
  ngrams(n: number, options?: FreqOptions): Lazy<GramList>;
  /**
   * What stands near a word, with logDice, MI, MI3, t, log-likelihood and Dice.
   *
   * @example
   * const { rows } = await corpus.comments().collocates("ferry", { span: 4, measure: "ll" });
   */
  collocates(query: string, options?: CollocateOptions): Lazy<CollocateList>;
  /**
   * What this selection has more than another, with log-likelihood, log ratio and %DIFF.
   *
   * @example
   * const { rows } = await corpus.comments().keyness(corpus.articles(), { measure: "logRatio", min: 20 });
   */
  keyness(reference: object, options?: KeynessOptions): Lazy<KeynessList>;
  /**
   * How evenly a word is spread over articles, publishers or months: range, Juilland's D, DP.
   *
   * @example
   * const { dp, range, parts } = await corpus.comments().dispersion("ferry", { parts: "month" });
   */
  dispersion(query: string, options?: DispersionOptions): Lazy<Dispersion>;
  /**
   * Occurrences by day, week, month, quarter or year, per million tokens; periods without a token are gaps.
   *
   * @example
   * for (const { from, perMillion } of (await corpus.comments().trend("ferry", { by: "week" })).rows) console.log(from, perMillion);
   */
  trend(query: string, options?: TrendOptions): Lazy<Trend>;
}

/** A question about records that have a text. */
export interface TextQuestion<Row, Where, Columns extends object = object> extends Question<Row, Where, Columns> {
  readonly texts: TextSource;
  /** What was chosen beside filters and narrows the texts, as results tell it. */
  readonly chosen: readonly object[];
}

export function selectTexts<Row, Where extends object, Columns extends object>(
  db: Database,
  question: TextQuestion<Row, Where, Columns>,
  state: State = EVERYTHING,
): TextSelection<Row, Where, Columns> {
  const scope: Scope = {
    db,
    source: question.texts,
    where: [...question.chosen, ...state.wheres],
    limit: state.most,
    snapshot: question.snapshot,
    settle: () => conditionOf(db, question, state),
  };
  const selection: TextSelection<Row, Where, Columns> = {
    ...select(db, question, state),
    where: (filters) => selectTexts(db, question, whereIn(question, state, filters)),
    limit: (most) => selectTexts(db, question, limitIn(state, most)),
    sample: (size, options) => selectTexts(db, question, sampleIn(question, state, size, options)),
    kwic: (query, options) => kwic(scope, query, options),
    freq: (options) => freq(scope, options),
    ngrams: (n, options) => ngrams(scope, n, options),
    collocates: (query, options) => collocates(scope, query, options),
    keyness: (reference, options) => keyness(scope, scopeOf(reference, "keyness(reference)"), options),
    dispersion: (query, options) => dispersion(scope, query, options),
    trend: (query, options) => trend(scope, query, options),
  };
  return keepScope(Object.freeze(selection), scope);
}
