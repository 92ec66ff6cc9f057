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
  const paired = units.map((codes) => codes.filter((code) => code !== null)).filter((codes) => codes.length > 1);
  const values = valuesOf(paired.flat(), level);
  const place = new Map(values.map((value, i) => [String(value), i]));
  const coincidences = values.map(() => new Float64Array(values.length));
  for (const codes of paired) {
    for (const [i, a] of codes.entries()) {
      for (const [j, b] of codes.entries()) {
        if (i !== j) coincidences[place.get(String(a))!]![place.get(String(b))!]! += 1 / (codes.length - 1);
      }
    }
  }
  const totals = coincidences.map((row) => row.reduce((sum, n) => sum + n, 0));
  const n = totals.reduce((sum, total) => sum + total, 0);
  const apart = distance(values, totals, level);
  let [observed, expected] = [0, 0];
  for (let c = 0; c < values.length; c++) {
    for (let k = 0; k < values.length; k++) {
      const worth = apart(c, k);
      observed += coincidences[c]![k]! * worth;
      expected += totals[c]! * totals[k]! * worth;
    }
  }
  return expected === 0 ? null : 1 - ((n - 1) * observed) / expected;
}

function valuesOf(codes: readonly Code[], level: Level): readonly (string | number)[] {
  const distinct = [...new Set(codes.map(String))];
  if (level === "nominal") return distinct;
  const numbers = distinct.map(Number);
  if (distinct.some((text) => text.trim() === "") || numbers.some((value) => !Number.isFinite(value))) {
    throw new UsageError("usage/invalid-value", `krippendorffAlpha: expected numbers as codes at the ${level} level`);
  }
  return distinct.sort((a, b) => Number(a) - Number(b));
}

/** The squared difference of two values by their places. */
function distance(
  values: readonly (string | number)[],
  totals: readonly number[],
  level: Level,
): (c: number, k: number) => number {
  const numbers = values.map(Number);
  if (level === "nominal") return (c, k) => (c === k ? 0 : 1);
  if (level === "interval") return (c, k) => (numbers[c]! - numbers[k]!) ** 2;
  if (level === "ratio") {
    return (c, k) => (c === k ? 0 : ((numbers[c]! - numbers[k]!) / (numbers[c]! + numbers[k]!)) ** 2);
  }
  const upTo = [0];
  for (const total of totals) upTo.push(upTo.at(-1)! + total);
  return (c, k) => {
    const [low, high] = c < k ? [c, k] : [k, c];
    return (upTo[high + 1]! - upTo[low]! - (totals[c]! + totals[k]!) / 2) ** 2;
  };
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
