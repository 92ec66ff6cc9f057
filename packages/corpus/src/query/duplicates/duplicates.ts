// corpus.duplicates: the questions about duplicates, and the researcher's word on them.
import type { Database } from "../../db/connection.ts";
import type { CommentRule } from "../../dedupe/comment.ts";
import { chooseCommentRule } from "../../store/duplicates/choose-comment-rule.ts";
import { commentRuleOf } from "../../store/duplicates/comment-rule.ts";
import { type HandedOut, handOut } from "../../store/duplicates/hand-out.ts";
import { type DuplicateRuling, ruleDuplicates } from "../../store/duplicates/ruling.ts";
import { type TakenBack, takeBack } from "../../store/duplicates/take-back.ts";
import {
  type ClusterWish,
  clustersOf,
  clusterWith,
  type DuplicateCluster,
  type DuplicatePair,
  type PairWish,
  pairsOf,
} from "./clusters.ts";
import { pairAt } from "./member.ts";
import { duplicateMethods } from "./methods.ts";
import { explainPair, type PairExplanation } from "./pair.ts";

export interface Duplicates {
  /**
   * Clusters of near-duplicates with the evidence for each member, the largest first.
   *
   * @throws UsageError `usage/unknown-option`, `usage/invalid-value`
   * @example
   * for await (const { members } of corpus.duplicates.clusters({ of: "comments" })) console.log(members.length, members[0]?.url);
   */
  clusters(wish?: ClusterWish): AsyncIterable<DuplicateCluster>;
  /**
   * The cluster of an article, by address or id, or of a comment, by id; undefined where it has no duplicates. `self` is its id.
   *
   * @throws UsageError `usage/not-found`, `usage/invalid-value`
   * @example
   * const copies = (await corpus.duplicates.clusterOf("https://news.example/ferry"))?.members;
   */
  clusterOf(place: string): Promise<(DuplicateCluster & { readonly self: string }) | undefined>;
  /**
   * Pairs of one kind, whether they are in one cluster or not; the surest first.
   *
   * @throws UsageError `usage/unknown-option`, `usage/invalid-value`
   * @example
   * const quoted = await corpus.duplicates.pairs({ kind: "shares-passage", publisher: "news.example" });
   */
  pairs(wish: PairWish): Promise<DuplicatePair[]>;
  /**
   * Compares two articles, by address or id, or two comments by id, and says which rule makes them duplicates, or why they are none.
   *
   * @throws UsageError `usage/not-found`, `usage/invalid-value` for an article and a comment
   * @example
   * const { reasons, passages } = await corpus.duplicates.pair("https://news.example/ferry", "https://other.example/ferry");
   */
  pair(a: string, b: string): Promise<PairExplanation>;
  /**
   * Decides on two: "merge" puts them into one cluster, "split" keeps them apart, "undo" takes a decision back. It holds at once,
   * and whatever comes later.
   *
   * @throws UsageError `usage/not-found`, `usage/invalid-value`
   * @example
   * await corpus.duplicates.rule("https://news.example/ferry", "https://other.example/ferry", "split");
   */
  rule(a: string, b: string, ruling: DuplicateRuling): Promise<void>;
  /**
   * From how many words on a comment is a copy by its text alone, and how much of near copies is shared, in this corpus.
   *
   * @example
   * const { leastWords, nearJaccard } = await corpus.duplicates.commentRule();
   */
  commentRule(): Promise<CommentRule>;
  /**
   * Chooses another rule for copied comments; what is not named stays, and null is the rule of this version. It is stored with the
   * corpus, told by methods(), and all comments are searched by it at once: that takes as long as their first search.
   *
   * @throws UsageError `usage/unknown-option`, `usage/invalid-value`
   * @example
   * await corpus.duplicates.chooseCommentRule({ leastWords: 5, leastDistinct: 4 });
   */
  chooseCommentRule(rule: Partial<CommentRule> | null): Promise<CommentRule>;
  /**
   * Leaves the search for pairs to another engine, as docs/duplicates.md tells: `folder` gets all texts and shingles as Parquet, and
   * the query that finds candidates. What arrives meanwhile is searched here as ever; `dedupe({ rebuild: true })` takes all of it back.
   *
   * @throws UsageError `usage/conflict` for a folder that holds something
   * @example
   * const { wordings } = await corpus.duplicates.handOut("./elsewhere");
   */
  handOut(folder: string): Promise<HandedOut>;
  /**
   * Takes the pairs of a hand-out back, all of them, as comparePairs() wrote them, and makes clusters of them.
   *
   * @throws UsageError `usage/invalid-value` for a line that is no pair, `usage/conflict` where nothing is handed out
   * @example
   * import { open } from "node:fs/promises";
   * const { taken } = await corpus.duplicates.takeBack((await open("found.jsonl")).readLines());
   */
  takeBack(lines: AsyncIterable<string> | Iterable<string>): Promise<TakenBack>;
  /**
   * One paragraph for the methods section of a paper: rules, thresholds and counts.
   *
   * @example
   * console.log(await corpus.duplicates.methods());
   */
  methods(): Promise<string>;
}

export const duplicatesIn = (db: Database): Duplicates =>
  Object.freeze<Duplicates>({
    clusters: (wish) => clustersOf(db, wish),
    clusterOf: (place) => clusterWith(db, place),
    pairs: (wish) => pairsOf(db, wish),
    pair: (a, b) => explainPair(db, a, b),
    async rule(a, b, ruling) {
      const pair = await pairAt(db, "duplicates.rule", a, b);
      await ruleDuplicates(db, { kind: pair.kind, a: pair.a.member.id, b: pair.b.member.id }, ruling);
    },
    handOut: (folder) => handOut(db, folder),
    takeBack: (lines) => takeBack(db, lines),
    commentRule: () => commentRuleOf(db),
    chooseCommentRule: (rule) => chooseCommentRule(db, rule),
    methods: () => duplicateMethods(db),
  });
