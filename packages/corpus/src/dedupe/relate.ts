// What two texts are to each other, from how much they share: the rules, and their thresholds in one place.
import type { Comparison } from "./compare.ts";

export const RELATIONS = ["same", "version", "contains", "shares-passage"] as const;
export type RelationKind = (typeof RELATIONS)[number];

export interface Relation {
  readonly kind: RelationKind;
  /** How sure, from 0 to 1: the share that decided. */
  readonly score: number;
  /** How much of a stands in b, and of b in a. For `contains` the greater one belongs to the contained. */
  readonly coverage: readonly [ofA: number, ofB: number];
  /** Words of the longest passage that stands in both. */
  readonly longest: number;
}

/** All numbers of the rules. Shares are of weighted shingles, lengths in words. */
export const RELATION_THRESHOLDS = {
  /** `same`: this much of both... */
  sameJaccard: 0.7,
  /** ...or this much of the shorter, where the lengths are within `sameLength` of each other. */
  sameContainment: 0.9,
  sameLength: 0.8,
  /** `version`: this much of both, or of the shorter where the lengths are within `versionLength`. */
  versionJaccard: 0.15,
  versionContainment: 0.5,
  versionLength: 0.4,
  /** `contains`: this much of the shorter, which is shorter than `versionLength` of the longer. */
  containsContainment: 0.5,
  /** `shares-passage`: this many weighted shingles, and a passage of this many words. */
  passageShared: 20,
  passageWords: 25,
  /** Fewer weighted shared shingles than these are no evidence, unless the texts are the same. */
  leastShared: 8,
} as const;

export type RelationThresholds = { readonly [Name in keyof typeof RELATION_THRESHOLDS]: number };

/**
 * Says what two texts are to each other, or null where they share too little.
 */
export function relate(
  { jaccard, containment, shared, spans }: Comparison,
  a: { readonly words: number },
  b: { readonly words: number },
  thresholds: RelationThresholds = RELATION_THRESHOLDS,
): Relation | null {
  const t = thresholds;
  const longest = spans.reduce((most, { words }) => Math.max(most, words), 0);
  const most = Math.max(...containment);
  const lengths = Math.min(a.words, b.words) / Math.max(a.words, b.words, 1);
  const as = (kind: RelationKind, score: number): Relation => ({ kind, score, coverage: containment, longest });
  if (jaccard >= t.sameJaccard || (most >= t.sameContainment && lengths >= t.sameLength))
    return as("same", Math.max(jaccard, most * lengths));
  if (shared < t.leastShared) return null;
  if (lengths >= t.versionLength && (jaccard >= t.versionJaccard || most >= t.versionContainment))
    return as("version", Math.max(jaccard, most * lengths));
  if (most >= t.containsContainment) return as("contains", most);
  if (jaccard >= t.versionJaccard) return as("version", jaccard);
  if (shared >= t.passageShared && longest >= t.passageWords) return as("shares-passage", most);
  return null;
}
