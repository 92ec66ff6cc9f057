// Whether two samples come from the same source: two tests that assume no distribution, their effects, and where a sequence changed.

/** Two-sided probability of so great a difference by chance, and the size of the difference. */
export interface Difference {
  readonly p: number;
  /** For amounts Cliff's delta, for shares the difference of the shares; -1 to 1, positive where the second sample has more. */
  readonly effect: number;
}

/**
 * Wilcoxon's rank sum (Mann and Whitney 1947) with the normal approximation and its correction for ties.
 *
 * @see https://doi.org/10.1214/aoms/1177730491
 */
export function compareAmounts(before: readonly number[], after: readonly number[]): Difference {
  const [n, m] = [before.length, after.length];
  const { ranks, ties } = ranksOf([...before, ...after]);
  const sum = ranks.slice(n).reduce((total, rank) => total + rank, 0);
  const u = sum - (m * (m + 1)) / 2;
  const all = n + m;
  const variance = ((n * m) / 12) * (all + 1 - ties / (all * (all - 1)));
  const z = variance > 0 ? Math.max(0, Math.abs(u - (n * m) / 2) - 0.5) / Math.sqrt(variance) : 0;
  return { p: Math.min(1, 2 * upperTail(z)), effect: (2 * u) / (n * m) - 1 };
}

/** Fisher's exact test of a two by two table; two-sided by adding every table that is no likelier. */
export function compareShares(before: readonly boolean[], after: readonly boolean[]): Difference {
  const [n, m] = [before.length, after.length];
  const [a, b] = [before.filter(Boolean).length, after.filter(Boolean).length];
  const yes = a + b;
  const at = (x: number): number => logChoose(m, x) + logChoose(n, yes - x) - logChoose(n + m, yes);
  const found = at(b);
  let p = 0;
  for (let x = Math.max(0, yes - n); x <= Math.min(m, yes); x++) {
    const log = at(x);
    if (log <= found + 1e-9) p += Math.exp(log);
  }
  return { p: Math.min(1, p), effect: b / m - a / n };
}

/**
 * Where a sequence divides best into a before and an after: the index of the first value of the after.
 *
 * @param from no division earlier than this
 * @see Pettitt 1979, https://doi.org/10.2307/2346729
 */
export function changeIn(values: readonly number[], from: number): number {
  const { ranks } = ranksOf(values);
  const n = values.length;
  let [best, strongest, sum] = [from, -1, 0];
  for (let k = 0; k < n - 1; k++) {
    sum += ranks[k]!;
    const split = k + 1;
    if (split < from) continue;
    const strength = Math.abs(sum - (split * (n + 1)) / 2) / Math.sqrt(split * (n - split));
    if (strength > strongest) [best, strongest] = [split, strength];
  }
  return best;
}

/** Mean ranks from 1, and the sum of t³ - t over the ties. */
function ranksOf(values: readonly number[]): { readonly ranks: number[]; readonly ties: number } {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  let ties = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let k = start; k < end; k++) ranks[order[k]!] = (start + end + 1) / 2;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { ranks, ties };
}

/** The upper tail of the normal distribution, to 7.5e-8: Abramowitz and Stegun 26.2.17. Far out, where that is too coarse, a bound. */
function upperTail(z: number): number {
  if (z > 5) return Math.exp((-z * z) / 2) / (z * Math.sqrt(2 * Math.PI));
  const t = 1 / (1 + 0.2316419 * z);
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}

const logs: number[] = [0];
function logFactorial(n: number): number {
  for (let k = logs.length; k <= n; k++) logs.push(logs[k - 1]! + Math.log(k));
  return logs[n]!;
}
const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k);

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
