// drift(): which measures of a publisher's newest pages no longer look like its own past, and from which page on.
import { changeIn, compareAmounts, compareShares, type Difference, medianOf } from "./two-samples.ts";

/** One measure over a publisher's pages, oldest first. Null where a page has nothing to measure. */
export interface Series {
  readonly field: string;
  readonly values: readonly (number | boolean | null)[];
}

/** A measure that broke. */
export interface Drift {
  readonly field: string;
  /** Median of amounts, share of what is yes or no; before and now. */
  readonly was: number;
  readonly is: number;
  /** Two-sided, of this measure alone. */
  readonly p: number;
  /** Index of the first page where it is different. */
  readonly first: number;
}

/** Pages that are held against the past. Few, so that a break shows within a day of most publishers. */
export const RECENT = 20;
/** Fewer pages than this are no past. */
export const LEAST_PAST = 40;
/**
 * The probability that a publisher whose pages have not changed raises any alarm at one look; shared among its measures
 * (Bonferroni).
 */
export const LEVEL = 0.001;
/**
 * A difference must also be large: half way between "no more often greater" and "always greater" (Cliff's delta), or three
 * pages in ten. A weekend's shorter articles stay below; an extractor that reads another box does not.
 */
const LARGE = { amount: 0.5, share: 0.3 };

/** @param series of one publisher; measures with too few pages are left out */
export function drift(series: readonly Series[]): Drift[] {
  const judged = series.flatMap((one): { drift: Drift; difference: Difference; large: number }[] => {
    const at = one.values.flatMap((value, index) => (value === null ? [] : [index]));
    if (at.length < RECENT + LEAST_PAST) return [];
    const values = at.map((index) => one.values[index]!);
    const [past, recent] = [values.slice(0, -RECENT), values.slice(-RECENT)];
    const yesNo = typeof values[0] === "boolean";
    const middle = yesNo ? meanOf : medianOf;
    const [was, is] = [middle(past.map(Number)), middle(recent.map(Number))];
    // Nearer to what is than to what was: of the pages just before the break, few are, whatever their order.
    const turned = values.map((value) => (Math.abs(Number(value) - is) < Math.abs(Number(value) - was) ? 1 : 0));
    const difference = yesNo
      ? compareShares(past as boolean[], recent as boolean[])
      : compareAmounts(past as number[], recent as number[]);
    return [
      {
        drift: {
          field: one.field,
          was,
          is,
          p: difference.p,
          first: at[changeIn(turned, LEAST_PAST)]!,
        },
        difference,
        large: yesNo ? LARGE.share : LARGE.amount,
      },
    ];
  });
  return judged
    .filter(({ difference: { p, effect }, large }) => p < LEVEL / judged.length && Math.abs(effect) >= large)
    .map((one) => one.drift)
    .sort((a, b) => a.p - b.p);
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
