// Two texts compared word for word: how much they share, where, and whether they differ in their names and numbers.
import { type Facts, regionsOf } from "./regions.ts";
import { SHINGLE_WORDS, type Shingled } from "./shingles.ts";
import { findRuns, type Run, weighShared } from "./spans.ts";

export interface Span {
  /** Offsets into the two texts, end exclusive. */
  readonly a: readonly [start: number, end: number];
  readonly b: readonly [start: number, end: number];
  readonly words: number;
  /** What its shingles count together: no more than its words, less where it is boilerplate. */
  readonly weight: number;
}

export interface Comparison {
  /** Shared weight over the weight of both. */
  readonly jaccard: number;
  /** How much of a stands in b word for word, and of b in a: 0 to 1. */
  readonly containment: readonly [ofA: number, ofB: number];
  /**
   * How much of a runs alongside b, and of b alongside a: shared passages together with the short gaps between them, where the
   * same sentence was changed. Never less than what a passage holds; stays high under misprints and light rewording.
   */
  readonly extent: readonly [ofA: number, ofB: number];
  /** Weight of the shared shingles: their number, where nothing is discounted. */
  readonly shared: number;
  /** Names and numbers that stand at the same place of both and agree; or differ, as in two fillings of one form. */
  readonly facts: Facts;
  /** Passages that stand in both, in the order of a. */
  readonly spans: readonly Span[];
}

/** What a shingle counts, from 0 (boilerplate) to 1; undefined where it is not known, and its neighbours in the text decide. */
export type Weight = (shingle: number) => number | undefined;

/**
 * Compares two texts exactly; the other way round gives the same, mirrored. A weight discounts shingles that a publisher prints
 * in many articles; it is asked with the signed keys of sketches.
 *
 * @example
 * const [one, other] = ["The ferry was late again.", "Again, they said, the ferry was late."];
 * const { containment, spans } = compare(shingle(one), shingle(other));
 * for (const { a } of spans) console.log(one.slice(...a)); // passages that stand in both
 */
export function compare(a: Shingled, b: Shingled, weight?: Weight): Comparison {
  // Where a passage repeats, the one that is read first decides which is matched: so the order must not be the caller's.
  return comesFirst(a, b) ? compareInOrder(a, b, weight) : mirrored(compareInOrder(b, a, weight));
}

function comesFirst(a: Shingled, b: Shingled): boolean {
  if (a.words !== b.words) return a.words < b.words;
  const at = a.hashes.findIndex((hash, i) => hash !== b.hashes[i]);
  return at < 0 || a.hashes[at]! < b.hashes[at]!;
}

function mirrored({ containment, extent, spans, ...rest }: Comparison): Comparison {
  return {
    ...rest,
    containment: [containment[1], containment[0]],
    extent: [extent[1], extent[0]],
    spans: spans.map((span) => ({ ...span, a: span.b, b: span.a })).sort((x, y) => x.a[0] - y.a[0]),
  };
}

function compareInOrder(a: Shingled, b: Shingled, weight: Weight | undefined): Comparison {
  const runs = findRuns(a, b);
  const weightsA = weightsOf(a, runs, "i", weight);
  const weightsB = weightsOf(b, runs, "j", weight);
  const { shared, ofA, ofB } = weighShared(a, b, weightsA, weightsB);
  const part = (whole: number): number => (whole === 0 ? 0 : Math.min(1, shared / whole));
  return {
    jaccard: part(ofA + ofB - shared),
    containment: [part(ofA), part(ofB)],
    shared,
    ...regionsOf(a, b, runs, weightsA, weightsB),
    spans: runs.map((run) => spanOf(a, b, run, weightsA)),
  };
}

function spanOf(a: Shingled, b: Shingled, { i, j, length }: Run, weights: Float32Array): Span {
  let weight = 0;
  for (let k = i; k < i + length; k++) weight += weights[k]!;
  return {
    a: [a.starts[i]!, a.ends[i + length - 1]!],
    b: [b.starts[j]!, b.ends[j + length - 1]!],
    words: Math.min(length + SHINGLE_WORDS - 1, a.words, b.words),
    weight,
  };
}

/**
 * The weight at each place of a text. Where it is not known, that of the nearest place where it is: within the same shared run
 * if there is one, because boilerplate begins and ends where a run does.
 */
function weightsOf(
  { hashes }: Shingled,
  runs: readonly Run[],
  side: "i" | "j",
  weight: Weight | undefined,
): Float32Array {
  const weights = new Float32Array(hashes.length).fill(1);
  if (!weight) return weights;
  const known = new Float32Array(hashes.length);
  for (let i = 0; i < hashes.length; i++) known[i] = weight(hashes[i]! | 0) ?? -1;
  spread(known, weights, 0, hashes.length);
  for (const run of runs) spread(known, weights, run[side], run[side] + run.length);
  return weights;
}

/** Gives each place between two bounds the weight of the nearest known place between them; changes nothing where none is known. */
function spread(known: Float32Array, weights: Float32Array, from: number, to: number): void {
  let last = -1;
  for (let i = from; i < to; i++) {
    if (known[i]! < 0) continue;
    if (last >= 0) weights.fill(known[last]!, last, (last + i + 1) >> 1);
    weights.fill(known[i]!, last < 0 ? from : (last + i + 1) >> 1, i + 1);
    last = i;
  }
  if (last >= 0) weights.fill(known[last]!, last + 1, to);
}
