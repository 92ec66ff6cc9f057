// 0019: the counts of all terms beside each segment of the token index, so that a frequency list reads one value and not every posting.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table token_segment add column counts bytea not null default ''`.execute(db);
  // As it is: these bytes hardly shrink, and to be unpacked would take longer than to be read.
  await sql`alter table token_segment alter column counts set storage external`.execute(db);
  await sql`comment on column token_segment.counts is ${sql.lit(
    "For each term of the segment, ascending: difference to the term before, token_posting.tokens and .texts, as LEB128; the sign of both in the lowest bit",
  )}`.execute(db);
  // Segments that were written before have none: the next question that counts words makes the index anew.
  await sql`delete from setting where key = 'token_rules'`.execute(db);
}

export const tokenCounts: Migration = { up };
