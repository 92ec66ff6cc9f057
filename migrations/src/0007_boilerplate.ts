// 0007: what a publisher prints again and again: learned lines, which article holds which, and what was kept out of a text.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table article_revision add column boilerplate jsonb not null default '[]'`.execute(db);
  await sql`comment on column article_revision.boilerplate is ${sql.lit(
    "Recurring pieces of the publisher that were read but kept out of text and blocks, each with its place: [{kind, at, ...}]",
  )}`.execute(db);
  // Learning and re-extraction revise articles outside any crawl.
  await sql`alter table event alter column crawl_id drop not null`.execute(db);
  await sql`comment on column event.crawl_id is ${sql.lit(
    "The run that noticed it; null where no crawl did but a re-extraction or a ruling on a line",
  )}`.execute(db);
  await learnedLines(db);
  await articleLines(db);
}

async function learnedLines(db: Kysely<unknown>): Promise<void> {
  await sql`create table learned_line (
    key bigint primary key,
    publisher_id uuid not null references publisher (id),
    articles integer not null,
    heads integer not null,
    tails integer not null,
    wholes integer not null,
    quotes integer not null,
    words integer not null,
    stories integer not null default 1,
    sample uuid[] not null,
    boilerplate boolean not null default false,
    applied boolean not null default false,
    ruled text check (ruled in ('keep', 'drop'))
  )`.execute(db);
  await sql`create index learned_line_recurring on learned_line (publisher_id) where articles > 1 or boilerplate
    or applied or ruled is not null`.execute(db);
  await describe(db, "table", "learned_line", {
    what: "Blocks and sentences of a publisher's articles, in how many of them each stands, and whether it is boilerplate",
    columns: {
      key: "Hash of publisher and line, read in one of several ways (letters folded, digits alike, names or a third left out)",
      publisher_id: "Whose articles",
      articles: "Number of distinct articles that hold the line",
      heads: "In how many of them it stands among the first blocks",
      tails: "In how many of them it stands among the last blocks",
      wholes: "In how many of them it is a whole block rather than a sentence within one",
      quotes: "In how many of them it is mostly quoted speech",
      words: "Words of the line",
      stories: "How many of the articles in sample have little else in common, so that each is a witness of its own",
      sample: "The articles with the smallest ids among those that hold it, eight at most",
      boilerplate: "Whether it counts as boilerplate now",
      applied: "Whether it counted as such when the publisher's articles were last swept",
      ruled: "What a researcher decided: keep (never boilerplate) or drop (always); null where the counts decide",
    },
  });
}

async function articleLines(db: Kysely<unknown>): Promise<void> {
  await sql`create table article_line (
    article_id uuid primary key references article (id),
    publisher_id uuid not null references publisher (id),
    headline text not null,
    keys bigint[] not null,
    marks integer[] not null,
    stale boolean not null default false
  )`.execute(db);
  await sql`create index article_line_publisher on article_line (publisher_id)`.execute(db);
  await sql`create index article_line_stale on article_line (publisher_id) where stale`.execute(db);
  await describe(db, "table", "article_line", {
    what: "What each article has contributed to learned_line, so that a changed article can take it back",
    columns: {
      article_id: "The article",
      publisher_id: "Its publisher",
      headline: "Its headline when its lines were counted: two versions of one story share it",
      keys: "Its lines as in learned_line.key, ascending",
      marks:
        "For each key: 1 first blocks, 2 last blocks, 4 whole block, 8 quoted speech, 16 exact line; plus 32 times its words",
      stale: "Lines of it became boilerplate, or ceased to be, since its text was last put together",
    },
  });
}

export const boilerplate: Migration = { up };
