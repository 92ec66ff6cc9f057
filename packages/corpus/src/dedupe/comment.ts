// When a comment is a copy of another: by its text alone only where the text says enough to be nobody else's.
import { compare } from "./compare.ts";
import { type Shingled, shingle } from "./shingles.ts";

/** The rule for copied comments. "Well said." is written anew every day; a sentence of eight different words hardly ever is. */
export const COPIED_COMMENT = {
  /** Words that both must have, and different ones among them. */
  leastWords: 8,
  leastDistinct: 6,
  /** Near copies need more to go by: words, and the weighted share of both. */
  nearWords: 12,
  nearJaccard: 0.6,
} as const;

export type CommentRule = { readonly [Name in keyof typeof COPIED_COMMENT]: number };

export interface ReadComment extends Shingled {
  /** Different words among them. */
  readonly distinct: number;
}

/** @example
 * const told = readComment("The ferry has been late every single day of this wet winter.");
 * isTelling(told);
 */
export function readComment(text: string): ReadComment {
  const read = shingle(text);
  return { ...read, distinct: new Set(read.wordHashes).size };
}

/** Whether a text says enough for a copy of it to be a copy. */
export function isTelling(comment: ReadComment, rule: CommentRule = COPIED_COMMENT): boolean {
  return comment.words >= rule.leastWords && comment.distinct >= rule.leastDistinct;
}

/**
 * What one comment is to another by their texts: word for word the same, nearly so, or nothing to go by.
 *
 * @example
 * copied(readComment("Well said."), readComment("Well said!")); // null: anyone may say it
 */
export function copied(a: ReadComment, b: ReadComment, rule: CommentRule = COPIED_COMMENT): "exact" | "near" | null {
  if (!isTelling(a, rule) || !isTelling(b, rule)) return null;
  if (a.hashes.length === b.hashes.length && a.hashes.every((hash, i) => hash === b.hashes[i])) return "exact";
  if (Math.min(a.words, b.words) < rule.nearWords) return null;
  return compare(a, b).jaccard >= rule.nearJaccard ? "near" : null;
}
