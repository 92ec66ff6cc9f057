// Comment: as a platform states it, and as a thread holds it once parents and depths are settled.
import type { Instant } from "./instant.ts";

/** The trust in a parent link. `dom` is nesting, `depth` a level without a sure owner, `mention` a leading @name. */
export type ParentFrom = "id" | "dom" | "depth" | "mention" | "none";

export type CommentState = "visible" | "edited" | "deleted" | "removed" | "held" | "unknown";

export interface Votes {
  readonly up: number | null;
  readonly down: number | null;
  readonly score: number | null;
}

/** Who wrote a comment, as the page prints it. Lives in memory only; see `Author` for what is stored. */
export interface StatedAuthor {
  readonly name: string | null;
  /** A stable id of the platform for this user, where it prints one. */
  readonly key?: string | null;
}

/** A comment as an adapter reads it: flat, with native ids, nothing settled. */
export interface StatedComment {
  readonly nativeId: string;
  /** Native id of the comment it answers; null for a top-level comment. */
  readonly parent: string | null;
  readonly parentFrom: ParentFrom;
  readonly author: StatedAuthor | null;
  /** Undefined where the page does not tell. */
  readonly byArticleAuthor?: boolean;
  readonly createdAt: Instant | null;
  readonly editedAt?: Instant | null;
  readonly html: string;
  readonly text: string;
  readonly state: CommentState;
  readonly votes?: Votes | null;
  readonly permalink: string | null;
  /**
   * Where one thread was read by several ways: `text` names the way that gave the comment, and a field that another way gave or mended
   * (`parent`, `createdAt`, `author`, `votes`, `permalink`, `byArticleAuthor`) names that one. Absent where one way gave everything.
   */
  readonly sources?: Readonly<Record<string, string>>;
  /** The text ends before its end ("read more"). */
  readonly truncated?: boolean;
}

/** A pseudonym, or the name itself where the corpus was made with `authors: "raw"`. */
export interface Author {
  readonly id: string;
  readonly name: string | null;
  /**
   * Keyed marks of what the author is called (`n_` the whole name, `f_` its first word), by which a text that mentions them is known
   * later on, when nobody holds the name any more.
   */
  readonly called?: readonly string[];
}

/** A parent that the words of a comment tell: a leading @name, or a quotation of its text. Never mixed with the stated one. */
export interface InferredParent {
  /** Native id of a comment of the same thread. */
  readonly parent: string;
  readonly from: "mention" | "quotation";
}

/** A comment in its thread: parent settled, depth and order computed, author pseudonymised. */
export interface Comment
  extends Omit<StatedComment, "author" | "byArticleAuthor" | "votes" | "editedAt" | "truncated"> {
  readonly author: Author | null;
  readonly byArticleAuthor: boolean;
  readonly editedAt: Instant | null;
  readonly votes: Votes | null;
  /** Native id of the top-level comment above it; its own id at the top. */
  readonly root: string;
  /** 1 at the top level, as WordPress and most platforms count. */
  readonly depth: number;
  /** 0-based, in reading order (depth first, siblings as served). */
  readonly position: number;
  /** The parent was stated but is not among the collected comments. */
  readonly orphan: boolean;
  /** What it answers by its own words, where the platform does not say just that. */
  readonly inferred?: InferredParent;
}
