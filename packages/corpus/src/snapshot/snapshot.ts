// corpus.at(): every question, asked of a snapshot.
import type { ArticleRecord, CommenterRecord, CommentRecord } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { type ArticleColumns, articleQuestion } from "../query/articles.ts";
import type { CommentColumns, CommentField } from "../query/comment-fields.ts";
import { type CommenterColumns, commenterQuestion } from "../query/commenters.ts";
import { commentQuestion } from "../query/comments.ts";
import { type Coverage, coveredIn } from "../query/coverage.ts";
import { type DuplicateChoice, duplicatesOf } from "../query/duplicate-choice.ts";
import { type Selection, select } from "../query/selection.ts";
import { frozen } from "../query/standing.ts";
import { selectTexts, type TextSelection } from "../query/text-selection.ts";
import { type ThreadOptions, type TreeWith, threadTree } from "../query/thread.ts";
import { selectThreads, type ThreadSelection } from "../query/thread-selection.ts";
import type { ArticleWhere, CommenterWhere, CommentWhere } from "../query/where.ts";
import { reportOf } from "../report/report.ts";
import { checksumOf } from "./checksum.ts";
import { type Citation, type CitationOptions, citationOf } from "./cite.ts";
import { type SnapshotRecord, snapshotNamed } from "./freeze.ts";
import { erasedInWords } from "./words.ts";

/** What became of a snapshot. */
export interface Verified {
  /** The checksum is what it was. */
  readonly intact: boolean;
  readonly checksum: string;
  readonly found: string;
  /** Records that are gone: somebody used their right to be erased. */
  readonly erased: { readonly articles: number; readonly threads: number; readonly comments: number };
  /** In words, what can be said of one that is not intact; null of one that is. */
  readonly note: string | null;
}

/** A frozen state of the corpus, asked as the corpus itself is. Its rows, texts, clusters and counts stay what they were. */
export interface Snapshot {
  readonly record: SnapshotRecord;
  articles(options?: DuplicateChoice): TextSelection<ArticleRecord, ArticleWhere, ArticleColumns>;
  comments(options?: DuplicateChoice): TextSelection<CommentRecord, CommentWhere, CommentColumns>;
  threads(): ThreadSelection;
  commenters(): Selection<CommenterRecord, CommenterWhere, CommenterColumns>;
  thread<Field extends CommentField = CommentField>(
    articleId: string,
    options?: ThreadOptions<Field>,
  ): Promise<TreeWith<Field> | undefined>;
  /** What was here and what was missing. */
  coverage(): Promise<Coverage>;
  /** One self-contained HTML page, as of the corpus. */
  report(): Promise<string>;
  /**
   * Reads everything again and compares checksums.
   *
   * @example
   * const { intact } = await (await corpus.at("paper-2026")).verify();
   */
  verify(): Promise<Verified>;
  /**
   * @example
   * const { bibtex } = (await corpus.at("paper-2026")).cite({ authors: ["Sand, Imke"] });
   */
  cite(options?: CitationOptions): Citation;
}

/**
 * @param corpusId for what is told of it
 * @throws UsageError `usage/not-found`
 */
export async function snapshotAt(db: Database, given: string, corpusId: string): Promise<Snapshot> {
  const { no, record } = await snapshotNamed(db, given);
  const standing = frozen(no, record.name);
  const coverage = async (): Promise<Coverage> => {
    const { absent, broken } = record.methods;
    return { ...(await coveredIn(db, standing)), absent, broken };
  };
  return Object.freeze<Snapshot>({
    record,
    articles: (options = {}) => selectTexts(db, articleQuestion(standing, duplicatesOf("articles", options))),
    comments: (options = {}) => selectTexts(db, commentQuestion(standing, duplicatesOf("comments", options))),
    threads: () => selectThreads(db, standing),
    commenters: () => select(db, commenterQuestion(standing)),
    thread: (articleId, options) => threadTree(db, standing, articleId, options),
    coverage,
    report: async () => reportOf(db, { id: corpusId, standing, coverage: await coverage(), snapshot: record }),
    async verify() {
      const { rows } = await sql<{ articles: number; threads: number; comments: number }>`
        select (select count(*)::int from snapshot_article where snapshot = ${no}::integer) as articles,
          (select count(*)::int from snapshot_thread where snapshot = ${no}::integer) as threads,
          (select count(*)::int from snapshot_comment where snapshot = ${no}::integer) as comments`.execute(db);
      const [there, found] = [rows[0]!, await checksumOf(db, no)];
      const intact = found === record.checksum;
      const erased = {
        articles: record.articles - there.articles,
        threads: record.threads - there.threads,
        comments: record.comments - there.comments,
      };
      return { intact, checksum: record.checksum, found, erased, note: intact ? null : noteOf(erased) };
    },
    cite: (options) => citationOf(record, options),
  });
}

function noteOf(erased: Verified["erased"]): string {
  const gone = erasedInWords(erased);
  return gone === null
    ? "The counts are right and nothing was erased, so its rows were changed by other means."
    : `${gone} since. A checksum is of everything, so whether anything else changed cannot be told any more.`;
}
