// Runs of shingles that stand in both of two texts, and the weight of what they share; one pass over each.
import type { Shingled } from "./shingles.ts";

/** `length` shingles from place i of a and place j of b are the same. */
export interface Run {
  readonly i: number;
  readonly j: number;
  readonly length: number;
}

/** A shingle that stands more often than this is no anchor of a passage: a text of one repeated word stays linear. */
const PLACES = 8;

/** First place of each shingle by its hash, and the next place of the same one; grown when a longer text comes. */
let slots = new Int32Array(4096);
let next = new Int32Array(2048);

/** The passages of both in the order of a, each the longest from where it begins, no place used twice. */
export function findRuns(a: Shingled, b: Shingled): Run[] {
  const mask = index(b.hashes);
  const used = new Uint8Array(b.hashes.length);
  const runs: Run[] = [];
  for (let i = 0; i < a.hashes.length; i++) {
    const run = longest(a.hashes, b.hashes, used, i, firstPlace(b.hashes, a.hashes[i]!, mask));
    if (!run) continue;
    used.fill(1, run.j, run.j + run.length);
    runs.push(run);
    i += run.length - 1;
  }
  return runs;
}

export interface SharedWeight {
  readonly shared: number;
  readonly ofA: number;
  readonly ofB: number;
}

/** The weights of different shingles: of those in both (the lesser of the two), of those in a, of those in b. */
export function weighShared(a: Shingled, b: Shingled, weightsA: Float32Array, weightsB: Float32Array): SharedWeight {
  const [ownA, ofA] = weighOwn(a.hashes, weightsA);
  const mask = index(b.hashes);
  let [ofB, shared] = [0, 0];
  for (let j = 0; j < b.hashes.length; j++) if (firstPlace(b.hashes, b.hashes[j]!, mask) === j) ofB += weightsB[j]!;
  for (const i of ownA) {
    const j = firstPlace(b.hashes, a.hashes[i]!, mask);
    if (j >= 0) shared += Math.min(weightsA[i]!, weightsB[j]!);
  }
  return { shared, ofA, ofB };
}

/** First places of the different shingles, and their weight. */
function weighOwn(hashes: Uint32Array, weights: Float32Array): [places: number[], weight: number] {
  const mask = index(hashes);
  const places: number[] = [];
  let weight = 0;
  for (let i = 0; i < hashes.length; i++) {
    if (firstPlace(hashes, hashes[i]!, mask) !== i) continue;
    places.push(i);
    weight += weights[i]!;
  }
  return [places, weight];
}

/** Where a shingle first stands in the indexed text, or -1. */
function firstPlace(hashes: Uint32Array, hash: number, mask: number): number {
  for (let at = hash & mask; ; at = (at + 1) & mask) {
    const place = slots[at]!;
    if (place < 0 || hashes[place] === hash) return place;
  }
}

/** Fills the table of places; returns the mask of its size, a power of two with room to spare. */
function index(hashes: Uint32Array): number {
  let size = 64;
  while (size < hashes.length * 2) size *= 2;
  if (slots.length < size) slots = new Int32Array(size);
  if (next.length < hashes.length) next = new Int32Array(size);
  slots.fill(-1, 0, size);
  const mask = size - 1;
  // Backwards, so that the chain of a shingle begins with its first place.
  for (let j = hashes.length - 1; j >= 0; j--) {
    let at = hashes[j]! & mask;
    while (slots[at]! >= 0 && hashes[slots[at]!] !== hashes[j]) at = (at + 1) & mask;
    next[j] = slots[at]!;
    slots[at] = j;
  }
  return mask;
}

function longest(a: Uint32Array, b: Uint32Array, used: Uint8Array, i: number, first: number): Run | undefined {
  let [best, at] = [0, 0];
  for (let j = first, tried = 0; j >= 0 && tried < PLACES; j = next[j]!, tried++) {
    let n = 0;
    while (i + n < a.length && j + n < b.length && a[i + n] === b[j + n] && !used[j + n]) n++;
    if (n > best) [best, at] = [n, j];
  }
  return best > 0 ? { i, j: at, length: best } : undefined;
}
