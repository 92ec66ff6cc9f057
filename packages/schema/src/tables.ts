// The Kysely tables of a corpus: what the migrations make, as types. A test compares the two.
import type { ColumnType, Generated, JSONColumnType } from "kysely";
import type { ArticleImage, Block, Evidence, Paywall, RemovedPiece } from "./article.ts";
import type { CommentState, ParentFrom } from "./comment.ts";
import type { EventKind } from "./event.ts";
import type {
  ArticleId,
  CaptureId,
  CommenterId,
  CommentId,
  CrawlId,
  PageId,
  PlainId,
  PublisherId,
  ThreadId,
} from "./id.ts";
import type { InstantSource, Precision } from "./instant.ts";
import type { JsonObject } from "./json.ts";
import type { Gap } from "./outcome.ts";
import type { PageKind } from "./page.ts";
import type { Signal } from "./signal.ts";

/** timestamptz: a Date when read; a Date or ISO 8601 when written. */
type Time = ColumnType<Date, Date | string, Date | string>;
/** timestamptz[]: kept by triggers, never written. */
type Times = ColumnType<Date[], undefined, never>;
type TimeOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
/** jsonb: parsed when read, written as JSON text. */
type JsonOf<T extends object> = JSONColumnType<T>;

export interface SettingTable {
  key: string;
  value: string;
}

export interface PublisherTable {
  id: PublisherId;
  key: string;
  name: string | null;
  firstSeenAt: Time;
}

export interface CrawlTable {
  id: CrawlId;
  startedAt: Time;
  finishedAt: TimeOrNull;
  state: "running" | "finished" | "interrupted" | "failed";
  seeds: string[];
  userAgent: string;
  settings: JsonOf<JsonObject>;
  report: JsonOf<JsonObject> | null;
}

export interface PageTable {
  id: PageId;
  publisherId: PublisherId;
  url: string;
  kind: PageKind;
  via: string;
  priority: number;
  claimedAt: TimeOrNull;
  firstSeenAt: Time;
  visitedAt: TimeOrNull;
  dueAt: TimeOrNull;
  attempts: Generated<number>;
  leaseToken: Generated<number>;
  leasedUntil: TimeOrNull;
  etag: string | null;
  lastModified: string | null;
  outcome: "article" | "thread" | "listing" | "absent" | "broken" | null;
  reason: string | null;
  detail: string | null;
  captureId: CaptureId | null;
  threadId: ThreadId | null;
  saidComments: number | null;
  saidAt: TimeOrNull;
}

export interface BodyTable {
  digest: string;
  encoding: "zstd" | "zstd+aes-256-gcm" | "erased" | "expired";
  bytes: Uint8Array;
  size: number;
  droppedAt: TimeOrNull;
}

export interface CaptureTable {
  id: CaptureId;
  crawlId: CrawlId;
  pageId: PageId;
  method: "GET" | "POST";
  requestUrl: string;
  requestHeaders: JsonOf<Record<string, string>>;
  requestBody: string | null;
  requestDigest: string;
  url: string;
  redirects: JsonOf<{ url: string; status: number }[]>;
  status: number;
  headers: JsonOf<Record<string, string>>;
  bodyDigest: string;
  fetchedAt: Time;
  lastSeenAt: Time;
  timesSeen: Generated<number>;
  firstByteMs: number;
  totalMs: number;
  signals: ColumnType<Signal[], string | undefined, string>;
}

export interface ArticleTable {
  id: ArticleId;
  publisherId: PublisherId;
  url: string;
  revision: number;
  firstSeenAt: Time;
  lastSeenAt: Time;
  goneAt: TimeOrNull;
  seenTimes: Times;
}

export interface ArticleUrlTable {
  id: PageId;
  articleId: ArticleId;
  url: string;
  kind: string;
  firstSeenAt: Time;
  plainId: PlainId | null;
  evidence: string | null;
}

export interface ArticleRevisionTable {
  articleId: ArticleId;
  number: number;
  digest: string;
  cause: "first" | "publisher" | "extractor";
  captureId: CaptureId;
  seenAt: Time;
  headline: string;
  standfirst: string | null;
  byline: string[];
  publishedAt: TimeOrNull;
  publishedPrecision: Precision | null;
  publishedSource: InstantSource | null;
  publishedOffset: string | null;
  publishedRaw: string | null;
  modifiedAt: TimeOrNull;
  modifiedPrecision: Precision | null;
  modifiedSource: InstantSource | null;
  modifiedOffset: string | null;
  modifiedRaw: string | null;
  language: string | null;
  section: string | null;
  tags: string[];
  siteName: string | null;
  text: string;
  wordCount: number;
  blocks: JsonOf<Block[]>;
  images: JsonOf<ArticleImage[]>;
  paywall: JsonOf<Paywall>;
  evidence: JsonOf<Record<string, Evidence>>;
  boilerplate: ColumnType<RemovedPiece[], string | undefined, string>;
  textDigest: string | null;
  agencies: Generated<string[]>;
}

export interface ThreadTable {
  id: ThreadId;
  articleId: ArticleId;
  publisherId: PublisherId;
  platform: string;
  key: string;
  ref: JsonOf<JsonObject>;
  announced: number | null;
  collected: Generated<number>;
  complete: Generated<boolean>;
  gaps: JsonOf<Gap[]>;
  open: boolean | null;
  ways: string[];
  firstSeenAt: Time;
  lastSeenAt: Time;
  walkedAt: TimeOrNull;
  seenTimes: Times;
  walkTimes: Times;
}

export interface ThreadWalkTable {
  threadId: ThreadId;
  number: number;
  crawlId: CrawlId;
  announced: number | null;
  collected: number;
  complete: boolean;
  gaps: JsonOf<Gap[]>;
  ways: string[];
  captures: CaptureId[];
  walkedAt: Time;
  lastWalkedAt: Time;
  timesSeen: Generated<number>;
}

export interface CommenterTable {
  id: CommenterId;
  publisherId: PublisherId;
  pseudonym: string;
  name: string | null;
  firstSeenAt: Time;
  called: Generated<string[]>;
}

export interface CommentTable {
  id: CommentId;
  threadId: ThreadId;
  articleId: ArticleId;
  publisherId: PublisherId;
  nativeId: string;
  parentId: CommentId | null;
  parentFrom: ParentFrom;
  inferredParentId: CommentId | null;
  rootId: CommentId;
  depth: number;
  position: number;
  orphan: boolean;
  commenterId: CommenterId | null;
  byArticleAuthor: boolean;
  createdAt: TimeOrNull;
  createdPrecision: Precision | null;
  createdSource: InstantSource | null;
  createdOffset: string | null;
  createdRaw: string | null;
  editedAt: TimeOrNull;
  state: CommentState;
  votesUp: number | null;
  votesDown: number | null;
  votesScore: number | null;
  permalink: string | null;
  revision: number;
  firstSeenAt: Time;
  lastSeenAt: Time;
  goneAt: TimeOrNull;
}

export interface CommentSourceTable {
  commentId: CommentId;
  sources: JsonOf<Record<string, string>>;
}

export interface CommentRevisionTable {
  commentId: CommentId;
  number: number;
  digest: string;
  cause: "first" | "edit" | "moderation" | "extractor";
  captureId: CaptureId;
  seenAt: Time;
  text: string;
  html: string;
  wordCount: number;
}

export interface EventTable {
  id: Generated<number>;
  at: Time;
  kind: EventKind;
  publisherId: PublisherId;
  articleId: ArticleId;
  threadId: ThreadId | null;
  commentId: CommentId | null;
  captureId: CaptureId | null;
  crawlId: CrawlId | null;
  detail: JsonOf<JsonObject>;
}

export interface PastTable {
  no: Generated<number>;
  rowOf: "article" | "article_url" | "thread" | "comment";
  id: string;
  until: Time;
  before: JsonOf<JsonObject>;
}

/** bigint within the safe integers: a number wherever it is read as JSON. */
type Key = ColumnType<number, number, never>;

export interface LearnedLineTable {
  key: Key;
  publisherId: PublisherId;
  articles: number;
  heads: number;
  tails: number;
  wholes: number;
  quotes: number;
  words: number;
  stories: Generated<number>;
  sample: ArticleId[];
  boilerplate: Generated<boolean>;
  applied: Generated<boolean>;
  ruled: "keep" | "drop" | null;
}

export interface ArticleLineTable {
  articleId: ArticleId;
  publisherId: PublisherId;
  headline: string;
  keys: number[];
  marks: number[];
  stale: Generated<boolean>;
}

export interface WordingTable {
  number: number;
  kind: RecordKind;
  publisherId: PublisherId;
  digest: string;
  apart: string | null;
  leader: string;
  saidAt: TimeOrNull;
  firstSeenAt: Time;
  times: number;
  words: number;
  hashes: number[];
  representative: string | null;
}

export interface WordingDueTable {
  number: number;
  step: "match" | "away" | "group";
}

type RecordKind = "article" | "comment";

export interface WordingOfTable {
  id: string;
  kind: RecordKind;
  wording: number | null;
  stale: Generated<boolean>;
}

export interface ShingleTable {
  hash: number;
  wording: number;
}

export interface CommonShingleTable {
  hash: number;
  last: number | null;
  steps: JsonOf<Record<string, number>>;
}

export interface LikenessTable {
  a: number;
  b: number;
  kind: "same" | "version" | "contains" | "shares-passage";
  score: number;
  jaccard: number;
  ofA: number;
  ofB: number;
  shared: number;
  longest: number;
  spans: JsonOf<[number, number, number, number][]>;
}

export interface DuplicateRulingTable {
  a: string;
  b: string;
  kind: RecordKind;
  ruling: "merge" | "split";
  ruledAt: Time;
}

export interface TokenTermTable {
  id: Generated<number>;
  form: string;
}

export interface TokenTextTable {
  no: Generated<number>;
  /** article, comment, or with @ and its number the index of a snapshot. */
  kind: string;
  id: ArticleId | CommentId;
  revision: number;
  rules: string;
  tokens: number;
  terms: Uint8Array;
  places: Uint8Array;
  articleId: ArticleId;
  saidAt: Date | null;
  text: string;
}

export interface TokenSegmentTable {
  no: Generated<number>;
  kind: "article" | "comment";
  texts: number;
  tokens: number;
  weight: number;
  counts: Generated<Uint8Array>;
}

export interface TokenPostingTable {
  kind: "article" | "comment";
  term: number;
  segment: number;
  tokens: number;
  texts: number;
  docs: Uint8Array;
}

export interface TokenDueTable {
  no: Generated<number>;
  kind: "article" | "comment";
  id: ArticleId | CommentId;
}

export interface HostTable {
  key: string;
  turn: Generated<number>;
  turnUntil: TimeOrNull;
  startedAt: TimeOrNull;
  restUntil: TimeOrNull;
  throttled: Generated<number>;
}

export interface HostFileTable {
  origin: string;
  path: string;
  status: number | null;
  text: string | null;
  detail: string | null;
  failures: number;
  fetchedAt: Time;
  freshUntil: Time;
}

export interface SubcorpusTable {
  name: string;
  records: "articles" | "threads" | "comments" | "commenters";
  wheres: JsonOf<object[]>;
  madeAt: Time;
}

export interface LabelTable {
  articleId: ArticleId | null;
  commentId: CommentId | null;
  scheme: string;
  coder: string;
  code: string;
  labelledAt: Time;
}

export interface SnapshotTable {
  no: Generated<number>;
  name: string;
  madeAt: Time;
  articles: number;
  threads: number;
  comments: number;
  checksum: string;
  methods: JsonOf<JsonObject>;
}

/** A row as it stood in a snapshot. */
interface Frozen {
  snapshot: number;
}

export interface SnapshotArticleTable extends Omit<ArticleTable, "goneAt" | "seenTimes">, Frozen {
  representative: ArticleId | null;
  urls: PageId[] | null;
}

export interface SnapshotThreadTable
  extends Omit<ThreadTable, "ref" | "collected" | "complete" | "seenTimes" | "walkTimes">,
    Frozen {
  collected: number;
  complete: boolean;
}

export interface SnapshotCommentTable extends CommentTable, Frozen {
  representative: CommentId | null;
}

export interface TombstoneTable {
  mark: string;
  kind: "comment" | "commenter" | "page" | "article" | "publisher" | "words";
  place: string;
  erasedAt: Time;
}

export interface GoldenPageTable {
  articleId: ArticleId;
  captureId: CaptureId;
  walks: CaptureId[];
  expected: JsonOf<Record<string, number | string>>;
  pinnedAt: Time;
}

/** The tables, by the names they have in TypeScript; in SQL they are in snake_case. */
export interface Tables {
  setting: SettingTable;
  publisher: PublisherTable;
  crawl: CrawlTable;
  page: PageTable;
  body: BodyTable;
  capture: CaptureTable;
  article: ArticleTable;
  articleUrl: ArticleUrlTable;
  articleRevision: ArticleRevisionTable;
  thread: ThreadTable;
  threadWalk: ThreadWalkTable;
  commenter: CommenterTable;
  comment: CommentTable;
  commentSource: CommentSourceTable;
  commentRevision: CommentRevisionTable;
  event: EventTable;
  past: PastTable;
  learnedLine: LearnedLineTable;
  articleLine: ArticleLineTable;
  wording: WordingTable;
  wordingDue: WordingDueTable;
  wordingOf: WordingOfTable;
  shingle: ShingleTable;
  commonShingle: CommonShingleTable;
  likeness: LikenessTable;
  duplicateRuling: DuplicateRulingTable;
  tokenTerm: TokenTermTable;
  tokenText: TokenTextTable;
  tokenSegment: TokenSegmentTable;
  tokenPosting: TokenPostingTable;
  tokenDue: TokenDueTable;
  host: HostTable;
  hostFile: HostFileTable;
  goldenPage: GoldenPageTable;
  subcorpus: SubcorpusTable;
  label: LabelTable;
  snapshot: SnapshotTable;
  snapshotArticle: SnapshotArticleTable;
  snapshotThread: SnapshotThreadTable;
  snapshotComment: SnapshotCommentTable;
  tombstone: TombstoneTable;
}
