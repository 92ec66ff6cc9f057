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
  /** `same`: this much of both word for word, or this much of both alongside each other. */
  sameJaccard: 0.75,
  sameExtent: 0.9,
  /** `version`: this much of each runs alongside the other. */
  versionExtent: 0.3,
  /** `contains`: this much of the one, and of the other no more than this part of it. */
  containsExtent: 0.3,
  containsRatio: 0.65,
  /** `shares-passage`: a passage of this weight. */
  passageWeight: 25,
  /** Less shared weight than this is no evidence, unless it is this much of both: versions in plenty discount each other. */
  leastShared: 16,
  evidentExtent: 0.5,
  /** One form, filled in twice: so many names and numbers differ, and this share of all at the same places; fewer where none agrees. */
  formFacts: 3,
  formShare: 0.4,
  formFactsAlone: 2,
  /** Or so many numbers differ, and this share of all numbers, whatever the names. */
  formNumbers: 3,
  formNumberShare: 0.6,
} as const;

export type RelationThresholds = { readonly [Name in keyof typeof RELATION_THRESHOLDS]: number };

/**
 * Says what two texts are to each other, or null where they share too little. The other way round gives the same, mirrored.
 *
 * @example
 * const [cut, whole] = ["The ferry was late.", "The ferry was late. It had waited for the tide, the skipper said."];
 * const found = relate(compare(shingle(cut), shingle(whole)));
 * if (found?.kind === "contains") console.log(found.coverage);
 */
export function relate(comparison: Comparison, thresholds: RelationThresholds = RELATION_THRESHOLDS): Relation | null {
  const { jaccard, extent, shared, spans } = comparison;
  const t = thresholds;
  const longest = spans.reduce((most, { words }) => Math.max(most, words), 0);
  const heaviest = spans.reduce((most, { weight }) => Math.max(most, weight), 0);
  const [least, most] = [Math.min(...extent), Math.max(...extent)];
  const as = (kind: RelationKind, score: number): Relation => ({ kind, score, coverage: extent, longest });
  if (!isForm(comparison, t)) {
    if (jaccard >= t.sameJaccard || least >= t.sameExtent) return as("same", Math.max(jaccard, least));
    const evident = shared >= t.leastShared;
    if (evident && most >= t.containsExtent && least < t.containsRatio * most) return as("contains", most);
    if (least >= (evident ? t.versionExtent : t.evidentExtent)) return as("version", least);
  }
  return heaviest >= t.passageWeight ? as("shares-passage", most) : null;
}

/** Whether two texts are fillings of one form: alike in their words, while names and numbers at the same places differ. */
export function isForm({ facts }: Comparison, thresholds: RelationThresholds = RELATION_THRESHOLDS): boolean {
  const { formFacts, formShare, formFactsAlone, formNumbers, formNumberShare } = thresholds;
  const { numbersAgree, numbersDiffer } = facts;
  if (numbersDiffer >= formNumbers && numbersDiffer >= formNumberShare * (numbersAgree + numbersDiffer)) return true;
  if (facts.agree === 0) return facts.differ >= formFactsAlone;
  return facts.differ >= formFacts && facts.differ >= formShare * (facts.differ + facts.agree);
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The rules in words, with their numbers: for methods sections and for answers to "why". */
export const RELATION_RULES: Readonly<Record<RelationKind, string>> = (({
  sameJaccard,
  sameExtent,
  versionExtent,
  containsExtent,
  containsRatio,
  passageWeight,
}: RelationThresholds) => ({
  same: `${percent(sameJaccard)} of the three-word runs of both are shared, or ${percent(sameExtent)} of each text runs alongside the other`,
  version: `${percent(versionExtent)} of each text runs alongside the other`,
  contains: `${percent(containsExtent)} of one text runs alongside the other, and less than ${percent(containsRatio)} of that share the other way round`,
  "shares-passage": `a passage of about ${passageWeight} words or more stands in both, and not more`,
}))(RELATION_THRESHOLDS);
