// Corpus: a record of the questions, bound to one open database.
import {
  type ArticleRecord,
  type AuthorMode,
  type CommenterRecord,
  type CommentRecord,
  privacyOf,
  type Reader,
  type Sink,
  StoreError,
} from "@belowline/schema";
import type { Tables } from "@belowline/schema/tables";
import type { Kysely, Transaction } from "kysely";
import { type CheckOptions, type CheckReport, check } from "./check/check.ts";
import { type Golden, pin, unpin } from "./check/golden.ts";
import { type Labels, labelsIn } from "./coding/labels.ts";
import type { Connection } from "./db/connection.ts";
import type { KeyKeeper } from "./db/privacy.ts";
import type { Settings } from "./db/setting.ts";
import type { EraseTarget } from "./erase/doomed.ts";
import { type EraseOptions, type EraseReport, type Erasing, erase, eraseAgain } from "./erase/erase.ts";
import { markerOf } from "./erase/marks.ts";
import { type RetainReport, type RetainWish, retain } from "./erase/retain.ts";
import type { Rows } from "./export/rows.ts";
import { type Jobs, jobsOver } from "./jobs/jobs.ts";
import { coverMentions } from "./mentions/mentions.ts";
import { type ArticleColumns, articleQuestion } from "./query/articles.ts";
import { type AsOf, standingOf } from "./query/as-of.ts";
import { boilerplateOf, type LearnedLine, type LineRuling, ruleLine } from "./query/boilerplate.ts";
import { captureOf, type StoredCapture } from "./query/capture.ts";
import type { CommentColumns, CommentField } from "./query/comment-fields.ts";
import { type CommenterColumns, commenterQuestion } from "./query/commenters.ts";
import { commentQuestion } from "./query/comments.ts";
import { type Coverage, type CoverageWish, coverageOf } from "./query/coverage.ts";
import { type DuplicateChoice, duplicatesOf } from "./query/duplicate-choice.ts";
import { type Duplicates, duplicatesIn } from "./query/duplicates/duplicates.ts";
import { type Gone, type GoneWish, goneFrom } from "./query/gone.ts";
import { type ArticleRevision, commentRevisionsOf, type RevisedComment, revisionsOf } from "./query/revisions.ts";
import { type Selection, select } from "./query/selection.ts";
import { TODAY } from "./query/standing.ts";
import { type Subcorpus, subcorporaOf } from "./query/subcorpora.ts";
import { selectTexts, type TextSelection } from "./query/text-selection.ts";
import { type ThreadOptions, type TreeWith, threadTree } from "./query/thread.ts";
import { selectThreads, type ThreadSelection } from "./query/thread-selection.ts";
import type { ArticleWhere, CommenterWhere, CommentWhere } from "./query/where.ts";
import { type Why, whyOf } from "./query/why.ts";
import { type ReextractOptions, type ReextractReport, reextract } from "./reextract/reextract.ts";
import { reportOf } from "./report/report.ts";
import { freeze, type SnapshotRecord, snapshotsOf } from "./snapshot/freeze.ts";
import { type Methods, methodsOf } from "./snapshot/methods.ts";
import { type Snapshot, snapshotAt } from "./snapshot/snapshot.ts";
import { bodyCase } from "./store/body.ts";
import { type DedupeOptions, type DedupeReport, dedupe } from "./store/duplicates/dedupe.ts";
import { sinkOf } from "./store/sink.ts";
import { type IndexOptions, indexTokens } from "./tokens/catch-up.ts";

/** An open corpus. Nothing runs before `await`. */
export interface Corpus extends AsyncDisposable {
  /** Names this corpus; its key file is called after it. */
  readonly id: string;
  readonly authors: AuthorMode;
  /** Where it lies, without a password. */
  readonly where: string;
  /** The tables, typed: for every question that has no method here. */
  readonly db: Kysely<Tables>;
  /**
   * What a crawl writes to. Needs the privacy key.
   *
   * @throws StoreError `store/key-mismatch`
   * @example
   * await crawl({ seeds: ["https://news.example/"], sink: corpus.sink() });
   */
  sink(): Sink;
  /**
   * Articles with their current revision, or with the one they had at a moment. Duplicates are marked by clusterId, unless told
   * otherwise.
   *
   * @example
   * const then = await corpus.articles({ asOf: "2026-03-02T12:00:00Z" });
   * const fresh = await corpus.articles().where({ publisher: "news.example", from: "2026-03-01", search: "ferry or harbour" });
   */
  articles(options?: DuplicateChoice & AsOf): TextSelection<ArticleRecord, ArticleWhere, ArticleColumns>;
  /**
   * Comments with their current text, or as they stood at a moment; those that vanished from the site are kept. Copies are marked by duplicateOf.
   *
   * @example
   * for await (const comment of corpus.comments().where({ search: "\"last ferry\"", maxDepth: 1 })) console.log(comment.text);
   */
  comments(options?: DuplicateChoice & AsOf): TextSelection<CommentRecord, CommentWhere, CommentColumns>;
  /**
   * Threads with the ledger of their last walk, or of the last one by a moment: announced, collected, and why they differ.
   *
   * @example
   * const missing = await corpus.threads().where({ complete: false });
   */
  threads(options?: AsOf): ThreadSelection;
  /**
   * People who comment, each within one publisher, with how much they wrote.
   *
   * @example
   * const regulars = await corpus.commenters().where({ publisher: "news.example", minComments: 20 });
   */
  commenters(options?: AsOf): Selection<CommenterRecord, CommenterWhere, CommenterColumns>;
  /**
   * Selections that were kept under a name, by `keepAs`.
   *
   * @example
   * for (const { name, records } of await corpus.subcorpora()) console.log(name, records);
   */
  subcorpora(): Promise<Subcorpus[]>;
  /**
   * Keeps the corpus as it stands under a name: rows, revisions, clusters, rules and versions, with a checksum. Nothing that comes
   * later changes it.
   *
   * @throws UsageError `usage/conflict` for a name that is taken
   * @example
   * const { checksum, articles, comments } = await corpus.freeze("paper-2026");
   */
  freeze(name: string): Promise<SnapshotRecord>;
  /**
   * A snapshot, asked as the corpus itself is.
   *
   * @throws UsageError `usage/not-found`
   * @example
   * const paper = await corpus.at("paper-2026");
   * const { rows } = await paper.comments().where({ maxDepth: 1 }).freq();
   */
  at(name: string): Promise<Snapshot>;
  /**
   * All snapshots, the oldest first.
   *
   * @example
   * for (const { name, madeAt, checksum } of await corpus.snapshots()) console.log(name, madeAt, checksum);
   */
  snapshots(): Promise<SnapshotRecord[]>;
  /**
   * What was crawled, what is missing, by which rules and versions: as facts, and as a paragraph for a paper.
   *
   * @example
   * const { paragraph, ethics } = await corpus.methods();
   */
  methods(): Promise<Methods>;
  /**
   * Brings the token index to date, which the first measure would do otherwise; `rebuild` makes it anew.
   *
   * @example
   * await corpus.indexTokens({ onProgress: ({ texts, waiting }) => console.error(texts, waiting) });
   */
  indexTokens(options?: IndexOptions): Promise<void>;
  /**
   * The conversation below an article as a tree, now or at a moment; of several threads the largest. Undefined where there is none.
   *
   * @example
   * const tree = await corpus.thread(article.id);
   * for (const path of tree?.paths() ?? []) console.log(path.map((comment) => comment.author).join(" < "));
   *
   * const shape = await corpus.thread(article.id, { fields: ["author"] }); // no text: a large thread comes several times as fast
   */
  thread<Field extends CommentField = CommentField>(
    articleId: string,
    options?: ThreadOptions<Field> & AsOf,
  ): Promise<TreeWith<Field> | undefined>;
  /**
   * All we know of an address: pages, captures, revisions with their evidence, threads with their walks.
   *
   * @example
   * const { pages, captures } = await corpus.why("https://news.example/ferry");
   */
  why(url: string): Promise<Why>;
  /**
   * What is here and what is missing, and why.
   *
   * @example
   * const { comments, incomplete } = await corpus.coverage({ publisher: "news.example" });
   */
  coverage(wish?: CoverageWish): Promise<Coverage>;
  /**
   * What the article at an address said, oldest first, and what changed each time, word by word.
   *
   * @example
   * const headlines = (await corpus.revisions("https://news.example/ferry")).map((revision) => revision.headline);
   */
  revisions(url: string): Promise<ArticleRevision[]>;
  /**
   * Comments below the article at an address that said several things, in reading order, with who changed what.
   *
   * @example
   * const edited = (await corpus.commentRevisions("https://news.example/ferry")).filter(({ revisions }) => revisions.at(-1)?.cause === "edit");
   */
  commentRevisions(url: string): Promise<RevisedComment[]>;
  /**
   * Articles and comments that a site took away since a moment, with the last text that was seen of them, and what went, came back
   * or was moderated in order.
   *
   * @throws UsageError `usage/invalid-value`
   * @example
   * const { articles, comments } = await corpus.gone({ since: "7d", publisher: "news.example" });
   */
  gone(wish: GoneWish): Promise<Gone>;
  /**
   * What a publisher prints again and again, and what is therefore kept out of its articles' texts; the most frequent first.
   *
   * @throws UsageError `usage/not-found` for a publisher that is not here
   * @example
   * for (const line of await corpus.boilerplate("news.example")) console.log(line.articles, line.of, line.text);
   */
  boilerplate(publisher: string): Promise<LearnedLine[]>;
  /**
   * Decides on a line of a publisher, given as its text: "keep" in every article, "drop" from every one, or "learn", which leaves
   * it to the counts again. Articles that change get a revision with the cause "extractor".
   *
   * @returns how many articles changed
   * @throws UsageError `usage/not-found` for a publisher that is not here, `usage/invalid-value`
   * @example
   * await corpus.ruleLine("news.example", "Part of our series on the harbour.", "keep");
   */
  ruleLine(publisher: string, text: string, ruling: LineRuling): Promise<number>;
  /**
   * Reads everything that is stored again, with the reader of today's scraper and without any network. What differs becomes a
   * revision with the cause "extractor"; where nothing differs, nothing is written. Needs the privacy key.
   *
   * @throws StoreError `store/key-mismatch`
   * @throws UsageError `usage/not-found` for a publisher that is not here
   * @example
   * const { articles, fields } = await corpus.reextract(reader(), { dryRun: true });
   */
  reextract(reader: Reader, options?: ReextractOptions): Promise<ReextractReport>;
  /**
   * Searches for duplicates among all articles and comments that are new since the last search; every crawl ends with one. What
   * was interrupted is finished first.
   *
   * @example
   * const { compared } = await corpus.dedupe({ rebuild: true });
   */
  dedupe(options?: DedupeOptions): Promise<DedupeReport>;
  /** What coders said of articles and comments; a filter too: `where({ label: { stance: "against" } })`. */
  readonly labels: Labels;
  /** Clusters, pairs, why two are duplicates or not, and a researcher's word on them. */
  readonly duplicates: Duplicates;
  /**
   * Holds each publisher's newest pages against its own past, and reads golden pages again with this reader, offline: which
   * field broke, and on which page first. Needs the privacy key where there are golden pages.
   *
   * @throws UsageError `usage/not-found` for a publisher that is not here
   * @example
   * const { broken, publishers } = await corpus.check(reader());
   */
  check(reader: Reader, options?: CheckOptions): Promise<CheckReport>;
  /**
   * This article reads right: every check will read its stored bytes again and expect the same. Needs the privacy key.
   *
   * @throws UsageError `usage/not-found`
   * @example
   * await corpus.pin(reader(), "https://news.example/2026/03/harbour/");
   */
  pin(reader: Reader, url: string): Promise<Golden>;
  /** @throws UsageError `usage/not-found` where it is not pinned */
  unpin(url: string): Promise<void>;
  /** Schedules, workers, and how they are doing. */
  readonly jobs: Jobs;
  /**
   * One exchange with its raw body. Needs the privacy key, unless the corpus was made with authors raw.
   *
   * @throws StoreError `store/key-mismatch`
   * @example
   * const page = new TextDecoder().decode((await corpus.capture(id))?.body);
   */
  capture(id: string): Promise<StoredCapture | undefined>;
  /**
   * Erases a comment, a commenter, an article with its threads, or a publisher: from every table, and the bytes of every capture that
   * prints it. A keyed tombstone stays, so that neither a crawl nor a re-extraction brings it back. Cannot be undone. Needs the
   * privacy key.
   *
   * @throws UsageError `usage/not-found` where nothing goes by that
   * @throws StoreError `store/key-mismatch`
   * @example
   * const { comments } = await corpus.erase({ commenter: "c_abcdefghijklmnop" }, { dryRun: true });
   */
  erase(target: EraseTarget, options?: EraseOptions): Promise<EraseReport>;
  /**
   * Comments as they may be handed on: where a text, or its markup, names somebody who writes in the same thread, it has their pseudonym
   * (`c_ambiguous` where two bear the name). What counts as naming, and what is missed, says docs/privacy.md. Needs the privacy key.
   *
   * @throws UsageError `usage/conflict` for a corpus without pseudonyms
   * @throws StoreError `store/key-mismatch`
   * @example
   * for await (const text of exportRecords(corpus.coverMentions(corpus.comments()), "jsonl")) process.stdout.write(text);
   */
  coverMentions(rows: Rows<CommentRecord>): Rows<CommentRecord>;
  /**
   * How long raw bodies are kept, and comments that their site took away: sets the rules and applies them now; each crawl's end applies
   * the one for bodies. What was read from a body stays; it cannot be read again. A comment that is gone is erased, which needs the key.
   *
   * @throws UsageError `usage/invalid-value`
   * @example
   * const { dropped, erased } = await corpus.retain({ bodies: "12mo", gone: "30d" });
   */
  retain(wish?: RetainWish): Promise<RetainReport>;
  /**
   * Runs `work` in one transaction: all of it or nothing. Inside, only the handle given to `work` may be used.
   *
   * @throws StoreError `store/nested-transaction`
   * @example
   * await corpus.transaction((tx) => tx.deleteFrom("event").where("at", "<", new Date("2020-01-01")).execute());
   */
  transaction<T>(work: (tx: Transaction<Tables>) => Promise<T>): Promise<T>;
  /**
   * One self-contained HTML page with plots of coverage, growth, depth and latency; it holds no script and loads nothing.
   *
   * @example
   * process.stdout.write(await corpus.report());
   */
  report(): Promise<string>;
  /** Ends all work and gives the folder free. May be called twice. */
  close(): Promise<void>;
}

/** What an erasure works with. */
const erasing = (connection: Connection, { authors }: Settings, key: KeyKeeper): Erasing => ({
  connection,
  privacy: () => privacyOf(authors, key()),
  bodies: bodyCase(authors, key),
  mark: markerOf(key),
  ledger: key.ledger,
});

/**
 * A corpus that was restored from before an erasure is erased again before anybody asks it.
 *
 * @throws StoreError `store/failed` where this user may not
 */
export async function forgetErased(connection: Connection, settings: Settings, key: KeyKeeper): Promise<void> {
  try {
    await eraseAgain(erasing(connection, settings, key));
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    throw new StoreError(
      "store/failed",
      `${connection.where}: this corpus is from before something was erased, and this user may not erase it again; open it once as its owner`,
      { where: connection.where, ledger: key.ledger ?? null },
      error,
    );
  }
}

export function corpusOver(connection: Connection, settings: Settings, key: KeyKeeper): Corpus {
  const { db } = connection;
  const { bodies, mark } = erasing(connection, settings, key);
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= connection.close());
  return Object.freeze<Corpus>({
    id: settings.corpusId,
    authors: settings.authors,
    where: connection.where,
    db,
    sink: () => sinkOf(connection, privacyOf(settings.authors, key()), bodies, mark),
    articles: (options = {}) => {
      const standing = standingOf("articles", options, ["duplicates"]);
      return selectTexts(db, articleQuestion(standing, duplicatesOf("articles", options)));
    },
    comments: (options = {}) => {
      const standing = standingOf("comments", options, ["duplicates"]);
      return selectTexts(db, commentQuestion(standing, duplicatesOf("comments", options)));
    },
    threads: (options = {}) => selectThreads(db, standingOf("threads", options)),
    commenters: (options = {}) => select(db, commenterQuestion(standingOf("commenters", options))),
    subcorpora: () => subcorporaOf(db),
    freeze: (name) => freeze(db, name, settings.authors),
    at: (name) => snapshotAt(db, name, settings.corpusId),
    snapshots: () => snapshotsOf(db),
    methods: () => methodsOf(db, settings.authors),
    indexTokens: (options) => indexTokens(db, options),
    thread<Field extends CommentField>(articleId: string, options: ThreadOptions<Field> & AsOf = {}) {
      const { asOf, ...rest } = options;
      return threadTree(db, standingOf("thread", asOf === undefined ? {} : { asOf }), articleId, rest);
    },
    why: (url) => whyOf(db, url),
    coverage: (wish) => coverageOf(db, wish),
    revisions: (url) => revisionsOf(db, url),
    commentRevisions: (url) => commentRevisionsOf(db, url),
    gone: (wish) => goneFrom(db, wish),
    boilerplate: (publisher) => boilerplateOf(db, publisher),
    ruleLine: (publisher, text, ruling) => ruleLine(db, publisher, text, ruling),
    reextract: (reader, options) => reextract(db, reader, privacyOf(settings.authors, key()), bodies, mark, options),
    dedupe: (options) => dedupe(db, options),
    labels: labelsIn(db, mark),
    duplicates: duplicatesIn(db),
    check: (reader, options) => check(db, reader, bodies, () => privacyOf(settings.authors, key()), options),
    pin: (reader, url) => pin({ db, reader, bodies, privacy: privacyOf(settings.authors, key()) }, url),
    unpin: (url) => unpin(db, url),
    jobs: jobsOver(connection),
    capture: (id) => captureOf(db, id, bodies),
    erase: (target, options) => erase(erasing(connection, settings, key), target, options),
    coverMentions: (rows) => coverMentions(db, privacyOf(settings.authors, key()), rows),
    retain: (wish = {}) => retain(erasing(connection, settings, key), wish),
    report: async () =>
      reportOf(db, { id: settings.corpusId, standing: TODAY, coverage: await coverageOf(db), snapshot: null }),
    transaction: (work) => db.transaction().execute(work),
    close,
    [Symbol.asyncDispose]: close,
  });
}
