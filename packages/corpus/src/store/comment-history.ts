// What a walk adds to the history of comments: revisions of those whose text changed, events for what happened to them.
import { type CaptureId, type CommentId, countWords } from "@belowline/schema";
import type { CommentTable } from "@belowline/schema/tables";
import type { Selectable } from "kysely";
import type { CommentRow, Place } from "./comment-row.ts";
import { runOf, type Visiting } from "./visiting.ts";

/** A comment as we hold it, with the digest and capture of its current text. */
export type Held = Selectable<CommentTable> & { readonly digest: string; readonly captureId: CaptureId };

/** One comment of the walk, ready to be written. */
export interface Reading {
  readonly row: CommentRow;
  readonly held: Held | undefined;
  readonly text: string;
  readonly html: string;
  readonly digest: string;
  readonly captureId: CaptureId;
  readonly revision: number;
}

export const revisionsOf = (
  readings: readonly Reading[],
  { at, offline }: Visiting,
  language: string | null,
): object[] =>
  readings
    .filter(({ held, revision }) => revision !== held?.revision)
    .map(({ row, held, revision, digest, captureId, text, html }) => ({
      commentId: row.id,
      number: revision,
      digest,
      cause: !held ? "first" : offline || held.captureId === captureId ? "extractor" : "edit",
      captureId,
      seenAt: at,
      text,
      html,
      wordCount: countWords(text, language),
    }));

export function eventsOf(
  visiting: Visiting,
  place: Place,
  readings: readonly Reading[],
  vanished: readonly Held[],
): object[] {
  const event = (kind: string, commentId: CommentId, captureId: CaptureId | null, detail: object) => ({
    at: visiting.at,
    kind,
    publisherId: place.publisherId,
    articleId: place.articleId,
    threadId: place.threadId,
    commentId,
    captureId,
    crawlId: runOf(visiting),
    detail,
  });
  const events: object[] = [];
  for (const { row, held, revision, captureId } of readings) {
    if (!held) continue;
    if (held.goneAt !== null) events.push(event("comment-returned", row.id, captureId, {}));
    if (revision !== held.revision) {
      events.push(event("comment-revised", row.id, captureId, { from: held.revision, to: revision }));
    }
  }
  for (const { id } of vanished) events.push(event("comment-vanished", id, null, {}));
  return events;
}
