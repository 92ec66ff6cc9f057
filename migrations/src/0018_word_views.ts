// 0018: two more views for people who come with SQL: what articles said before, and how often each word is written.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await revisions(db);
  await words(db);
}

async function revisions(db: Kysely<unknown>): Promise<void> {
  await sql`create view v_revisions as
    select r.article_id, a.url, p.key as publisher, r.number, r.cause, r.headline, r.standfirst, r.text, r.word_count,
      r.published_at, r.modified_at, r.seen_at, r.number = a.revision as is_current
    from article_revision r
    join article a on a.id = r.article_id
    join publisher p on p.id = a.publisher_id`.execute(db);
  await describe(db, "view", "v_revisions", {
    what: "One row a revision of an article: what it said each time it said something else; joins v_articles",
    columns: {
      article_id: "The article",
      url: "Its canonical address",
      publisher: "Its publisher",
      number: "1 for the first that we read",
      cause: "Who made the difference: first, publisher, or extractor (we read the same page better)",
      headline: "Headline",
      standfirst: "Lead or summary below the headline",
      text: "Running text, one newline between paragraphs",
      word_count: "Words of text (UAX #29)",
      published_at: "Time of publication as the page states it (UTC)",
      modified_at: "Time of the last change as the page states it (UTC); a silent edit may state none",
      seen_at: "When we first read it (UTC): it was written between then and the reading before",
      is_current: "Whether the article says this now",
    },
  });
}

async function words(db: Kysely<unknown>): Promise<void> {
  await sql`create view v_words as
    select p.kind, t.form, sum(p.tokens)::integer as tokens, sum(p.texts)::integer as texts
    from token_posting p join token_term t on t.id = p.term
    group by p.kind, t.id having sum(p.tokens) > 0`.execute(db);
  await describe(db, "view", "v_words", {
    what: "One row a word of all articles, and one of all comments; as the measures count, up to the last indexing",
    columns: {
      kind: "article (running text) or comment",
      form: "The token, folded to lower case",
      tokens: "How often it is written",
      texts: "In how many articles, or comments",
    },
  });
}

export const wordViews: Migration = { up };
