// 0004: threads and their walks, commenters, comments and their revisions, and the events a re-crawl notices.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe, statedTime } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await threads(db);
  await comments(db);
  await events(db);
}

async function threads(db: Kysely<unknown>): Promise<void> {
  await sql`create table thread (
    id uuid primary key,
    article_id uuid not null references article (id),
    publisher_id uuid not null references publisher (id),
    platform text not null,
    key text not null,
    ref jsonb not null,
    announced integer,
    collected integer not null default 0,
    complete boolean not null default false,
    gaps jsonb not null,
    open boolean,
    ways text[] not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    walked_at timestamptz
  )`.execute(db);
  await sql`alter table page add constraint page_thread_exists foreign key (thread_id) references thread (id)`.execute(
    db,
  );
  await sql`create index thread_article on thread (article_id)`.execute(db);
  await sql`create index thread_seen on thread (first_seen_at, id)`.execute(db);
  await describe(db, "table", "thread", {
    what: "The comment section of one article on one platform, with the ledger of its last walk",
    columns: {
      id: "Computed from publisher, platform and key",
      article_id: "The article it belongs to",
      publisher_id: "The article's publisher",
      platform: "Software that runs the comments",
      key: "The platform's own key of the thread",
      ref: "What is needed to ask for the thread again",
      announced: "Number of comments the site says there are; null where it says nothing",
      collected: "Number of comments the last walk read",
      complete: "Nothing that was announced is missing, and nothing stopped the last walk",
      gaps: "Why announced and collected differ: [{reason, count, detail}]",
      open: "Whether new comments can be written; null where the page does not say",
      ways: "Ways used by the last walk, in order: rest, page, feed",
      first_seen_at: "When the article first pointed to it (UTC)",
      last_seen_at: "When it was last seen (UTC)",
      walked_at: "When it was last walked (UTC); null if never",
    },
  });

  await sql`create table thread_walk (
    thread_id uuid not null references thread (id),
    number integer not null,
    crawl_id uuid not null references crawl (id),
    announced integer,
    collected integer not null,
    complete boolean not null,
    gaps jsonb not null,
    ways text[] not null,
    captures uuid[] not null,
    walked_at timestamptz not null,
    last_walked_at timestamptz not null,
    times_seen integer not null default 1,
    primary key (thread_id, number)
  )`.execute(db);
  await describe(db, "table", "thread_walk", {
    what: "Walks of a thread; a walk with the same result as the one before only counts up times_seen",
    columns: {
      thread_id: "The thread",
      number: "1, 2, 3, ...",
      crawl_id: "The run that first had this result",
      announced: "Number of comments the site announced",
      collected: "Number of comments read",
      complete: "Nothing missing, nothing stopped the walk",
      gaps: "Why the two numbers differ: [{reason, count, detail}]",
      ways: "Ways used, in order: rest, page, feed",
      captures: "The answers it was read from, in the order of asking",
      walked_at: "When a walk first had this result (UTC)",
      last_walked_at: "When one last had it (UTC)",
      times_seen: "How many walks in a row had it",
    },
  });
}

async function comments(db: Kysely<unknown>): Promise<void> {
  await sql`create table commenter (
    id uuid primary key,
    publisher_id uuid not null references publisher (id),
    pseudonym text not null,
    name text,
    first_seen_at timestamptz not null
  )`.execute(db);
  await sql`create index commenter_pseudonym on commenter (pseudonym)`.execute(db);
  await describe(db, "table", "commenter", {
    what: "People who comment, each within one publisher",
    columns: {
      id: "Computed from publisher and pseudonym",
      publisher_id: "Where they comment",
      pseudonym: "Keyed hash of the name or user key; the key lies outside the database",
      name: "The name as printed, only in a corpus made with authors raw; else null",
      first_seen_at: "When a comment of theirs was first read (UTC)",
    },
  });

  // parent_id, inferred_parent_id and root_id reference nothing on purpose: a reply whose parent is gone is normal.
  await sql`create table comment (
    id uuid primary key,
    thread_id uuid not null references thread (id),
    article_id uuid not null references article (id),
    publisher_id uuid not null references publisher (id),
    native_id text not null,
    parent_id uuid,
    parent_from text not null check (parent_from in ('id', 'dom', 'depth', 'mention', 'none')),
    inferred_parent_id uuid,
    root_id uuid not null,
    depth integer not null,
    position integer not null,
    orphan boolean not null,
    commenter_id uuid references commenter (id),
    by_article_author boolean not null,
    created_at timestamptz,
    created_precision text,
    created_source text,
    created_offset text,
    created_raw text,
    edited_at timestamptz,
    state text not null check (state in ('visible', 'edited', 'deleted', 'removed', 'held', 'unknown')),
    votes_up integer,
    votes_down integer,
    votes_score integer,
    permalink text,
    revision integer not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    gone_at timestamptz
  )`.execute(db);
  await sql`create index comment_thread on comment (thread_id, position)`.execute(db);
  await sql`create index comment_article on comment (article_id)`.execute(db);
  await sql`create index comment_seen on comment (first_seen_at, id)`.execute(db);
  await sql`create index comment_publisher on comment (publisher_id, created_at)`.execute(db);
  await sql`create index comment_commenter on comment (commenter_id)`.execute(db);
  await sql`create index comment_parent on comment (parent_id) where parent_id is not null`.execute(db);
  await describe(db, "table", "comment", {
    what: "Comments in their threads; what they say stands in comment_revision",
    columns: {
      id: "Computed from thread and native_id",
      thread_id: "Its thread",
      article_id: "The article commented on",
      publisher_id: "The article's publisher",
      native_id: "The platform's own id of the comment",
      parent_id: "The comment it answers; null at the top level; may name a comment that is not here (orphan)",
      parent_from: "Trust in parent_id: id (stated), dom (nesting), depth (a level only), mention (@name), none",
      inferred_parent_id: "A parent guessed from the text; never mixed with parent_id",
      root_id: "The top-level comment above it; its own id at the top",
      depth: "1 at the top level",
      position: "0-based place in reading order (depth first, siblings as served)",
      orphan: "The parent was stated but is not among the collected comments",
      commenter_id: "Who wrote it; null where the page does not tell or names were dropped",
      by_article_author: "Written by an author of the article, as the page marks it",
      ...statedTime("created", "When the comment was written"),
      edited_at: "When it was last edited, as the page states it (UTC)",
      state: "visible, edited, deleted (by its writer), removed (by the site), held (for approval) or unknown",
      votes_up: "Votes in favour; null where the page prints none",
      votes_down: "Votes against",
      votes_score: "One number made of both, as the page prints it",
      permalink: "Address of the comment itself",
      revision: "Number of the current revision, from 1",
      first_seen_at: "When we first read it (UTC)",
      last_seen_at: "When we last read it (UTC)",
      gone_at: "When a complete walk first missed it (UTC); null while it is there",
    },
  });

  await sql`create table comment_revision (
    comment_id uuid not null references comment (id),
    number integer not null,
    digest text not null,
    cause text not null check (cause in ('first', 'edit', 'extractor')),
    capture_id uuid not null references capture (id),
    seen_at timestamptz not null,
    text text not null,
    html text not null,
    word_count integer not null,
    primary key (comment_id, number)
  )`.execute(db);
  await sql`create index comment_revision_capture on comment_revision (capture_id)`.execute(db);
  await describe(db, "table", "comment_revision", {
    what: "What a comment said at a time; a row is never changed, an edit adds one",
    columns: {
      comment_id: "The comment",
      number: "1 for the first text we saw, then 2, 3, ...",
      digest: "SHA-256 of text, hex; a new revision only when it differs",
      cause: "first, edit (the comment changed) or extractor (we read the same answer better)",
      capture_id: "The answer it was read from",
      seen_at: "When we first saw this revision (UTC)",
      text: "Clean text: paragraphs separated by one newline",
      html: "Markup as served; hostile input, escape or sanitise before showing",
      word_count: "Words of text by Unicode word boundaries (UAX #29)",
    },
  });
}

async function events(db: Kysely<unknown>): Promise<void> {
  await sql`create table event (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    kind text not null check (kind in ('article-revised', 'comment-revised', 'comment-vanished', 'comment-returned',
      'thread-opened', 'thread-closed')),
    publisher_id uuid not null references publisher (id),
    article_id uuid not null references article (id),
    thread_id uuid references thread (id),
    comment_id uuid references comment (id),
    capture_id uuid references capture (id),
    crawl_id uuid not null references crawl (id),
    detail jsonb not null
  )`.execute(db);
  await sql`create index event_at on event (at, id)`.execute(db);
  await sql`create index event_article on event (article_id)`.execute(db);
  await sql`create index event_comment on event (comment_id) where comment_id is not null`.execute(db);
  await describe(db, "table", "event", {
    what: "What changed between visits",
    columns: {
      id: "Grows with each event",
      at: "When the visit that noticed it ended (UTC)",
      kind: "article-revised, comment-revised, comment-vanished, comment-returned, thread-opened or thread-closed",
      publisher_id: "Whose article",
      article_id: "Which article",
      thread_id: "Which thread, for events of threads and comments",
      comment_id: "Which comment, for events of comments",
      capture_id: "The answer that showed it",
      crawl_id: "The run that noticed it",
      detail: "More of it, such as revision numbers {from, to}",
    },
  });
}

export const threadsAndComments: Migration = { up };
