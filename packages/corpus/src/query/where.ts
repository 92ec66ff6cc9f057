// What selections can be narrowed by: the filters of articles, threads, comments and commenters, which may ask for one another.
import type { CommentState } from "@belowline/schema";
import type { Moment, OneOrMore } from "./filter.ts";

/** Codes by scheme: `{ stance: "against" }`, `{ stance: ["for", "against"], topic: "harbour" }`. Any coder's word counts. */
export type LabelWhere = Readonly<Record<string, OneOrMore<string>>>;

/** What every kind with a text, or labels, can be asked. */
interface RecordWhere {
  readonly id?: OneOrMore<string>;
  /** Has near-duplicates among records of its kind. */
  readonly copied?: boolean;
  /** Words, "phrases", `or`, `-not`, by the database's own full text: quick, for a look. */
  readonly search?: string;
  /**
   * Words that the measures count, by the token index: `ferry`, `"harbour wall"`, `harbour*`, `ferry NEAR/5 late`, `AND`, `OR`, `NOT`
   * and brackets. Of articles the running text.
   */
  readonly query?: string;
  readonly label?: LabelWhere;
  /** A selection of this kind that was kept under this name. */
  readonly subcorpus?: string;
}

/** Several values of one filter mean "any of these"; several filters mean "all of these". */
export interface ArticleWhere extends RecordWhere {
  /** Any address that ever named the article, in any spelling. */
  readonly url?: OneOrMore<string>;
  /** The publisher's key: "news.example". */
  readonly publisher?: OneOrMore<string>;
  /** Published at or after; articles without a date are left out. */
  readonly from?: Moment;
  /** Published before. */
  readonly to?: Moment;
  /** BCP 47; "en" stands for "en-gb" too. */
  readonly language?: OneOrMore<string>;
  readonly section?: OneOrMore<string>;
  readonly tag?: OneOrMore<string>;
  /** Has a thread on this comment platform. */
  readonly platform?: OneOrMore<string>;
  /** Has a thread that meets these. */
  readonly thread?: ThreadWhere;
  /** Has a comment that meets these. */
  readonly comments?: CommentWhere;
}

/** Several values of one filter mean "any of these"; several filters mean "all of these". */
export interface ThreadWhere {
  readonly id?: OneOrMore<string>;
  readonly publisher?: OneOrMore<string>;
  readonly articleId?: OneOrMore<string>;
  readonly platform?: OneOrMore<string>;
  readonly complete?: boolean;
  /** Article published at or after; articles without a date are left out. */
  readonly from?: Moment;
  /** Article published before. */
  readonly to?: Moment;
  /** Comments that the last walk read. */
  readonly minSize?: number;
  readonly maxSize?: number;
  /** Below an article that meets these. */
  readonly article?: ArticleWhere;
  /** Has a comment that meets these. */
  readonly comments?: CommentWhere;
  readonly subcorpus?: string;
}

/** Several values of one filter mean "any of these"; several filters mean "all of these". */
export interface CommentWhere extends RecordWhere {
  readonly publisher?: OneOrMore<string>;
  readonly articleId?: OneOrMore<string>;
  /** Written at or after; comments without a date are left out. */
  readonly from?: Moment;
  /** Written before. */
  readonly to?: Moment;
  /** Of the article: a comment states none. "en" stands for "en-gb" too. */
  readonly language?: OneOrMore<string>;
  readonly platform?: OneOrMore<string>;
  /** A pseudonym, or a name in a corpus made with authors raw. */
  readonly author?: OneOrMore<string>;
  readonly state?: OneOrMore<CommentState>;
  /** From 1, the top level. */
  readonly minDepth?: number;
  readonly maxDepth?: number;
  readonly byArticleAuthor?: boolean;
  /** The score that the site prints, else votes up minus votes down; comments without votes are left out. */
  readonly minScore?: number;
  readonly maxScore?: number;
  /** Its parent was stated but not collected. */
  readonly orphan?: boolean;
  /** It vanished from the site. */
  readonly gone?: boolean;
  /** In a thread that meets these. */
  readonly thread?: ThreadWhere;
  /** Below an article that meets these. */
  readonly article?: ArticleWhere;
}

/** Several values of one filter mean "any of these"; several filters mean "all of these". */
export interface CommenterWhere {
  readonly publisher?: OneOrMore<string>;
  /** A pseudonym, or a name in a corpus made with authors raw. */
  readonly author?: OneOrMore<string>;
  /** Comments of theirs that are here. */
  readonly minComments?: number;
  readonly maxComments?: number;
  /** Wrote a comment that meets these. */
  readonly comments?: CommentWhere;
  readonly subcorpus?: string;
}
