// Identities: every row's id is computed from what makes the thing itself, so that any engine and any order gives the same id.
import { hash, randomUUID } from "node:crypto";

declare const kind: unique symbol;

/** A UUID that names one kind of thing; the kind exists for the type checker only. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text has the shape of an id, in large or small letters. */
export const isId = (text: string): boolean => UUID.test(text);

export type PublisherId = Id<"publisher">;
export type PageId = Id<"page">;
export type CrawlId = Id<"crawl">;
export type CaptureId = Id<"capture">;
export type ArticleId = Id<"article">;
export type PlainId = Id<"plain">;
export type ThreadId = Id<"thread">;
export type CommentId = Id<"comment">;
export type CommenterId = Id<"commenter">;

/** A publisher is its key: the registrable domain, or host and port where there is none (see `publisherOf`). */
export const publisherId = (publisher: string): PublisherId => named("publisher", [publisher]);

/** A page is its canonical address. Long addresses cost nothing: only their digest is indexed. */
export const pageId = (url: string): PageId => named("page", [url]);

/** What addresses have in common that may name one article: see `plainAddress`. */
export const plainIdOf = (url: string): PlainId => named("plain", [url]);

/** A thread page may ask more than an address (method, body), so it is named by its thread. */
export const threadPageId = (thread: ThreadId): PageId => named("page", ["thread", thread]);

/** An article is the canonical address under which it was first met. */
export const articleId = (url: string): ArticleId => named("article", [url]);

/** A thread is the comment section of one publisher on one platform under the platform's own key. */
export const threadId = (publisher: string, platform: string, key: string): ThreadId =>
  named("thread", [publisher, platform, key]);

/**
 * A comment is its native id within its thread. The first 6 bytes come from the thread, so that the comments of a
 * thread lie side by side in the index; the other 74 bits come from thread and native id together.
 */
export function commentId(thread: ThreadId, nativeId: string): CommentId {
  const near = sha256(["comment-thread", thread]).subarray(0, 6);
  const own = sha256(["comment", thread, nativeId]).subarray(0, 10);
  return uuid(Buffer.concat([near, own])) as CommentId;
}

/** A commenter is a pseudonym (or, with `authors: "raw"`, a name) at one publisher. */
export const commenterId = (publisher: string, author: string): CommenterId => named("commenter", [publisher, author]);

/** A crawl and a capture are events, not things: their ids are drawn. */
export const newCrawlId = (): CrawlId => randomUUID() as CrawlId;
export const newCaptureId = (): CaptureId => randomUUID() as CaptureId;

function named<Kind extends string>(what: Kind, parts: readonly string[]): Id<Kind> {
  return uuid(sha256([what, ...parts]).subarray(0, 16)) as Id<Kind>;
}

/** Parts are length-prefixed, so that ("ab", "c") and ("a", "bc") differ. */
function sha256(parts: readonly string[]): Buffer {
  return hash("sha256", parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(""), "buffer");
}

/** Version 8 of RFC 9562: 122 bits of our own choosing. */
function uuid(bytes: Uint8Array): string {
  const b = Buffer.from(bytes);
  b[6] = (b[6]! & 0x0f) | 0x80;
  b[8] = (b[8]! & 0x3f) | 0x80;
  const hex = b.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
