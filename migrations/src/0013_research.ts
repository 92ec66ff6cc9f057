// 0013: what researchers keep beside the corpus: named sub-corpora, labels, and snapshots with the rows as they stood.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe, statedTime } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await subcorpora(db);
  await labels(db);
  await snapshots(db);
  await frozenThreads(db);
  await frozenComments(db);
  // Texts of a snapshot have an index of their own, named "comment@3".
  await sql`alter table token_text drop constraint token_text_kind_check`.execute(db);
}

async function subcorpora(db: Kysely<unknown>): Promise<void> {
  await sql`create table subcorpus (
    name text primary key,
    records text not null check (records in ('articles', 'threads', 'comments', 'commenters')),
    wheres jsonb not null,
    made_at timestamptz not null
  )`.execute(db);
  await describe(db, "table", "subcorpus", {
    what: "Selections that were kept under a name",
    columns: {
      name: "As it is asked for",
      records: "articles, threads, comments or commenters",
      wheres: "The filters, in the order in which they were given",
      made_at: "When it was kept (UTC)",
    },
  });
}

async function labels(db: Kysely<unknown>): Promise<void> {
  await sql`create table label (
    article_id uuid references article (id) on delete cascade,
    comment_id uuid references comment (id) on delete cascade,
    scheme text not null,
    coder text not null,
    code text not null,
    labelled_at timestamptz not null,
    check (num_nonnulls(article_id, comment_id) = 1),
    unique nulls not distinct (article_id, comment_id, scheme, coder)
  )`.execute(db);
  await sql`create index label_comment on label (comment_id) where comment_id is not null`.execute(db);
  await sql`create index label_scheme on label (scheme, code)`.execute(db);
  await describe(db, "table", "label", {
    what: "What coders said of articles and comments",
    columns: {
      article_id: "The article; null where a comment was coded",
      comment_id: "The comment; null where an article was coded",
      scheme: "What was asked, such as stance",
      coder: "Who answered",
      code: "The answer",
      labelled_at: "When it was stored (UTC)",
    },
  });
}

async function snapshots(db: Kysely<unknown>): Promise<void> {
  await sql`create table snapshot (
    no integer generated always as identity primary key,
    name text not null unique,
    made_at timestamptz not null,
    articles integer not null,
    threads integer not null,
    comments integer not null,
    checksum text not null,
    methods jsonb not null
  )`.execute(db);
  await describe(db, "table", "snapshot", {
    what: "Named, frozen states of the corpus",
    columns: {
      no: "Number in the snapshot_ tables",
      name: "As it is asked for and cited",
      made_at: "When it was frozen (UTC)",
      articles: "Articles in it",
      threads: "Threads in it",
      comments: "Comments in it",
      checksum: "SHA-256 of its records in the order of their ids; the same on every engine",
      methods: "Versions, rules, settings and gaps as they stood",
    },
  });
  // Rows go with their article or comment when that is erased: a person's right is older than a checksum.
  await sql`create table snapshot_article (
    id uuid not null references article (id) on delete cascade,
    snapshot integer not null references snapshot (no) on delete cascade,
    publisher_id uuid not null,
    url text not null,
    revision integer not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    representative uuid,
    primary key (id, snapshot)
  )`.execute(db);
  await sql`create index snapshot_article_seen on snapshot_article (snapshot, first_seen_at, id)`.execute(db);
  await describe(db, "table", "snapshot_article", {
    what: "Rows of article as they stood in a snapshot; texts stand in article_revision",
    columns: {
      id: "The article",
      snapshot: "The snapshot",
      publisher_id: "Its publisher",
      url: "Its canonical address",
      revision: "The revision that was current",
      first_seen_at: "When we first read it (UTC)",
      last_seen_at: "When we had last seen it (UTC)",
      representative: "Who stood for its cluster of near-duplicates; null where it had none",
    },
  });
}

async function frozenThreads(db: Kysely<unknown>): Promise<void> {
  await sql`create table snapshot_thread (
    id uuid not null references thread (id) on delete cascade,
    snapshot integer not null references snapshot (no) on delete cascade,
    article_id uuid not null,
    publisher_id uuid not null,
    platform text not null,
    key text not null,
    announced integer,
    collected integer not null,
    complete boolean not null,
    gaps jsonb not null,
    open boolean,
    ways text[] not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    walked_at timestamptz,
    primary key (id, snapshot)
  )`.execute(db);
  await sql`create index snapshot_thread_seen on snapshot_thread (snapshot, first_seen_at, id)`.execute(db);
  await sql`create index snapshot_thread_article on snapshot_thread (snapshot, article_id)`.execute(db);
  await describe(db, "table", "snapshot_thread", {
    what: "Rows of thread as they stood in a snapshot",
    columns: {
      id: "The thread",
      snapshot: "The snapshot",
      article_id: "The article it belongs to",
      publisher_id: "The article's publisher",
      platform: "Software that runs the comments",
      key: "The platform's own key of the thread",
      announced: "Number of comments the site said there were; null where it said nothing",
      collected: "Number of comments the last walk had read",
      complete: "Nothing that was announced was missing, and nothing had stopped the last walk",
      gaps: "Why announced and collected differed: [{reason, count, detail}]",
      open: "Whether new comments could be written; null where the page did not say",
      ways: "Ways used by the last walk, in order: rest, page, feed",
      first_seen_at: "When the article first pointed to it (UTC)",
      last_seen_at: "When it had last been seen (UTC)",
      walked_at: "When it had last been walked (UTC); null if never",
    },
  });
}

async function frozenComments(db: Kysely<unknown>): Promise<void> {
  await sql`create table snapshot_comment (
    id uuid not null references comment (id) on delete cascade,
    snapshot integer not null references snapshot (no) on delete cascade,
    thread_id uuid not null,
    article_id uuid not null,
    publisher_id uuid not null,
    native_id text not null,
    parent_id uuid,
    parent_from text not null,
    inferred_parent_id uuid,
    root_id uuid not null,
    depth integer not null,
    position integer not null,
    orphan boolean not null,
    commenter_id uuid references commenter (id) on delete set null,
    by_article_author boolean not null,
    created_at timestamptz,
    created_precision text,
    created_source text,
    created_offset text,
    created_raw text,
    edited_at timestamptz,
    state text not null,
    votes_up integer,
    votes_down integer,
    votes_score integer,
    permalink text,
    revision integer not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    gone_at timestamptz,
    representative uuid,
    primary key (id, snapshot)
  )`.execute(db);
  await sql`create index snapshot_comment_seen on snapshot_comment (snapshot, first_seen_at, id)`.execute(db);
  await sql`create index snapshot_comment_thread on snapshot_comment (snapshot, thread_id, position)`.execute(db);
  await sql`create index snapshot_comment_article on snapshot_comment (snapshot, article_id)`.execute(db);
  await sql`create index snapshot_comment_commenter on snapshot_comment (commenter_id)`.execute(db);
  await describe(db, "table", "snapshot_comment", {
    what: "Rows of comment as they stood in a snapshot; texts stand in comment_revision",
    columns: {
      id: "The comment",
      snapshot: "The snapshot",
      thread_id: "Its thread",
      article_id: "The article commented on",
      publisher_id: "The article's publisher",
      native_id: "The platform's own id of the comment",
      parent_id: "The comment it answers; null at the top level; may name a comment that is not here (orphan)",
      parent_from: "Trust in parent_id: id, dom, depth, mention, none",
      inferred_parent_id: "A parent guessed from the text",
      root_id: "The top-level comment above it; its own id at the top",
      depth: "1 at the top level",
      position: "0-based place in reading order",
      orphan: "The parent was stated but was not among the collected comments",
      commenter_id: "Who wrote it; null where the page did not tell or names were dropped",
      by_article_author: "Written by an author of the article, as the page marked it",
      ...statedTime("created", "When the comment was written"),
      edited_at: "When it was last edited, as the page stated it (UTC)",
      state: "visible, edited, deleted, removed, held or unknown",
      votes_up: "Votes in favour; null where the page printed none",
      votes_down: "Votes against",
      votes_score: "One number made of both, as the page printed it",
      permalink: "Address of the comment itself",
      revision: "The revision that was current",
      first_seen_at: "When we first read it (UTC)",
      last_seen_at: "When we had last read it (UTC)",
      gone_at: "When a complete walk had first missed it (UTC); null while it was there",
      representative: "Who stood for its cluster of copies; null where it had none",
    },
  });
}

export const research: Migration = { up };
