// What erasure does in each table; a table that is missing here does not compile, so that none is ever forgotten.
import type { Tables } from "@belowline/schema/tables";

type Doing =
  /** Rows of the erased are deleted. */
  | "delete"
  /** Rows stay without what names or quotes the erased. */
  | "redact"
  /** Counts are taken back, or chosen anew among what is left. */
  | "recount"
  /** Says nothing of any article, comment or commenter. */
  | "nothing";

export const HOLDINGS = {
  setting: "nothing",
  publisher: "delete",
  crawl: "redact",
  page: "delete",
  body: "redact",
  capture: "redact",
  article: "delete",
  articleUrl: "delete",
  articleRevision: "delete",
  thread: "recount",
  threadWalk: "recount",
  commenter: "delete",
  comment: "delete",
  commentSource: "delete",
  commentRevision: "delete",
  event: "delete",
  past: "delete",
  learnedLine: "recount",
  articleLine: "delete",
  wording: "recount",
  wordingDue: "nothing",
  wordingOf: "delete",
  shingle: "recount",
  commonShingle: "recount",
  likeness: "delete",
  duplicateRuling: "delete",
  tokenTerm: "recount",
  tokenText: "delete",
  tokenSegment: "recount",
  tokenPosting: "recount",
  tokenDue: "nothing",
  host: "nothing",
  hostFile: "delete",
  tombstone: "nothing",
  subcorpus: "nothing",
  label: "delete",
  snapshot: "nothing",
  snapshotArticle: "delete",
  snapshotThread: "delete",
  snapshotComment: "delete",
  goldenPage: "delete",
} as const satisfies Record<keyof Tables, Doing>;
