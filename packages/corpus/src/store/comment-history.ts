// What a walk adds to the history of comments: revisions of those whose text changed, events for what happened to them.
import { type CaptureId, type CommentId, type CommentState, countWords, type EventKind } from "@belowline/schema";
import type { CommentRevisionTable, CommentTable } from "@belowline/schema/tables";
import type { Selectable } from "kysely";
import type { CommentRow, Place } from "./comment-row.ts";
import { runOf, type Visiting } from "./visiting.ts";

/** A comment as we hold it, with the digest and capture of its current text. */
export type Held = Selectable<CommentTable> & {
  readonly digest: string;
  readonly captureId: CaptureId;
  readonly sources: Readonly<Record<string, string>> | null;
};

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
    .map((reading) => ({
      commentId: reading.row.id,
      number: reading.revision,
      digest: reading.digest,
      cause: causeOf(reading, offline),
      captureId: reading.captureId,
      seenAt: at,
      text: reading.text,
      html: reading.html,
      wordCount: countWords(reading.text, language),
    }));

/** Why a comment says something else: a moderator's note in its place is no edit, and the same answer read anew is our doing. */
function causeOf({ row, held, captureId }: Reading, offline: true | undefined): CommentRevisionTable["cause"] {
  if (!held) return "first";
  if (offline || held.captureId === captureId) return "extractor";
  return standing(row.state) !== standing(held.state) ? "moderation" : "edit";
}

const TAKEN: ReadonlySet<CommentState> = new Set(["deleted", "removed", "held"]);
/** An edit shows as a revision; whether the site also says "edited" is no ruling on the comment. */
const standing = (state: CommentState): string => (TAKEN.has(state) ? state : "visible");

export function eventsOf(
  visiting: Visiting,
  place: Place,
  readings: readonly Reading[],
  vanished: readonly Held[],
): object[] {
  const event = (kind: EventKind, commentId: CommentId, captureId: CaptureId | null, detail: object) => ({
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
  for (const reading of readings) {
    const { row, held, revision, captureId } = reading;
    if (!held) continue;
    if (held.goneAt !== null) events.push(event("comment-returned", row.id, captureId, {}));
    if (revision !== held.revision) {
      const cause = causeOf(reading, visiting.offline);
      events.push(event("comment-revised", row.id, captureId, { from: held.revision, to: revision, cause }));
    }
    if (!visiting.offline && standing(row.state) !== standing(held.state)) {
      events.push(event("comment-moderated", row.id, captureId, { from: held.state, to: row.state }));
    }
  }
  for (const { id } of vanished) events.push(event("comment-vanished", id, null, {}));
  return events;
}
