// Events: what happened to articles, threads and comments between two visits.

/**
 * - `article-revised`: another text, by the publisher or by our own better reading (`detail.cause`).
 * - `article-gone`, `article-returned`: its page answered 404, 410 or 451; and then had it again.
 * - `comment-revised`: another text; `detail.cause` tells an edit from moderation and from our own better reading.
 * - `comment-moderated`: another state (`detail.from`, `detail.to`): deleted, removed, held, or visible again.
 * - `comment-vanished`, `comment-returned`: a complete walk missed it; and a later one had it again.
 * - `thread-opened`, `thread-closed`: new comments can be written, or no longer.
 * - `platform-changed`: the comments are run by other software (`detail.from`, `detail.to`).
 */
export const EVENT_KINDS = [
  "article-revised",
  "article-gone",
  "article-returned",
  "comment-revised",
  "comment-moderated",
  "comment-vanished",
  "comment-returned",
  "thread-opened",
  "thread-closed",
  "platform-changed",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];
