// 0022: the addresses that the articles of a snapshot went by, so that one that is met later does not come into it.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table snapshot_article add column urls uuid[]`.execute(db);
  await sql`comment on column snapshot_article.urls is
    'Addresses that it went by (article_url), the oldest first; null in snapshots of before this was kept'`.execute(db);
}

async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table snapshot_article drop column urls`.execute(db);
}

export const snapshotUrls: Migration = { up, down };
