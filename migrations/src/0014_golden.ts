// 0014: golden pages: what a user found right, to be read again from the same bytes.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table golden_page (
    article_id uuid primary key references article on delete cascade,
    capture_id uuid not null references capture on delete cascade,
    walks uuid[] not null,
    expected jsonb not null,
    pinned_at timestamptz not null
  )`.execute(db);
  await sql`create index golden_page_capture on golden_page (capture_id)`.execute(db);
  await describe(db, "table", "golden_page", {
    what: "Articles that a user found right, with what their stored bytes say, so that a reader that breaks is noticed",
    columns: {
      article_id: "The article",
      capture_id: "The answer that it is read from",
      walks: "The answers that its threads are read from",
      expected:
        "What reading gave when it was pinned: counts as they are, everything else as the beginning of its SHA-256",
      pinned_at: "When it was pinned (UTC)",
    },
  });
}

export const golden: Migration = { up };
