// Judging a pair of texts: compared word by word, the publishers' boilerplate counting less, and what that makes of the two.
import { type CommentRule, copied, readComment } from "../../dedupe/comment.ts";
import { type Comparison, compare, type Span } from "../../dedupe/compare.ts";
import { type Relation, type RelationKind, relate } from "../../dedupe/relate.ts";
import { type Shingled, shingle } from "../../dedupe/shingles.ts";
import { weightBy } from "../../dedupe/weight.ts";
import { hashOf } from "./shingles.ts";
import type { RecordKind } from "./texts.ts";

/** A text read for comparing, with how many wordings of its publisher hold each of its sampled shingles, in steps. */
export interface Read {
  /** Made when it is first asked for: where threads compare, never here. */
  shingled(): Shingled;
  readonly text: string;
  readonly held: ReadonlyMap<number, number>;
}

export interface Judgement {
  readonly comparison: Comparison;
  /** Null where they share too little. */
  readonly relation: Relation | null;
}

export function readFor(text: string, held: ReadonlyMap<number, number>): Read {
  let made: Shingled | undefined;
  const shingled = (): Shingled => {
    made ??= shingle(text);
    return made;
  };
  return { text, shingled, held };
}

/** What the two are to each other; mirrored, the other way round. `rule` is the corpus's for copied comments. */
export function judge(kind: RecordKind, a: Read, b: Read, rule: CommentRule): Judgement {
  const comparison = compare(a.shingled(), b.shingled(), weightBy(heldBy(kind, a, b)));
  if (kind === "article") return { comparison, relation: relate(comparison) };
  const copy = copied(readComment(a.text), readComment(b.text), rule);
  if (copy === null) return { comparison, relation: null };
  const { jaccard: score, containment: coverage, spans } = compare(a.shingled(), b.shingled());
  return { comparison, relation: { kind: "same", score, coverage, longest: longest(spans) } };
}

/** A pair as it is stored; `spans` are places in the texts of a and b. */
export interface Likeness {
  readonly a: number;
  readonly b: number;
  readonly kind: RelationKind;
  readonly score: number;
  readonly jaccard: number;
  readonly ofA: number;
  readonly ofB: number;
  readonly shared: number;
  readonly longest: number;
  readonly spans: readonly (readonly number[])[];
}

/** The pair of two wordings, the one whose leader has the smaller id first; undefined where they are nothing to each other. */
export function likenessOf(a: number, b: number, { comparison, relation }: Judgement): Likeness | undefined {
  if (relation === null) return undefined;
  return {
    a,
    b,
    kind: relation.kind,
    score: relation.score,
    jaccard: comparison.jaccard,
    ofA: relation.coverage[0],
    ofB: relation.coverage[1],
    shared: comparison.shared,
    longest: relation.longest,
    spans: comparison.spans.map((span) => [...span.a, ...span.b]),
  };
}

const longest = (spans: readonly Span[]): number => spans.reduce((most, { words }) => Math.max(most, words), 0);

/** What is boilerplate at one of the two publishers is no evidence that the texts are one. */
function heldBy(kind: RecordKind, a: Read, b: Read): Map<number, number> {
  const held = new Map<number, number>();
  for (const { held: own } of [a, b])
    for (const [hash, holders] of own) {
      const key = hashOf(kind, hash);
      held.set(key, Math.max(held.get(key) ?? 0, holders));
    }
  return held;
}
