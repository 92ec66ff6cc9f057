// Shingles: each run of three words of a text as one 32-bit hash (Broder 1997), with the offsets it stands at.
import { isCapital, scanWords } from "./words.ts";

/** Words in a shingle. Three survive light rewording; two would be grammar, and five lose a text to one slip in five words. */
export const SHINGLE_WORDS = 3;

export interface Shingled {
  /** One hash for each place where a shingle begins, in reading order, repeats and all; unsigned. */
  readonly hashes: Uint32Array;
  /** Offsets of a shingle's first and behind its last character. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly words: number;
  /** One a word: its hash, and 1 where it is a name (a capital that begins no sentence), 2 where it is a number, else 0. */
  readonly wordHashes: Uint32Array;
  readonly facts: Uint8Array;
}

/** A text shorter than a shingle has one: all of its words. An empty one has none. */
export function shingleCount(words: number): number {
  return words === 0 ? 0 : Math.max(1, words - SHINGLE_WORDS + 1);
}

/** The hash of the shingle that begins at a word; missing words count as 0. */
export function shingleAt(words: Uint32Array, at: number, count: number): number {
  let hash = Math.imul(words[at]!, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15) ^ (at + 1 < count ? words[at + 1]! : 0), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ (at + 2 < count ? words[at + 2]! : 0), 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 16), 0x27d4eb2f);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/**
 * All shingles of a text, for an exact comparison.
 *
 * @example
 * const { hashes, words } = shingle("the ferry was late again");
 * hashes.length === words - 2;
 */
export function shingle(text: string): Shingled {
  const { count, words } = scanWords(text);
  const length = shingleCount(count);
  const hashes = new Uint32Array(length);
  const ends = new Uint32Array(length);
  for (let i = 0; i < length; i++) {
    hashes[i] = shingleAt(words.hashes, i, count);
    ends[i] = words.ends[Math.min(i + SHINGLE_WORDS, count) - 1]!;
  }
  const facts = new Uint8Array(count);
  for (let i = 0; i < count; i++) facts[i] = factAt(text, words.starts[i]!, words.ends[i]!);
  const starts = words.starts.slice(0, length);
  return { hashes, starts, ends, words: count, wordHashes: words.hashes.slice(0, count), facts };
}

/** Numbers, but for the noughts of thousands; and words with a capital where no sentence, line or quotation begins. */
function factAt(text: string, start: number, end: number): 0 | 1 | 2 {
  const unit = text.charCodeAt(start);
  if (unit >= 48 && unit <= 57) return end - start < 10 && !/^0+$/.test(text.slice(start, end)) ? 2 : 0;
  if (!isCapital(unit)) return 0;
  let before = start - 1;
  while (before >= 0 && text.charCodeAt(before) === 32) before--;
  const begins = before < 0 || /[.!?:\n"“”„«»‘(|–—-]/.test(text.charAt(before));
  return begins ? 0 : 1;
}
