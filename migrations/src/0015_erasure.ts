// 0015: erasure: keyed tombstones of what must not come back, and bodies whose bytes were dropped.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table tombstone (
    mark text primary key,
    kind text not null check (kind in ('comment', 'commenter', 'page', 'article', 'publisher', 'words')),
    place text not null,
    erased_at timestamptz not null
  )`.execute(db);
  await sql`create index tombstone_place on tombstone (place) where kind = 'words'`.execute(db);
  await describe(db, "table", "tombstone", {
    what: "What was erased and must not come back, under a key that lies outside the database",
    columns: {
      mark: "HMAC-SHA-256 of what was erased: its id, or five words in a row of its text; 128 bits, hex",
      kind: "comment, commenter, page, article, publisher, or words (by which a text is known again in an answer)",
      place: "HMAC-SHA-256 of its publisher, so that words are looked for only there",
      erased_at: "When it was erased (UTC)",
    },
  });
  await sql`alter table body drop constraint body_encoding_check`.execute(db);
  await sql`alter table body add constraint body_encoding_check
    check (encoding in ('zstd', 'zstd+aes-256-gcm', 'erased', 'expired'))`.execute(db);
  await sql`alter table body add column dropped_at timestamptz`.execute(db);
  const columns = {
    digest: "SHA-256 of the raw body, hex; of an erased one the keyed HMAC of it",
    encoding:
      "zstd, or zstd+aes-256-gcm where commenters' names must not be readable (12-byte nonce, ciphertext, 16-byte tag); erased or expired where the bytes were dropped",
    dropped_at: "When the bytes were dropped, on request or because of their age (UTC); null while they are here",
  };
  for (const [column, meaning] of Object.entries(columns)) {
    await sql`comment on column body.${sql.id(column)} is ${sql.lit(meaning)}`.execute(db);
  }
}

export const erasure: Migration = { up };
