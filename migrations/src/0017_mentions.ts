// 0017: by what commenters are called, as keyed marks, so that texts that mention them can be handed on without their names.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table commenter add column called text[] not null default '{}'`.execute(db);
  await sql`comment on column commenter.called is
    'HMAC-SHA-256 of the names that they were seen by, under the key outside the database: n_ the whole name, f_ its first word; empty in a corpus with names'`.execute(
    db,
  );
}

export const mentions: Migration = { up };
