// 0003: articles, the addresses that name them, and their revisions.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe, statedTime } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table article (
    id uuid primary key,
    publisher_id uuid not null references publisher (id),
    url text not null,
    revision integer not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null
  )`.execute(db);
  // Pages of a selection are cut in this order: it never changes for a row, so no page repeats or skips one.
  await sql`create index article_seen on article (first_seen_at, id)`.execute(db);
  await sql`create index article_publisher on article (publisher_id, first_seen_at, id)`.execute(db);
  await describe(db, "table", "article", {
    what: "Articles; what they say stands in article_revision",
    columns: {
      id: "Computed from the canonical address under which it was first met",
      publisher_id: "Who published it",
      url: "That canonical address",
      revision: "Number of the current revision, from 1",
      first_seen_at: "When we first read it (UTC)",
      last_seen_at: "When we last saw it (UTC)",
    },
  });

  await sql`create table article_url (
    id uuid primary key,
    article_id uuid not null references article (id),
    url text not null,
    kind text not null,
    first_seen_at timestamptz not null
  )`.execute(db);
  await sql`create index article_url_article on article_url (article_id)`.execute(db);
  await describe(db, "table", "article_url", {
    what: "Every address that names an article",
    columns: {
      id: "Computed from the canonical address, as page.id is",
      article_id: "The article it names",
      url: "Canonical address",
      kind: "How it came to name the article: requested, redirect, final, canonical, og, amp, shortlink, json-ld",
      first_seen_at: "When it first did (UTC)",
    },
  });

  await sql`create table article_revision (
    article_id uuid not null references article (id),
    number integer not null,
    digest text not null,
    cause text not null check (cause in ('first', 'publisher', 'extractor')),
    capture_id uuid not null references capture (id),
    seen_at timestamptz not null,
    headline text not null,
    standfirst text,
    byline text[] not null,
    published_at timestamptz,
    published_precision text,
    published_source text,
    published_offset text,
    published_raw text,
    modified_at timestamptz,
    modified_precision text,
    modified_source text,
    modified_offset text,
    modified_raw text,
    language text,
    section text,
    tags text[] not null,
    site_name text,
    text text not null,
    word_count integer not null,
    blocks jsonb not null,
    images jsonb not null,
    paywall jsonb not null,
    evidence jsonb not null,
    primary key (article_id, number)
  )`.execute(db);
  await sql`create index article_revision_published on article_revision (published_at)`.execute(db);
  await sql`create index article_revision_capture on article_revision (capture_id)`.execute(db);
  await describe(db, "table", "article_revision", {
    what: "What an article said at a time; a row is never changed, an edit adds one",
    columns: {
      article_id: "The article",
      number: "1 for the first text we saw, then 2, 3, ...",
      digest: "SHA-256 over the content fields, hex; a new revision only when it differs",
      cause: "first, publisher (the page changed) or extractor (we read the same page better)",
      capture_id: "The answer it was read from",
      seen_at: "When we first saw this revision (UTC)",
      headline: "Headline",
      standfirst: "Lead or summary below the headline",
      byline: 'Authors as printed, in order, without "By"',
      ...statedTime("published", "Time of publication"),
      ...statedTime("modified", "Time of the last change"),
      language: "BCP 47 tag in lower case, as the page claims",
      section: "Section of the site",
      tags: "Tags or keywords",
      site_name: "Name of the site, as the page states it",
      text: "Running text: paragraphs, headings, list items and quotes, one newline between them",
      word_count: "Words of text by Unicode word boundaries (UAX #29)",
      blocks: "The body in order, as typed blocks",
      images: "Images with alt text, caption and credit",
      paywall: "Whether the whole text stands on the page, and what says so: {kind, evidence}",
      evidence: "For each field, where its value came from and what other places said",
    },
  });
}

export const articles: Migration = { up };
