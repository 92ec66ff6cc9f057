// Records: an article and a comment as exports and queries hand them out. These shapes are stable.
import type { ArticleImage, Block } from "./article.ts";
import type { CommentState, ParentFrom, Votes } from "./comment.ts";
import type { Precision } from "./instant.ts";
import type { Gap } from "./outcome.ts";

/** How much of an article's conversation is here. */
export interface ThreadSummary {
  readonly platform: string;
  readonly announced: number | null;
  readonly collected: number;
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
}

/** One article with its current revision. Times are UTC ISO 8601. */
export interface ArticleRecord {
  readonly id: string;
  readonly url: string;
  readonly urls: readonly string[];
  readonly publisher: string;
  readonly headline: string;
  readonly standfirst: string | null;
  readonly byline: readonly string[];
  /** News agencies that the text comes from, such as "Reuters". */
  readonly agencies: readonly string[];
  readonly publishedAt: string | null;
  readonly modifiedAt: string | null;
  readonly language: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly wordCount: number;
  readonly images: readonly ArticleImage[];
  readonly paywall: string | null;
  readonly revision: number;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly clusterId: string | null;
  /** Null where the page carries no comment section that we know. Of several, the largest. */
  readonly thread: ThreadSummary | null;
}

/** One comment with its current text. */
export interface CommentRecord {
  readonly id: string;
  readonly articleId: string;
  readonly articleUrl: string;
  readonly platform: string;
  readonly nativeId: string;
  readonly parentId: string | null;
  readonly parentFrom: ParentFrom;
  readonly rootId: string;
  readonly depth: number;
  readonly position: number;
  readonly author: string | null;
  readonly byArticleAuthor: boolean;
  readonly createdAt: string | null;
  readonly createdAtPrecision: Precision | null;
  readonly editedAt: string | null;
  readonly text: string;
  readonly html: string;
  readonly votes: Votes | null;
  readonly state: CommentState;
  readonly permalink: string | null;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly duplicateOf: string | null;
}

/** One thread with its ledger, without its comments. */
export interface ThreadRecord extends ThreadSummary {
  readonly id: string;
  readonly articleId: string;
  readonly articleUrl: string;
  readonly publisher: string;
  readonly key: string;
  readonly open: boolean | null;
  readonly ways: readonly string[];
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly walkedAt: string | null;
}

/** One person who comments, within one publisher. */
export interface CommenterRecord {
  readonly id: string;
  readonly publisher: string;
  /** The pseudonym, or the name in a corpus made with authors raw. */
  readonly author: string;
  readonly comments: number;
  /** Those below the top level. */
  readonly replies: number;
  readonly threads: number;
  /** Times of the earliest and the latest comment, as stated. */
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly firstSeenAt: string;
}
