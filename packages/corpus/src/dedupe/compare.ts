// Two texts compared shingle by shingle: how much they share, and where.
import type { Shingled } from "./shingles.ts";

export interface Span {
  /** Offsets into the two texts, end exclusive. */
  readonly a: readonly [start: number, end: number];
  readonly b: readonly [start: number, end: number];
  readonly words: number;
}

export interface Comparison {
  /** Shared weight over the weight of both. */
  readonly jaccard: number;
  /** How much of a stands in b, and of b in a: 0 to 1. */
  readonly containment: readonly [ofA: number, ofB: number];
  /** Weight of the shared shingles: their number, where nothing is discounted. */
  readonly shared: number;
  /** Passages that stand in both, in the order of a. */
  readonly spans: readonly Span[];
}

/** What a shingle counts, from 0 (boilerplate) to 1; undefined where it is not known, and its neighbours in the text decide. */
export type Weight = (shingle: number) => number | undefined;

/**
 * Compares two texts exactly. A weight discounts shingles that a publisher prints in many articles.
 */
export function compare(a: Shingled, b: Shingled, weight?: Weight): Comparison {
  const weightsA = weigh(a, weight);
  const weightsB = weigh(b, weight);
  const inA = heaviest(a, weightsA);
  const inB = heaviest(b, weightsB);
  let [ofA, ofB, shared] = [0, 0, 0];
  for (const [hash, own] of inA) {
    ofA += own;
    const other = inB.get(hash);
    if (other !== undefined) shared += Math.min(own, other);
  }
  for (const own of inB.values()) ofB += own;
  const part = (whole: number): number => (whole === 0 ? 0 : Math.min(1, shared / whole));
  return { jaccard: part(ofA + ofB - shared), containment: [part(ofA), part(ofB)], shared, spans: spansOf(a, b) };
}

/** The weight at each place of a text; where it is not known, that of the nearest place where it is. */
function weigh({ hashes }: Shingled, weight: Weight | undefined): Float64Array | undefined {
  if (!weight) return undefined;
  const weights = new Float64Array(hashes.length).fill(1);
  let last = -1;
  for (let i = 0; i < hashes.length; i++) {
    const own = weight(hashes[i]! | 0);
    if (own === undefined) continue;
    weights[i] = own;
    const middle = last < 0 ? 0 : (last + i + 1) >> 1;
    if (last >= 0) weights.fill(weights[last]!, last + 1, middle);
    weights.fill(own, middle, i);
    last = i;
  }
  if (last >= 0) weights.fill(weights[last]!, last + 1);
  return weights;
}

function heaviest({ hashes }: Shingled, weights: Float64Array | undefined): Map<number, number> {
  const of = new Map<number, number>();
  for (let i = 0; i < hashes.length; i++) {
    const own = weights ? weights[i]! : 1;
    const before = of.get(hashes[i]!);
    if (before === undefined || before < own) of.set(hashes[i]!, own);
  }
  return of;
}

/** A shingle that stands more often than this is no anchor of a passage: a text of one repeated word stays linear. */
const PLACES = 8;

/** Passages word for word in both: in reading order of a, each the longest from where it begins, no place used twice. */
function spansOf(a: Shingled, b: Shingled): Span[] {
  const places = new Map<number, number[]>();
  for (let j = 0; j < b.hashes.length; j++) {
    const list = places.get(b.hashes[j]!);
    if (!list) places.set(b.hashes[j]!, [j]);
    else if (list.length < PLACES) list.push(j);
  }
  const used = new Uint8Array(b.hashes.length);
  const spans: Span[] = [];
  for (let i = 0; i < a.hashes.length; ) {
    let [best, at] = [0, 0];
    for (const j of places.get(a.hashes[i]!) ?? []) {
      let n = 0;
      while (
        i + n < a.hashes.length &&
        j + n < b.hashes.length &&
        a.hashes[i + n] === b.hashes[j + n] &&
        used[j + n] === 0
      )
        n++;
      if (n > best) [best, at] = [n, j];
    }
    if (best === 0) {
      i++;
      continue;
    }
    used.fill(1, at, at + best);
    spans.push({
      a: [a.starts[i]!, a.ends[i + best - 1]!],
      b: [b.starts[at]!, b.ends[at + best - 1]!],
      words: Math.min(best + 2, a.words, b.words),
    });
    i += best;
  }
  return spans;
}
