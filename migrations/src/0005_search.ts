// 0005: full-text indexes over the texts of article and comment revisions.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * Articles are found by headline and standfirst too. An index on an expression, not a stored column, which would cost 1.6 times the table. The text is cut because
 * to_tsvector fails on more than 1 MB of lexemes (SQLSTATE 54000), and one such text would refuse the whole visit.
 */
async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index article_revision_search on article_revision using gin (to_tsvector('simple',
    left(headline || ' ' || coalesce(standfirst, '') || ' ' || text, 100000)))`.execute(db);
  await sql`create index comment_revision_search on comment_revision
    using gin (to_tsvector('simple', left(text, 100000)))`.execute(db);
}

export const search: Migration = { up };
