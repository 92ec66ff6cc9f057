// The sketch of a text: those of its shingles whose hash is small, the same ones in every text that holds them.
import { shingleAt, shingleCount } from "./shingles.ts";
import { scanWords } from "./words.ts";

export interface Sketch {
  /** Hashes of the sampled shingles, ascending, each once; signed, so that they fit an `integer` column. */
  readonly keys: Int32Array;
  /** Shingles of the whole text, repeats and all. */
  readonly shingles: number;
  readonly words: number;
}

/** One shingle in 16 is kept, but never fewer than 16 of a text that has them, and never more than 1,024. */
export const SAMPLING = { scale: 16, least: 16, most: 1024 } as const;

const LIMIT = 2 ** 32 / SAMPLING.scale;
/** Of so many expected below a limit, the least number is nearly always there; fewer to be sorted are less work. */
const ENOUGH = 30;
/** Whether every text that holds this shingle keeps its key; the larger keys are kept by short texts only. */
export function isSampled(key: number): boolean {
  return key >>> 0 < LIMIT;
}

let kept = new Uint32Array(8192);

/**
 * What is stored of a text so that others with the same passages find it. A shingle is kept if its hash is below 2^32/16, so
 * that a long text that holds a short one keeps what the short one keeps; short texts keep their 16 smallest.
 *
 * @example
 * const { keys } = sketch("The harbour wall will be rebuilt, the council said.");
 */
export function sketch(text: string): Sketch {
  const { count, words } = scanWords(text);
  const shingles = shingleCount(count);
  const limit = Math.min(2 ** 32, LIMIT * Math.ceil((ENOUGH * SAMPLING.scale) / shingles));
  let { keys, distinct } = sample(words.hashes, count, shingles, limit);
  if (distinct < SAMPLING.least && limit < 2 ** 32)
    ({ keys, distinct } = sample(words.hashes, count, shingles, 2 ** 32));
  return { keys: new Int32Array(keys), shingles, words: count };
}

/** The smallest distinct hashes below a limit that is wide enough for the least number, cut to what belongs to the sketch. */
function sample(
  words: Uint32Array,
  count: number,
  shingles: number,
  limit: number,
): { keys: Uint32Array; distinct: number } {
  if (kept.length < shingles) kept = new Uint32Array(shingles * 2);
  let found = 0;
  for (let i = 0; i < shingles; i++) {
    const hash = shingleAt(words, i, count);
    if (hash < limit) kept[found++] = hash;
  }
  const sorted = kept.subarray(0, found).sort();
  let distinct = 0;
  let last = -1;
  for (let i = 0; i < found; i++) {
    const hash = sorted[i]!;
    if (hash === last) continue;
    if (distinct === SAMPLING.most || (distinct >= SAMPLING.least && hash >= LIMIT)) break;
    sorted[distinct++] = last = hash;
  }
  return { keys: sorted.subarray(0, distinct), distinct };
}
