// trend() and dispersion(): how often a pattern occurs over time, and how evenly over the parts of a selection.
import { refuseUnknown } from "@belowline/schema";
import { sql } from "kysely";
import { SPREAD_SOURCES, type Spread, spreadOf } from "../../measure/dispersion.ts";
import { readPattern } from "../../measure/pattern.ts";
import { PERIODS, type Period, periodsBetween } from "../../measure/periods.ts";
import { perMillion } from "./freq.ts";
import { type Lazy, lazily } from "./lazy.ts";
import { hitsOver, type PartCount } from "./over-parts.ts";
import { type Counted, counted, type Scope } from "./scope.ts";
import { oneOf } from "./wish.ts";

export interface TrendOptions {
  /** Periods in UTC; month unless told. Weeks begin on Monday. */
  readonly by?: Period;
}

export interface TrendPoint {
  /** First day of the period: "2026-03-01". */
  readonly from: string;
  readonly hits: number;
  readonly texts: number;
  readonly tokens: number;
  /** Null in a gap: a period without a token, of which nothing can be said. */
  readonly perMillion: number | null;
}

export interface Trend {
  readonly query: string;
  readonly counted: Counted;
  readonly by: Period;
  readonly hits: number;
  /** What stands in texts without a date, and is in no period. */
  readonly undated: { readonly texts: number; readonly tokens: number; readonly hits: number };
  /** Every period from the first to the last text, gaps included. */
  readonly rows: readonly TrendPoint[];
}

export function trend(scope: Scope, query: string, options: TrendOptions = {}): Lazy<Trend> {
  refuseUnknown("trend", options, ["by"]);
  const pattern = readPattern(query, "trend");
  const by = oneOf("trend({ by })", options.by ?? "month", PERIODS);
  return lazily(async () => {
    const whole = await counted(scope);
    const parts = await hitsOver(scope, pattern, periodOf(scope, by));
    const dated = new Map(parts.flatMap(({ part, ...row }) => (part === null ? [] : [[part, row] as const])));
    const none = { hits: 0, texts: 0, tokens: 0 };
    const { part: _, ...undated } = parts.find(({ part }) => part === null) ?? { part: null, ...none };
    const days = [...dated.keys()];
    const rows = (days.length === 0 ? [] : periodsBetween(days[0]!, days.at(-1)!, by)).map((from): TrendPoint => {
      const row = dated.get(from) ?? none;
      return { from, ...row, perMillion: row.tokens === 0 ? null : perMillion(row.hits, row.tokens) };
    });
    return {
      query: pattern.text,
      counted: whole,
      by,
      hits: sumOf(parts, "hits"),
      undated,
      rows,
    };
  });
}

const sumOf = (parts: readonly PartCount[], what: "hits" | "tokens"): number =>
  parts.reduce((sum, part) => sum + part[what], 0);

const periodOf = ({ source }: Scope, by: Period) =>
  sql`to_char(date_trunc(${sql.lit(by)}, ${source.at} at time zone 'UTC'), 'YYYY-MM-DD')`;

/** What a selection is cut into. */
export const PART_KINDS = ["article", "publisher", "month"] as const;
export type PartKind = (typeof PART_KINDS)[number];

export interface DispersionOptions {
  /** article (comments: all below one article) unless told. */
  readonly parts?: PartKind;
}

export interface Dispersion extends Spread {
  readonly query: string;
  readonly counted: Counted;
  readonly by: PartKind;
  /** In the parts. */
  readonly hits: number;
  /** N of the figures: tokens of the parts. */
  readonly n: number;
  readonly perMillion: number | null;
  /** What stands in texts that belong to no part, such as comments without a date when parts are months. */
  readonly apart: { readonly texts: number; readonly tokens: number; readonly hits: number };
  /** The paper of each figure. */
  readonly sources: typeof SPREAD_SOURCES;
}

export function dispersion(scope: Scope, query: string, options: DispersionOptions = {}): Lazy<Dispersion> {
  refuseUnknown("dispersion", options, ["parts"]);
  const pattern = readPattern(query, "dispersion");
  const by = oneOf("dispersion({ parts })", options.parts ?? "article", PART_KINDS);
  const { source } = scope;
  const part = { article: sql`${source.article}::text`, publisher: source.publisher, month: periodOf(scope, "month") }[
    by
  ];
  return lazily(async () => {
    const whole = await counted(scope);
    const all = await hitsOver(scope, pattern, part);
    const parts = all.filter((one) => one.part !== null);
    const [hits, n] = [sumOf(parts, "hits"), sumOf(parts, "tokens")];
    const { part: _, ...apart } = all.find((one) => one.part === null) ?? { part: null, texts: 0, tokens: 0, hits: 0 };
    return {
      query: pattern.text,
      counted: whole,
      by,
      hits,
      n,
      perMillion: n === 0 ? null : perMillion(hits, n),
      apart,
      ...spreadOf(parts),
      sources: SPREAD_SOURCES,
    };
  });
}
