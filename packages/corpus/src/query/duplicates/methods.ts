// corpus.duplicates.methods(): the paragraph for the methods section, with the rules and numbers that hold for this corpus.
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { LEAST_COVERAGE } from "../../dedupe/cluster.ts";
import { RELATION_RULES, RELATIONS } from "../../dedupe/relate.ts";
import { SHINGLE_WORDS } from "../../dedupe/shingles.ts";
import { SAMPLING } from "../../dedupe/sketch.ts";
import { ORDINARY } from "../../dedupe/weight.ts";
import { commentRuleOf } from "../../store/duplicates/comment-rule.ts";
import { LISTED } from "../../store/duplicates/common.ts";
import { LEAST_SHARED } from "../../store/duplicates/match.ts";
import { MOST_HOLDERS } from "../../store/duplicates/shingles.ts";
import { LEAST_ARTICLE_WORDS } from "../../store/duplicates/take-in.ts";
import type { RecordKind } from "../../store/duplicates/texts.ts";

interface Counts {
  readonly searched: number;
  readonly clustered: number;
  readonly clusters: number;
}

export async function duplicateMethods(db: Database): Promise<string> {
  const rule = await commentRuleOf(db);
  const articles = await countsOf(db, "article");
  const comments = await countsOf(db, "comment");
  const kinds = await sql<{ kind: string; n: number }>`
    select l.kind, count(*)::int as n from likeness l join wording w on w.number = l.a
    where w.kind = 'article' group by 1 order by 1`.execute(db);
  const rulings = await sql<{ merges: number; splits: number; waiting: number }>`
    select count(*) filter (where ruling = 'merge')::int as merges, count(*) filter (where ruling = 'split')::int as splits,
      (select count(*)::int from wording_of where stale) as waiting from duplicate_ruling`.execute(db);
  const { merges, splits, waiting } = rulings.rows[0]!;
  const percent = (share: number): string => `${Math.round(share * 100)}%`;
  const found = kinds.rows.map(({ kind, n }) => `${n} ${kind}`).join(", ") || "none";
  const sentences = [
    `Near-duplicates were looked for among ${articles.searched} articles of at least ${LEAST_ARTICLE_WORDS} words and among ${comments.searched} comments.`,
    `Texts were compared by their runs of ${SHINGLE_WORDS} words, without case and punctuation.`,
    `Candidates are pairs that have the same words, or share at least ${LEAST_SHARED} of their sampled runs (one in ${SAMPLING.scale}, at least ${SAMPLING.least} a text) that stand in at most ${MOST_HOLDERS} texts; of a text mostly made of commoner runs, ${LISTED} holders of each were candidates; each candidate pair was then compared in full.`,
    `Runs found in more than ${ORDINARY} texts of one publisher counted less, falling with the cube of their number.`,
    `Two articles run alongside each other where they share passages with at most a few changed words between. Relations: ${RELATIONS.map((kind) => `${kind}: ${RELATION_RULES[kind]}`).join("; ")} (pairs found: ${found}). Texts that differ in their names and numbers as two fillings of one form do, such as forecasts, were not taken for copies.`,
    `Clusters were formed around the article that covers most of its neighbours, each member with at least ${percent(LEAST_COVERAGE)} of its text alongside that centre; shared passages and round-ups join no cluster.`,
    `${articles.clustered} articles form ${articles.clusters} clusters; each is represented by the article published first, then seen first.`,
    `Comments are copies with the same words from ${rule.leastWords} words on (${rule.leastDistinct} of them different), or with ${percent(rule.nearJaccard)} of their runs in common from ${rule.nearWords} words on: ${comments.clustered} comments form ${comments.clusters} clusters.`,
    merges + splits === 0
      ? "No cluster was changed by hand."
      : `By hand, ${merges} pairs were merged and ${splits} were split.`,
    ...(waiting === 0 ? [] : [`${waiting} new or revised texts were not searched yet.`]),
  ];
  return sentences.join(" ");
}

async function countsOf(db: Database, kind: RecordKind): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select coalesce(sum(times), 0)::int as searched,
      coalesce(sum(times) filter (where representative is not null), 0)::int as clustered,
      count(distinct representative)::int as clusters
    from wording where kind = ${kind}`.execute(db);
  return rows[0]!;
}
