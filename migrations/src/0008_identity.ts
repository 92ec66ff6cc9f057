// 0008: identity: the digest of a revision's text, its news agencies, and what tells that two addresses may name one article.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table article_revision add column text_digest text`.execute(db);
  await sql`create index article_revision_text_digest on article_revision (text_digest)`.execute(db);
  // Opening a corpus fills what is empty: the rules are code, and a look for rows without costs nothing.
  await sql`create index article_revision_undigested on article_revision (article_id) where text_digest is null`.execute(
    db,
  );
  await sql`alter table article_revision add column agencies text[] not null default '{}'`.execute(db);
  await sql`alter table article_url add column plain_id uuid`.execute(db);
  await sql`alter table article_url add column evidence text`.execute(db);
  await sql`create index article_url_plain on article_url (plain_id)`.execute(db);
  await sql`create index article_url_unplain on article_url (id) where plain_id is null`.execute(db);
  const columns = {
    "article_revision.text_digest":
      "SHA-256 of the text with blanks, quotes and dashes folded, hex: equal for exact copies; null only until filled",
    "article_revision.agencies":
      "News agencies that the text or its credits name as where it comes from, such as Reuters",
    "article_url.kind":
      "How it came to name the article: requested, redirect, final, canonical, og, amp, shortlink, json-ld, or variant",
    "article_url.plain_id":
      "Computed from the address without marks of AMP, mobile, print, page number or language: equal ones may name one article",
    "article_url.evidence": "Why it names this article and no other, where that was not the page's own address",
  };
  for (const [column, meaning] of Object.entries(columns)) {
    await sql`comment on column ${sql.ref(column)} is ${sql.lit(meaning)}`.execute(db);
  }
}

export const identity: Migration = { up };
