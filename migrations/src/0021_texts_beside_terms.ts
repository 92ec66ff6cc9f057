// 0021: each text beside its terms in the token index, so that a line of a concordance is one row, and not three of three tables.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

async function up(db: Kysely<unknown>): Promise<void> {
  // Rows that were written before have none: the next question that counts words makes the index anew.
  await sql`truncate token_text`.execute(db);
  await sql`delete from setting where key = 'token_rules'`.execute(db);
  await sql`alter table token_text add column article_id uuid not null, add column said_at timestamptz,
    add column text text not null`.execute(db);
  for (const [column, meaning] of Object.entries({
    article_id: "The article that the text is, or stands below",
    said_at: "When it was written or published, as the page states it (UTC)",
    text: "The text that was indexed",
  })) {
    await sql`comment on column token_text.${sql.id(column)} is ${sql.lit(meaning)}`.execute(db);
  }
  await due(db, "comment", "id", ["revision", "created_at", "article_id"]);
  await due(db, "article_revision", "article_id, number", ["text", "language", "published_at"]);
}

/** As in 0011, with what is now held beside the terms. */
async function due(db: Kysely<unknown>, table: string, key: string, columns: readonly string[]): Promise<void> {
  const [owner, kind] = table === "comment" ? ["id", "comment"] : ["article_id", "article"];
  const of = (row: string): string => `(${columns.map((column) => `${row}.${column}`).join(", ")})`;
  await sql
    .raw(
      `create or replace function ${table}_token_due_update() returns trigger language plpgsql as $$
        begin
          insert into token_due (kind, id) select '${kind}', n.${owner} from new_rows n join old_rows o using (${key})
            where ${of("n")} is distinct from ${of("o")};
          return null;
        end $$`,
    )
    .execute(db);
}

export const textsBesideTerms: Migration = { up };
