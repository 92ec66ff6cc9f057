// Agreement between coders: Krippendorff's alpha and Cohen's kappa.
import { UsageError } from "@belowline/schema";

export const LEVELS = ["nominal", "ordinal", "interval", "ratio"] as const;
/** Of measurement: what a difference between two codes is worth. All but nominal take numbers. */
export type Level = (typeof LEVELS)[number];

/** A code; null where a coder did not code the unit. */
export type Code = string | number | null;

/**
 * Krippendorff's alpha: 1 for perfect agreement, 0 for what chance would give; any number of coders, units may be missing.
 * Null where it is not defined: nothing was coded twice, or only one code was ever given.
 *
 * K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), by coincidences of values.
 *
 * @param units one row a unit, one code a coder
 * @throws UsageError `usage/invalid-value`
 * @example
 * const alpha = krippendorffAlpha([["for", "for"], ["against", "for"], ["against", "against"], ["for", null]]);
 */
export function krippendorffAlpha(units: readonly (readonly Code[])[], level: Level = "nominal"): number | null {
  if (!LEVELS.includes(level)) {
    throw new UsageError("usage/invalid-value", `krippendorffAlpha: expected a level of ${LEVELS.join(", ")}`);
  }
  const read: (code: string | number) => Value = level === "nominal" ? String : numberAt(level);
  const paired = units
    .map((codes) => codes.filter((code) => code !== null).map(read))
    .filter((codes) => codes.length > 1);
  const totals = new Map<Value, number>();
  for (const code of paired.flat()) totals.set(code, (totals.get(code) ?? 0) + 1);
  const apart = distance(totals, level);
  let observed = 0;
  for (const codes of paired) {
    let unit = 0;
    for (const [i, a] of codes.entries()) for (const b of codes.slice(i + 1)) unit += 2 * apart(a, b);
    observed += unit / (codes.length - 1);
  }
  const n = paired.reduce((sum, { length }) => sum + length, 0);
  const expected = expectedOf(totals, n, level, apart);
  return expected === 0 ? null : 1 - ((n - 1) * observed) / expected;
}

type Value = string | number;

/** Half of the world's spreadsheets write 1,5 for 1.5; "1,500" may be either, and is none. */
const numberAt =
  (level: Level) =>
  (code: string | number): number => {
    const text = String(code).replace(/^([+-]?\d+),(\d{1,2}|\d{4,})$/, "$1.$2");
    const value = text.trim() === "" ? Number.NaN : Number(text);
    const least = level === "ratio" ? 0 : Number.NEGATIVE_INFINITY;
    if (Number.isFinite(value) && value >= least) return value;
    throw new UsageError(
      "usage/invalid-value",
      `krippendorffAlpha: expected numbers as codes at the ${level} level${level === "ratio" ? ", from 0 on" : ""}; found "${code}"`,
    );
  };

/** The squared difference of two values. */
function distance(totals: ReadonlyMap<Value, number>, level: Level): (a: Value, b: Value) => number {
  if (level === "nominal") return (a, b) => (a === b ? 0 : 1);
  if (level === "interval") return (a, b) => (Number(a) - Number(b)) ** 2;
  if (level === "ratio") return (a, b) => (a === b ? 0 : ((Number(a) - Number(b)) / (Number(a) + Number(b))) ** 2);
  // How many codes lie below the middle of a value's own: a rank.
  const ranks = new Map<Value, number>();
  let below = 0;
  for (const [value, total] of [...totals].sort(([a], [b]) => Number(a) - Number(b))) {
    ranks.set(value, below + total / 2);
    below += total;
  }
  return (a, b) => (ranks.get(a)! - ranks.get(b)!) ** 2;
}

/** Differences of all codes with all others; of nominal ones, as many as there may be, without looking at each two. */
function expectedOf(
  totals: ReadonlyMap<Value, number>,
  n: number,
  level: Level,
  apart: (a: Value, b: Value) => number,
): number {
  if (level === "nominal") return [...totals.values()].reduce((sum, total) => sum - total * total, n * n);
  let expected = 0;
  for (const [a, some] of totals) for (const [b, others] of totals) expected += some * others * apart(a, b);
  return expected;
}

/**
 * Cohen's kappa of two coders over the units that both coded: 1 for perfect agreement, 0 for what chance would give. Null without
 * a unit, and where both gave one and the same code to all.
 *
 * J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960), 37-46.
 *
 * @example
 * const kappa = cohenKappa([["yes", "yes"], ["no", "yes"], ["no", "no"]]);
 */
export function cohenKappa(units: readonly (readonly [Code, Code])[]): number | null {
  const both = units.filter(([a, b]) => a !== null && b !== null).map(([a, b]) => [String(a), String(b)] as const);
  if (both.length === 0) return null;
  const count = (which: 0 | 1, code: string): number => both.filter((pair) => pair[which] === code).length;
  const codes = new Set(both.map(([a]) => a));
  const expected = [...codes].reduce((sum, code) => sum + count(0, code) * count(1, code), 0) / both.length ** 2;
  const observed = both.filter(([a, b]) => a === b).length / both.length;
  return expected === 1 ? null : (observed - expected) / (1 - expected);
}
