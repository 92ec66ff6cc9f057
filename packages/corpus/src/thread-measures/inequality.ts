// Inequality: how unevenly comments are spread over commenters.

/**
 * The Gini coefficient: 0 where all have the same, near 1 where one has all; null without a value above 0.
 * Mean absolute difference over twice the mean (Gini 1912), without the correction for small samples.
 *
 * @example
 * const coefficient = gini([12, 3, 1, 1]);
 */
export function gini(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  const sum = sorted.reduce((total, value) => total + value, 0);
  if (sum <= 0) return null;
  const weighted = sorted.reduce((total, value, i) => total + (2 * (i + 1) - n - 1) * value, 0);
  return weighted / (n * sum);
}

/** The middle value; the mean of the two in the middle of an even number; null of none. */
export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
