// Comments of one walk: written in bulk, revised only when their text changed, missed only by a complete walk.

import type { AuthorMode } from "@belowline/schema";
import { type CommentId, cleanText, digestOf, storable, type Thread } from "@belowline/schema";
import type { ThreadTable } from "@belowline/schema/tables";
import { type Selectable, sql } from "kysely";
import { eventsOf, type Held, type Reading, revisionsOf } from "./comment-history.ts";
import {
  type CommenterRow,
  type CommentRow,
  commenterOf,
  meet,
  type Place,
  rowOf,
  sameRow,
  sourcesText,
} from "./comment-row.ts";
import { markComments } from "./duplicates/mark.ts";
import { type Columns, insertRows } from "./rows.ts";
import { storedCapture, type Visiting } from "./visiting.ts";

const COMMENT: Columns = {
  id: "uuid",
  thread_id: "uuid",
  article_id: "uuid",
  publisher_id: "uuid",
  native_id: "text",
  parent_id: "uuid",
  parent_from: "text",
  inferred_parent_id: "uuid",
  root_id: "uuid",
  depth: "integer",
  position: "integer",
  orphan: "boolean",
  commenter_id: "uuid",
  by_article_author: "boolean",
  created_at: "timestamptz",
  created_precision: "text",
  created_source: "text",
  created_offset: "text",
  created_raw: "text",
  edited_at: "timestamptz",
  state: "text",
  votes_up: "integer",
  votes_down: "integer",
  votes_score: "integer",
  permalink: "text",
  revision: "integer",
  first_seen_at: "timestamptz",
  last_seen_at: "timestamptz",
};
/** What a row keeps from its first writing. */
const FIXED = new Set(["id", "thread_id", "article_id", "publisher_id", "native_id", "first_seen_at"]);
const REVISION: Columns = {
  comment_id: "uuid",
  number: "integer",
  digest: "text",
  cause: "text",
  capture_id: "uuid",
  seen_at: "timestamptz",
  text: "text",
  html: "text",
  word_count: "integer",
};
const SOURCE: Columns = { comment_id: "uuid", sources: "jsonb" };
const COMMENTER: Columns = {
  id: "uuid",
  publisher_id: "uuid",
  pseudonym: "text",
  name: "text",
  first_seen_at: "timestamptz",
  called: "text[]",
};
const EVENT: Columns = {
  at: "timestamptz",
  kind: "text",
  publisher_id: "uuid",
  article_id: "uuid",
  thread_id: "uuid",
  comment_id: "uuid",
  capture_id: "uuid",
  crawl_id: "uuid",
  detail: "jsonb",
};

export interface CommentChanges {
  readonly new: number;
  readonly revised: number;
  readonly unchanged: number;
  readonly vanished: number;
}

export async function storeComments(
  visiting: Visiting,
  thread: Selectable<ThreadTable>,
  walk: Thread,
  authors: AuthorMode,
): Promise<CommentChanges> {
  const { tx, at, publisher } = visiting;
  const place: Place = {
    threadId: thread.id,
    articleId: thread.articleId,
    publisherId: thread.publisherId,
    publisher,
    authors,
  };
  const held = await heldOf(visiting, thread);
  const { readings, commenters } = read(visiting, place, walk, held);
  await keepMissed(visiting, thread, readings);
  const changed = readings.filter(
    (reading) =>
      !reading.held ||
      reading.revision !== reading.held.revision ||
      reading.held.goneAt !== null ||
      !sameRow(plain(reading.held), reading.row),
  );
  await insertRows(
    tx,
    "commenter",
    COMMENTER,
    [...commenters.values()].map((row) => ({ ...row, firstSeenAt: at })).sort((a, b) => (a.id < b.id ? -1 : 1)),
    authors === "raw"
      ? sql`on conflict (id) do update set name = excluded.name where commenter.name is distinct from excluded.name`
      : sql`on conflict (id) do update set called = array(select distinct unnest(commenter.called || excluded.called) order by 1)
          where not commenter.called @> excluded.called`,
  );
  await insertRows(
    tx,
    "comment",
    COMMENT,
    changed.map(({ row, revision, held: before }) => {
      // Read anew, an answer is as old as the walk that had it.
      const seen = visiting.offline ? (thread.walkedAt ?? thread.lastSeenAt) : at;
      return {
        ...row,
        revision,
        firstSeenAt: seen,
        lastSeenAt: visiting.offline ? (before?.lastSeenAt ?? seen) : at,
      };
    }),
    sql`on conflict (id) do update set ${sql.join(
      Object.keys(COMMENT)
        .filter((name) => !FIXED.has(name))
        .map((name) => sql`${sql.id(name)} = excluded.${sql.id(name)}`),
    )}, gone_at = null`,
  );
  const same = new Set(changed);
  const seenAgain = readings.filter((reading) => !same.has(reading)).map(({ row }) => row.id);
  if (seenAgain.length > 0 && !visiting.offline) {
    await sql`update comment set last_seen_at = ${at}::timestamptz where id = any(${seenAgain}::uuid[])`.execute(tx);
  }
  const language = await languageOf(visiting, thread);
  await insertRows(
    tx,
    "comment_revision",
    REVISION,
    revisionsOf(readings, visiting, language),
    sql`on conflict do nothing`,
  );
  await insertRows(
    tx,
    "comment_source",
    SOURCE,
    changed.flatMap(({ row }) =>
      row.sources === null ? [] : [{ commentId: row.id, sources: JSON.parse(row.sources) }],
    ),
    sql`on conflict (comment_id) do update set sources = excluded.sources`,
  );
  await markComments(
    tx,
    readings
      .filter(({ held: before, revision }) => revision !== before?.revision)
      .map(({ row, text, revision }) => ({ id: row.id, text, revised: revision > 1 })),
  );
  const vanished = walk.complete && !visiting.offline ? await vanish(visiting, readings, held) : [];
  await insertRows(tx, "event", EVENT, eventsOf(visiting, place, readings, vanished), sql``);
  const fresh = readings.filter((reading) => !reading.held).length;
  const revised = readings.filter((reading) => reading.held && reading.revision !== reading.held.revision).length;
  return { new: fresh, revised, unchanged: readings.length - fresh - revised, vanished: vanished.length };
}

/** A comment was seen by every walk up to its last, so that nobody needs to note each; one that walks missed is noted. */
async function keepMissed(
  { tx, at, offline }: Visiting,
  { walkedAt }: Selectable<ThreadTable>,
  readings: readonly Reading[],
): Promise<void> {
  const missed = readings.filter(({ held }) => held && walkedAt && held.lastSeenAt < walkedAt).map(({ row }) => row.id);
  if (offline || missed.length === 0) return;
  await sql`insert into past (row_of, id, until, before)
    select 'comment', id, ${at}::timestamptz, jsonb_build_object('last_seen_at', last_seen_at)
    from comment where id = any(${missed}::uuid[])`.execute(tx);
}

async function heldOf({ tx }: Visiting, thread: Selectable<ThreadTable>): Promise<Map<CommentId, Held>> {
  const rows = await tx
    .selectFrom("comment")
    .innerJoin("commentRevision", (join) =>
      join
        .onRef("commentRevision.commentId", "=", "comment.id")
        .onRef("commentRevision.number", "=", "comment.revision"),
    )
    .leftJoin("commentSource", "commentSource.commentId", "comment.id")
    .selectAll("comment")
    .select(["commentRevision.digest", "commentRevision.captureId", "commentSource.sources"])
    .where("comment.threadId", "=", thread.id)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function read(
  visiting: Visiting,
  place: Place,
  walk: Thread,
  held: ReadonlyMap<CommentId, Held>,
): { readings: Reading[]; commenters: Map<string, CommenterRow> } {
  const readings = new Map<CommentId, Reading>();
  const commenters = new Map<string, CommenterRow>();
  for (const comment of walk.comments) {
    const commenter = commenterOf(place, comment);
    const stated = rowOf(place, comment, commenter);
    if (readings.has(stated.id)) continue; // served twice under one id: the first reading stands
    if (commenter) commenters.set(commenter.id, commenter);
    const before = held.get(stated.id);
    const text = cleanText(comment.text);
    // Of the text alone: markup differs between the ways of reading and changes with themes and plugins.
    const digest = digestOf(text);
    readings.set(stated.id, {
      row: meet(before && plain(before), stated),
      held: before,
      text,
      html: storable(comment.html),
      digest,
      captureId: storedCapture(visiting, walk.captureOf[comment.nativeId]),
      revision: before ? before.revision + (before.digest === digest ? 0 : 1) : 1,
    });
  }
  return { readings: [...readings.values()], commenters };
}

function plain(held: Held): CommentRow {
  const { revision, firstSeenAt, lastSeenAt, goneAt, digest, captureId, ...row } = held;
  const { createdAt, editedAt, sources } = row;
  return {
    ...row,
    createdAt: createdAt?.toISOString() ?? null,
    editedAt: editedAt?.toISOString() ?? null,
    sources: sourcesText(sources),
  };
}

async function languageOf({ tx }: Visiting, thread: Selectable<ThreadTable>): Promise<string | null> {
  const row = await tx
    .selectFrom("article")
    .innerJoin("articleRevision", (join) =>
      join
        .onRef("articleRevision.articleId", "=", "article.id")
        .onRef("articleRevision.number", "=", "article.revision"),
    )
    .select("articleRevision.language")
    .where("article.id", "=", thread.articleId)
    .executeTakeFirst();
  return row?.language ?? null;
}

/** Only a walk that missed nothing can tell that a comment is gone. */
async function vanish(
  { tx, at }: Visiting,
  readings: readonly Reading[],
  held: ReadonlyMap<CommentId, Held>,
): Promise<Held[]> {
  const read = new Set(readings.map(({ row }) => row.id));
  const missed = [...held.values()].filter((row) => row.goneAt === null && !read.has(row.id));
  if (missed.length > 0) {
    await sql`update comment set gone_at = ${at}::timestamptz where id = any(${missed.map(({ id }) => id)}::uuid[])`.execute(
      tx,
    );
  }
  return missed;
}
