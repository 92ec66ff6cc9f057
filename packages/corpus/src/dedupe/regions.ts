// Regions where two texts run alongside each other: shared passages and the changed words between them, with names and numbers.
import { SHINGLE_WORDS, type Shingled } from "./shingles.ts";
import type { Run } from "./spans.ts";

/** Words between two passages that are still the same sentence, changed. */
const GAP = 12;
/** Weight of shared shingles without which a region is chance: two phrases of the language in the same order. */
const LEAST = 5;

export interface Regions {
  readonly extent: readonly [ofA: number, ofB: number];
  readonly facts: Facts;
}

/** Names and numbers at matching places; the numbers among them apart, for a form has the same names every week. */
export interface Facts {
  readonly agree: number;
  readonly differ: number;
  readonly numbersAgree: number;
  readonly numbersDiffer: number;
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
  const tally = tallyOf(a, b);
  for (let from = 0; from < runs.length; ) {
    let to = from + 1;
    while (to < runs.length && follows(runs[to - 1]!, runs[to]!)) to++;
    const region = runs.slice(from, to);
    from = to;
    if (weigh(region, weightsA) < LEAST) continue;
    const [first, last] = [region[0]!, region.at(-1)!];
    inA.fill(1, first.i, last.i + last.length);
    inB.fill(1, first.j, last.j + last.length);
    // Both texts begin here: so do their first sentences, whoever they are about.
    if (first.i <= GAP && first.j <= GAP) tally.compare([0, first.i], [0, first.j]);
    for (const [k, run] of region.entries()) {
      const [endA, endB] = [run.i + run.length + SHINGLE_WORDS - 1, run.j + run.length + SHINGLE_WORDS - 1];
      tally.compare([run.i, endA], [run.j, endB]);
      const next = region[k + 1];
      if (next) tally.compare([endA, next.i], [endB, next.j]);
    }
  }
  return { extent: [partOf(inA, weightsA), partOf(inB, weightsB)], facts: tally.facts() };
}

type Stretch = readonly [from: number, to: number];

/** Counts the facts of two stretches that stand at the same place. */
function tallyOf(a: Shingled, b: Shingled): { compare(inA: Stretch, inB: Stretch): void; facts(): Facts } {
  let [agree, differ, numbersAgree, numbersDiffer] = [0, 0, 0, 0];
  const count = (inA: Stretch, inB: Stretch, least: 1 | 2): [same: number, other: number] => {
    const [here, there] = [factsIn(a, ...inA, least), factsIn(b, ...inB, least)];
    const same = here.filter((fact) => there.includes(fact)).length;
    return [same, Math.max(0, Math.min(here.length, there.length) - same)];
  };
  return {
    compare(inA, inB) {
      const [same, other] = count(inA, inB, 1);
      const [sameNumbers, otherNumbers] = count(inA, inB, 2);
      agree += same;
      differ += other;
      numbersAgree += sameNumbers;
      numbersDiffer += otherNumbers;
    },
    facts: () => ({ agree, differ, numbersAgree, numbersDiffer }),
  };
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

function factsIn({ facts, wordHashes }: Shingled, from: number, to: number, least: 1 | 2): number[] {
  const found: number[] = [];
  for (let i = from; i < Math.min(to, facts.length); i++) if (facts[i]! >= least) found.push(wordHashes[i]!);
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
