// corpus.duplicates.pair(): two texts side by side, what they share, what that makes of them, and by which rule.
import { textDigest } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { LEAST_COVERAGE } from "../../dedupe/cluster.ts";
import type { CommentRule } from "../../dedupe/comment.ts";
import { isForm, RELATION_RULES, type RelationKind } from "../../dedupe/relate.ts";
import { commentRuleOf } from "../../store/duplicates/comment-rule.ts";
import { type Judgement, judge, readFor } from "../../store/duplicates/judge.ts";
import { LEAST_SHARED } from "../../store/duplicates/match.ts";
import { heldAt, indexOver, WORDING, type Wording } from "../../store/duplicates/readings.ts";
import { onlyByIndex } from "../../store/duplicates/shingles.ts";
import { LEAST_ARTICLE_WORDS } from "../../store/duplicates/take-in.ts";
import type { RecordKind } from "../../store/duplicates/texts.ts";
import { type DuplicateMember, type Known, pairAt } from "./member.ts";

/** A passage in both texts: offsets in UTF-16 code units, end exclusive. */
export interface SharedPassage {
  readonly a: readonly [start: number, end: number];
  readonly b: readonly [start: number, end: number];
  readonly words: number;
}

export interface PairExplanation {
  readonly of: RecordKind;
  readonly a: DuplicateMember & { readonly text: string; readonly clusterId: string | null };
  readonly b: DuplicateMember & { readonly text: string; readonly clusterId: string | null };
  /** What they are to each other; null where they share too little. */
  readonly kind: RelationKind | null;
  /** Shared shingles (three words in a row) over those of both, what a publisher prints again and again counting less. */
  readonly jaccard: number;
  /** How much of a runs alongside b, and of b alongside a: shared passages, and the few changed words between them. */
  readonly coverage: readonly [ofA: number, ofB: number];
  readonly passages: readonly SharedPassage[];
  /** Sampled shingles in both, by which they could find each other, and how many of these are too common to count. */
  readonly found: { readonly shared: number; readonly common: number };
  readonly together: boolean;
  readonly ruling: { readonly ruling: "merge" | "split"; readonly ruledAt: string } | null;
  /** In words: which rule applies, and why they are one cluster, or are not. */
  readonly reasons: readonly string[];
}

/** @throws UsageError `usage/not-found`, `usage/invalid-value` */
export async function explainPair(db: Database, one: string, other: string): Promise<PairExplanation> {
  const pair = await pairAt(db, "duplicates.pair", one, other);
  // As the search has it: the smaller id first.
  const swap = pair.a.member.id > pair.b.member.id;
  const [a, b] = swap ? [pair.b, pair.a] : [pair.a, pair.b];
  const rule = await commentRuleOf(db);
  const { judgement, wordings, found } = await judged(db, pair.kind, a, b, rule);
  const { rows } = await sql<{ ruling: "merge" | "split"; ruledAt: Date }>`
    select ruling, ruled_at from duplicate_ruling where a = ${a.member.id}::uuid and b = ${b.member.id}::uuid`.execute(
    db,
  );
  const ruling = rows[0] ? { ruling: rows[0].ruling, ruledAt: rows[0].ruledAt.toISOString() } : null;
  const [x, y] = [wordings.get(a.wording ?? -1), wordings.get(b.wording ?? -1)];
  const together = x?.representative != null && x.representative === y?.representative;
  const { comparison, relation } = judgement;
  const side = ({ member, text }: Known, clusterId: string | null = null) => ({ ...member, text, clusterId });
  const sides = [side(a, x?.representative), side(b, y?.representative)] as const;
  const [ofA, ofB] = comparison.extent;
  return {
    of: pair.kind,
    a: sides[swap ? 1 : 0],
    b: sides[swap ? 0 : 1],
    kind: relation?.kind ?? null,
    jaccard: comparison.jaccard,
    coverage: swap ? [ofB, ofA] : [ofA, ofB],
    passages: comparison.spans.map((span) => (swap ? { a: span.b, b: span.a, words: span.words } : span)),
    found,
    together,
    ruling,
    reasons: [
      ...(textDigest(a.text) === textDigest(b.text)
        ? [
            "They are exact copies: the same to the letter, but for blanks and the shapes of quotation marks and dashes.",
          ]
        : []),
      ...ruleOf(pair.kind, judgement, pair.a.member, pair.b.member, rule),
      ...clusterReasons(pair.kind, { a, b, relation, together, ruling, found, rule, same: x !== undefined && x === y }),
    ],
  };
}

type Stored = Wording & { readonly representative: string | null };

/** By today's rules, boilerplate and texts, whatever is stored of the pair. */
async function judged(
  db: Database,
  kind: RecordKind,
  a: Known,
  b: Known,
  rule: CommentRule,
): Promise<{ judgement: Judgement; wordings: Map<number, Stored>; found: PairExplanation["found"] }> {
  return await db.transaction().execute(async (tx) => {
    await onlyByIndex(tx);
    const numbers = [a.wording, b.wording].filter((number) => number !== null);
    const { rows } = await sql<Stored>`
      select ${WORDING}, w.representative from wording w where w.number = any(${numbers}::integer[])`.execute(tx);
    const wordings = new Map(rows.map((row) => [row.number, row]));
    const index = indexOver(tx);
    await index.look(rows.flatMap(({ hashes }) => [...hashes]));
    const read = ({ text, wording }: Known) => {
      const stored = wordings.get(wording ?? -1);
      return readFor(text, stored ? heldAt(stored, index) : new Map());
    };
    const [x, y] = [wordings.get(a.wording ?? -1), wordings.get(b.wording ?? -1)];
    const others = new Set(y?.hashes);
    const shared = (x?.hashes ?? []).filter((hash) => others.has(hash));
    const common = shared.filter((hash) => index.isCommon(hash)).length;
    return { judgement: judge(kind, read(a), read(b), rule), wordings, found: { shared: shared.length, common } };
  });
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

function ruleOf(
  kind: RecordKind,
  { comparison, relation }: Judgement,
  a: DuplicateMember,
  b: DuplicateMember,
  rule: CommentRule,
): string[] {
  const [ofA, ofB] = comparison.extent;
  const facts =
    `They share ${percent(comparison.jaccard)} of the runs of three words of both; ${percent(Math.max(ofA, ofB))} of one ` +
    `runs alongside the other, ${percent(Math.min(ofA, ofB))} the other way (${a.words} and ${b.words} words).`;
  if (kind === "comment") {
    return [
      facts,
      relation
        ? `copy: at least ${percent(rule.nearJaccard)} is shared, or the words are the same, in comments of ${rule.leastWords} words or more.`
        : `no copy: that takes ${percent(rule.nearJaccard)} of both in comments of ${rule.nearWords} words, or the same words in ones of ${rule.leastWords}, ${rule.leastDistinct} of them different.`,
    ];
  }
  const form = isForm(comparison)
    ? ["Their names and numbers differ at the same places, as in two fillings of one form: so they are no copies."]
    : [];
  return [
    facts,
    ...form,
    relation
      ? `${relation.kind}: ${RELATION_RULES[relation.kind]}.`
      : `no relation: a version takes that ${RELATION_RULES.version}; a shared passage, that ${RELATION_RULES["shares-passage"]}. What the publisher prints in many articles counts little.`,
  ];
}

interface Standing extends Pick<PairExplanation, "together" | "ruling" | "found"> {
  readonly a: Known;
  readonly b: Known;
  readonly relation: Judgement["relation"];
  readonly rule: CommentRule;
  /** One wording. */
  readonly same: boolean;
}

function clusterReasons(kind: RecordKind, { a, b, relation, together, ruling, found, rule, same }: Standing): string[] {
  if (ruling) {
    const decided = `${ruling.ruling === "merge" ? "merged" : "split"} by a researcher on ${ruling.ruledAt.slice(0, 10)}`;
    const held = (ruling.ruling === "merge") === together;
    return [held ? `They are ${decided}.` : `They are ${decided}, but another decision keeps them as they are.`];
  }
  if (same) return ["They are one cluster: word for word the same, at one publisher."];
  if (together) {
    return [
      relation ? "They are one cluster." : "They are one cluster because both are like a third text, its centre.",
    ];
  }
  if (a.wording === null || b.wording === null) {
    const least = kind === "article" ? LEAST_ARTICLE_WORDS : rule.leastWords;
    return [
      `They are not one cluster: one was not searched yet, or has fewer than ${least} words, too few to tell a copy.`,
    ];
  }
  if (relation === null) return ["They are not one cluster: they are not alike."];
  if (relation.kind === "shares-passage") return ["They are not one cluster: a shared passage joins none."];
  if (found.shared - found.common < LEAST_SHARED) {
    return [
      `They are not one cluster: of the sampled shingles in both (${found.shared}), fewer than ${LEAST_SHARED} are rare enough to find each other by.`,
    ];
  }
  if (Math.max(...relation.coverage) < LEAST_COVERAGE) {
    return [`They are not one cluster: less than ${percent(LEAST_COVERAGE)} of each runs alongside the other.`];
  }
  return [
    relation.kind === "contains"
      ? "They are not one cluster: the longer one is a round-up that holds other texts too, or one of them stands nearer to another cluster's centre."
      : "They are not one cluster: one of them stands nearer to the centre of another cluster.",
  ];
}
