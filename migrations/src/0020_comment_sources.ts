// 0020: which way of reading gave each field of a comment, and the ledger of every walk as rows.
import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { describe } from "./describe.ts";

async function up(db: Kysely<unknown>): Promise<void> {
  // A table of its own: most comments are read by one way, and the rows of comments have a past.
  await sql`create table comment_source (
    comment_id uuid primary key references comment (id) on delete cascade,
    sources jsonb not null
  )`.execute(db);
  await describe(db, "table", "comment_source", {
    what: "Comments that several ways of reading gave (REST, the page, a feed), and which field is from which; no row where one way gave everything",
    columns: {
      comment_id: "The comment",
      sources:
        "The way that gave the comment as text, and of other fields the way where it is another: parent, createdAt, author, votes, permalink, byArticleAuthor",
    },
  });
  await sql`create view v_thread_walks as
    select w.thread_id, t.article_id, a.url as article_url, p.key as publisher, t.platform, w.number, w.announced, w.collected,
      w.complete, cardinality(w.captures) as answers, w.ways, w.walked_at, w.last_walked_at, w.times_seen,
      g.gap ->> 'reason' as gap, (g.gap ->> 'count')::integer as missing, g.gap ->> 'detail' as detail
    from thread_walk w
    join thread t on t.id = w.thread_id
    join article a on a.id = t.article_id
    join publisher p on p.id = t.publisher_id
    left join lateral jsonb_array_elements(w.gaps) as g(gap) on true`.execute(db);
  await describe(db, "view", "v_thread_walks", {
    what: "The ledger of every walk: one row for each of its gaps, one row without a gap where it had none",
    columns: {
      thread_id: "Id of the thread",
      article_id: "Its article",
      article_url: "The article's canonical address",
      publisher: "The article's publisher",
      platform: "Software that runs the comments",
      number: "1 for the first walk; a walk with the result of the one before it is the same walk, seen again",
      announced: "Number of comments the site said there were; null where it said nothing",
      collected: "Number of comments that were read",
      complete: "Nothing announced was missing",
      answers: "Pages and answers of the site that it took",
      ways: "Ways used, in order",
      walked_at: "When it was walked first with this result (UTC)",
      last_walked_at: "When it was walked last with this result (UTC)",
      times_seen: "How often it was walked with this result",
      gap: "Why comments are missing, such as reply-cap; null where nothing is",
      missing: "How many; null where nobody can know",
      detail: "The same in a sentence",
    },
  });
}

async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop view v_thread_walks`.execute(db);
  await sql`drop table comment_source`.execute(db);
}

export const commentSources: Migration = { up, down };
