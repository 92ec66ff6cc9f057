// Common shingles: what the index still says of one that more wordings hold than it looks at.
import { ORDINARY } from "../../dedupe/weight.ts";
import { type Holder, MOST_HOLDERS, stepOf } from "./shingles.ts";

/** Of the wordings that hold a common shingle those with the smallest numbers, which it still finds. */
export const LISTED = 16;

/** A text of which this share of the sampled shingles is common is itself what is printed everywhere. */
const MOSTLY = 0.75;
/** A publisher with more wordings than these prints a note below its articles, not versions of a story. */
const MOST_VERSIONS = 40;

interface Asked {
  isCommon(hash: number): boolean;
  steps(hash: number): ReadonlyMap<string, number>;
}

/**
 * Whether a text is told everywhere: then its common shingles are looked for among the listed, and count. Those of any other are
 * boilerplate.
 */
export function isToldEverywhere({ hashes, publisherId }: Holder, index: Asked): boolean {
  const told = hashes.filter(
    (hash) => index.isCommon(hash) && (index.steps(hash).get(publisherId) ?? 0) <= MOST_VERSIONS,
  );
  return told.length >= MOSTLY * hashes.length;
}

/**
 * How many wordings of each publisher hold a shingle, in steps, ordinary numbers left out. Numbers are hashes: so the first
 * hundred holders are a fair sample of all, and the hundredth tells by its place how many there are (Bar-Yossef et al.,
 * "Counting distinct elements in a data stream", 2002). One in the sample is no evidence of more.
 */
export function stepsAmong(
  holders: readonly number[],
  publisherOf: (wording: number) => string | undefined,
): ReadonlyMap<string, number> {
  const sample = holders.slice(0, MOST_HOLDERS);
  const isAll = sample.length === holders.length;
  const part = isAll ? 1 : (sample.at(-1)! + 2 ** 31) / 2 ** 32;
  const scale = isAll ? 1 : (MOST_HOLDERS - 1) / part / MOST_HOLDERS;
  const counts = new Map<string, number>();
  for (const wording of sample) {
    const publisher = publisherOf(wording) ?? "";
    counts.set(publisher, (counts.get(publisher) ?? 0) + 1);
  }
  const steps = new Map<string, number>();
  for (const [publisher, own] of counts) {
    const step = stepOf(Math.min(1 + (own - 1) * scale, MOST_HOLDERS + 1));
    if (step > ORDINARY) steps.set(publisher, step);
  }
  return steps;
}
