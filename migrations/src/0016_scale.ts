// 0016: the search for duplicates at scale: what is due stands beside the wordings, not in them, and their indexes are narrow.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await queue(db);
  await wordings(db);
}

/** A wording holds all of its sampled shingles: with its state in a row of two columns, a step rewrites eight bytes, not three hundred. */
async function queue(db: Kysely<unknown>): Promise<void> {
  await sql`drop index wording_due`.execute(db); // the name is the table's from here on
  await sql`create table wording_due (
    number integer primary key,
    step text not null check (step in ('match', 'away', 'group'))
  )`.execute(db);
  await sql`create index wording_due_step on wording_due (step, number)`.execute(db);
  await sql`insert into wording_due (number, step) select number, due from wording where due is not null`.execute(db);
  await sql`alter table wording drop column due`.execute(db);
  await describe(db, "table", "wording_due", {
    what: "What the search for duplicates still has to do",
    columns: {
      number: "Of a wording",
      step: "match (look for similar ones), away (another engine does that), or group (cluster again)",
    },
  });
}

/**
 * The search makes wordings under a lock, and each number is a hash of all that tells one from another: the unique index over the four
 * columns said it again, in seventy bytes a row at a random place. What is looked for is the digest. That the publisher is there is
 * known of the articles.
 */
async function wordings(db: Kysely<unknown>): Promise<void> {
  await sql`alter table wording drop constraint wording_digest_kind_publisher_id_apart_key`.execute(db);
  await sql`alter table wording drop constraint wording_publisher_id_fkey`.execute(db);
  await sql`create index wording_digest on wording using hash (digest)`.execute(db);
}

export const scale: Migration = { up };
