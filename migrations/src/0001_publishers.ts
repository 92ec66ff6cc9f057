// 0001: settings of the corpus, publishers, crawls and the pages of the frontier.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table setting (
    key text primary key,
    value text not null
  )`.execute(db);
  await describe(db, "table", "setting", {
    what: "What was fixed when the corpus was made",
    columns: {
      key: "Name of the setting: corpus_id, authors (pseudonym, raw or drop), key_fingerprint, made_at",
      value: "Its value as text",
    },
  });

  await sql`create table publisher (
    id uuid primary key,
    key text not null unique,
    name text,
    first_seen_at timestamptz not null
  )`.execute(db);
  await describe(db, "table", "publisher", {
    what: "Who publishes: one row a site",
    columns: {
      id: "Computed from key",
      key: "Registrable domain, or host and port where there is none",
      name: "Name for people, where the site states one",
      first_seen_at: "When a crawl first met it (UTC)",
    },
  });

  await sql`create table crawl (
    id uuid primary key,
    started_at timestamptz not null,
    finished_at timestamptz,
    state text not null check (state in ('running', 'finished', 'interrupted', 'failed')),
    seeds text[] not null,
    user_agent text not null,
    settings jsonb not null,
    report jsonb
  )`.execute(db);
  await describe(db, "table", "crawl", {
    what: "One run of the crawler with its settings",
    columns: {
      id: "Drawn at random when the run starts",
      started_at: "When the run started (UTC)",
      finished_at: "When it ended (UTC); null while it runs or if it was killed",
      state: "running, finished, interrupted or failed",
      seeds: "Addresses the user gave",
      user_agent: "How the crawler named itself to servers",
      settings: "What the user asked for, without secrets",
      report: "What the run came to, as counts",
    },
  });

  await sql`create table page (
    id uuid primary key,
    publisher_id uuid not null references publisher (id),
    url text not null,
    kind text not null check (kind in ('seed', 'feed', 'sitemap', 'section', 'article', 'thread')),
    via text not null,
    priority integer not null,
    claimed_at timestamptz,
    first_seen_at timestamptz not null,
    visited_at timestamptz,
    due_at timestamptz,
    attempts integer not null default 0,
    lease_token integer not null default 0,
    leased_until timestamptz,
    etag text,
    last_modified text,
    outcome text check (outcome in ('article', 'thread', 'listing', 'absent', 'broken')),
    reason text,
    detail text,
    capture_id uuid,
    thread_id uuid
  )`.execute(db);
  // A lease asks for due pages in just this order; pages that are never due again cost the index nothing.
  await sql`create index page_due on page (publisher_id, priority, claimed_at desc nulls last, due_at, id)
    where due_at is not null`.execute(db);
  await sql`create index page_thread on page (thread_id) where thread_id is not null`.execute(db);
  await describe(db, "table", "page", {
    what: "The frontier: every address we know, what is expected behind it, and when to visit it",
    columns: {
      id: "Computed from the canonical address; for kind thread from the thread",
      publisher_id: "Whose page it is",
      url: "Canonical address; for kind thread the address of its article",
      kind: "What is expected there: seed, feed, sitemap, section, article or thread",
      via: "How it was found: robots.txt, sitemap, news-sitemap, feed, link, seed, article",
      priority: "Smaller is visited sooner",
      claimed_at: "When the article was published or changed, as a feed or sitemap claims (UTC)",
      first_seen_at: "When the address was first found (UTC)",
      visited_at: "When it was last visited to the end (UTC)",
      due_at: "When to visit it next (UTC); null for never",
      attempts: "Failed visits since the last good one",
      lease_token: "Fencing token: grows with each lease; a commit with an older one is refused",
      leased_until: "Until when a worker holds the page (UTC); null if nobody does",
      etag: "ETag of the last answer, for conditional requests",
      last_modified: "Last-Modified of the last answer, for conditional requests",
      outcome: "What the last visit came to: article, thread, listing, absent or broken; null before the first",
      reason: "Why, for absent (a reason) and broken (an error code)",
      detail: "One sentence for a person",
      capture_id: "The answer that the outcome was read from",
      thread_id: "For kind thread: which one",
    },
  });
}

export const publishers: Migration = { up };
