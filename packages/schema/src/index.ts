/**
 * What an article, a comment and a thread are, and when two of them are the same. Knows no other package, does no I/O.
 * @module
 */
export { AGENCIES, agenciesNamed, agenciesOfByline } from "./agencies.ts";
export type {
  Article,
  ArticleImage,
  Block,
  Evidence,
  ListBlock,
  Paywall,
  RemovedPiece,
  UrlAlias,
  UrlAliasKind,
} from "./article.ts";
export { textOfBlocks } from "./article.ts";
export { calledAs, callsOf, isNobody } from "./called.ts";
export type { Ask, Capture, Redirect } from "./capture.ts";
export type {
  Author,
  Comment,
  CommentState,
  InferredParent,
  ParentFrom,
  StatedAuthor,
  StatedComment,
  Votes,
} from "./comment.ts";
export type { Digest } from "./digest.ts";
export { digestOf, digestOfFields } from "./digest.ts";
export type { ErrorCode, FetchFault } from "./error.ts";
export {
  AdapterError,
  BelowlineError,
  FetchError,
  isAdapterError,
  isBelowlineError,
  isFetchError,
  isStoreError,
  isUsageError,
  refuseUnknown,
  StoreError,
  UsageError,
} from "./error.ts";
export type { EventKind } from "./event.ts";
export { EVENT_KINDS } from "./event.ts";
export type { HostFile, Hosts, HostTurn } from "./host.ts";
export type {
  ArticleId,
  CaptureId,
  CommenterId,
  CommentId,
  CrawlId,
  Id,
  PageId,
  PlainId,
  PublisherId,
  ThreadId,
} from "./id.ts";
export {
  articleId,
  commenterId,
  commentId,
  isId,
  newCaptureId,
  newCrawlId,
  pageId,
  publisherId,
  threadId,
  threadPageId,
} from "./id.ts";
export type { Instant, InstantSource, Precision } from "./instant.ts";
export { offsetMinutes, readInstant } from "./instant.ts";
export type { Json, JsonObject } from "./json.ts";
export { repairMojibake } from "./mojibake.ts";
export type { AbsenceReason, Gap, GapReason } from "./outcome.ts";
export { ABSENCE_REASONS, GAP_REASONS, HARMLESS_GAPS } from "./outcome.ts";
export type { FoundPage, LastReading, Lease, LeasedPage, LeasedThread, PageKind } from "./page.ts";
export { LISTING_KINDS, PAGE_KINDS } from "./page.ts";
export type { AuthorMode, Privacy, PrivacyKey } from "./pseudonym.ts";
export { AUTHOR_MODES, FIRST, keyFingerprint, newPrivacyKey, privacyOf, WHOLE } from "./pseudonym.ts";
export type { Reader, Reread, ThreadReading } from "./reader.ts";
export type { ArticleRecord, CommenterRecord, CommentRecord, ThreadRecord, ThreadSummary } from "./record.ts";
export type { Signal, TdmMode } from "./signal.ts";
export { TDM_MODES } from "./signal.ts";
export { readSince } from "./since.ts";
export type {
  ClaimedPage,
  Committed,
  CrawlEnd,
  CrawlStart,
  LeaseWish,
  Outcome,
  Sink,
  Visit,
} from "./sink.ts";

export { cleanCode, cleanLine, cleanText, countWords, storable, storableJson } from "./text.ts";
export { foldText, textDigest } from "./text-digest.ts";
export type { Thread, ThreadReference } from "./thread.ts";
export type { CanonicalUrl, Url } from "./url/address.ts";
export { parseUrl, publisherOf, typedUrl } from "./url/address.ts";
export { canonicalise, isTrap, PARAMETERS, SHAPES } from "./url/canonical.ts";
export type { AddressParts, ParameterRule, ShapeRule, UrlExample, VariantKind, VariantRule } from "./url/rule.ts";
export type { PlainAddress } from "./url/variants.ts";
export { plainAddress, plainId, VARIANTS } from "./url/variants.ts";
export type { WireMark } from "./wire.ts";
export { wirePrefix, wireSuffix } from "./wire.ts";
