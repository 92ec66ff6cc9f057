// Regions where two texts run alongside each other: shared passages and the changed words between them, with names and numbers.
import { SHINGLE_WORDS, type Shingled } from "./shingles.ts";
import type { Run } from "./spans.ts";

/** Words between two passages that are still the same sentence, changed. */
const GAP = 12;
/** Weight of shared shingles without which a region is chance: two phrases of the language in the same order. */
const LEAST = 5;

export interface Regions {
  readonly extent: readonly [ofA: number, ofB: number];
  readonly facts: { readonly agree: number; readonly differ: number };
}

/** Joins runs that follow each other closely in both texts, and weighs what they span. */
export function regionsOf(
  a: Shingled,
  b: Shingled,
  runs: readonly Run[],
  weightsA: Float32Array,
  weightsB: Float32Array,
): Regions {
  const [inA, inB] = [new Uint8Array(a.hashes.length), new Uint8Array(b.hashes.length)];
  let [agree, differ] = [0, 0];
  for (let from = 0; from < runs.length; ) {
    let to = from + 1;
    while (to < runs.length && follows(runs[to - 1]!, runs[to]!)) to++;
    const region = runs.slice(from, to);
    from = to;
    if (weigh(region, weightsA) < LEAST) continue;
    const [first, last] = [region[0]!, region.at(-1)!];
    inA.fill(1, first.i, last.i + last.length);
    inB.fill(1, first.j, last.j + last.length);
    for (const [k, run] of region.entries()) {
      agree += factsIn(a, run.i, run.i + run.length + SHINGLE_WORDS - 1).length;
      const next = region[k + 1];
      if (!next) continue;
      const gapA = factsIn(a, run.i + run.length + SHINGLE_WORDS - 1, next.i);
      const gapB = factsIn(b, run.j + run.length + SHINGLE_WORDS - 1, next.j);
      const same = gapA.filter((fact) => gapB.includes(fact)).length;
      agree += same;
      differ += Math.max(0, Math.min(gapA.length, gapB.length) - same);
    }
  }
  return { extent: [partOf(inA, weightsA), partOf(inB, weightsB)], facts: { agree, differ } };
}

function follows(before: Run, after: Run): boolean {
  const gapA = after.i - before.i - before.length;
  const gapB = after.j - before.j - before.length;
  const most = GAP + SHINGLE_WORDS;
  return gapA <= most && gapB >= 0 && gapB <= most;
}

function weigh(runs: readonly Run[], weights: Float32Array): number {
  let sum = 0;
  for (const { i, length } of runs) for (let k = i; k < i + length; k++) sum += weights[k]!;
  return sum;
}

function factsIn({ facts, wordHashes }: Shingled, from: number, to: number): number[] {
  const found: number[] = [];
  for (let i = from; i < Math.min(to, facts.length); i++) if (facts[i]) found.push(wordHashes[i]!);
  return found;
}

function partOf(inside: Uint8Array, weights: Float32Array): number {
  let [part, whole] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    whole += weights[i]!;
    if (inside[i]) part += weights[i]!;
  }
  return whole === 0 ? 0 : part / whole;
}
