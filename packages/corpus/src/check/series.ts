// What is measured of a publisher's newest pages, oldest first: one query for its articles, one for its visits.
import type { PublisherId } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import type { Series } from "./drift.ts";

/** How far back a publisher's own past goes. Long enough to hold seasons, short enough that a redesign becomes the rule one day. */
const PAST = 2000;
/** Fewer comments than this say nothing about shares within a thread. */
const FEW = 3;

export interface Measured {
  readonly urls: readonly string[];
  readonly series: readonly Series[];
}

interface ArticleRow {
  url: string;
  words: number;
  standfirst: boolean;
  byline: boolean;
  publishedAt: boolean;
  modifiedAt: boolean;
  language: boolean;
  section: boolean;
  tags: boolean;
  images: boolean;
  boilerplate: number;
  thread: boolean;
  comments: number | null;
  collected: number | null;
  replies: number | null;
  authors: number | null;
  dates: number | null;
}

/** Articles as they stand now: what a re-extraction mended is mended here. */
export async function articleSeries(db: Database, publisher: PublisherId): Promise<Measured> {
  const { rows } = await sql<ArticleRow>`
    with newest as (
      select * from article where publisher_id = ${publisher}::uuid order by first_seen_at desc, id limit ${PAST}
    )
    select a.url, r.word_count as words, r.standfirst is not null as standfirst, cardinality(r.byline) > 0 as byline,
      r.published_at is not null as published_at, r.modified_at is not null as modified_at,
      r.language is not null as language, r.section is not null as section, cardinality(r.tags) > 0 as tags,
      jsonb_array_length(r.images) > 0 as images,
      length(r.boilerplate::text)::float8 / greatest(1, length(r.boilerplate::text) + length(r.text)) as boilerplate,
      coalesce(t.threads, 0) > 0 as thread, t.comments, t.collected, c.replies, c.authors, c.dates
    from newest a join article_revision r on r.article_id = a.id and r.number = a.revision
    left join lateral (
      select count(*) as threads,
        -- A young thread has few comments because it is young.
        sum(t.collected) filter (where t.walked_at > coalesce(r.published_at, a.first_seen_at) + interval '1 day')::int as comments,
        sum(least(t.collected, t.announced)) filter (where t.announced > 0)::float8 / sum(t.announced) filter (where t.announced > 0) as collected
      from thread t where t.article_id = a.id and t.walked_at is not null
    ) t on true
    left join lateral (
      select avg((c.parent_id is not null)::int)::float8 as replies, avg((c.commenter_id is not null)::int)::float8 as authors,
        avg((c.created_at is not null)::int)::float8 as dates
      from comment c where c.article_id = a.id having count(*) >= ${FEW}
    ) c on true
    order by a.first_seen_at, a.id desc`.execute(db);
  const of = (field: string, value: (row: ArticleRow) => Series["values"][number]): Series => ({
    field,
    values: rows.map(value),
  });
  return {
    urls: rows.map(({ url }) => url),
    series: [
      of("article.words", (row) => row.words),
      of("article.boilerplate", (row) => row.boilerplate),
      of("article.standfirst", (row) => row.standfirst),
      of("article.byline", (row) => row.byline),
      of("article.publishedAt", (row) => row.publishedAt),
      of("article.modifiedAt", (row) => row.modifiedAt),
      of("article.language", (row) => row.language),
      of("article.section", (row) => row.section),
      of("article.tags", (row) => row.tags),
      of("article.images", (row) => row.images),
      of("thread", (row) => row.thread),
      of("thread.comments", (row) => row.comments),
      of("thread.collected", (row) => row.collected),
      of("comment.parent", (row) => row.replies),
      of("comment.author", (row) => row.authors),
      of("comment.createdAt", (row) => row.dates),
    ],
  };
}

/** Whether pages that looked like articles were ones; opt-outs and pages that are gone are the site's own doing. */
export async function pageSeries(db: Database, publisher: PublisherId): Promise<Measured> {
  const { rows } = await sql<{ url: string; found: boolean }>`
    select url, found from (
      select url, outcome = 'article' as found, first_seen_at, id from page
      where publisher_id = ${publisher}::uuid and kind = 'article'
        and (outcome in ('article', 'broken') or outcome = 'absent' and reason in ('not-an-article', 'challenged', 'soft-404', 'consent-wall'))
      order by first_seen_at desc, id limit ${PAST}
    ) p order by first_seen_at, id desc`.execute(db);
  return { urls: rows.map(({ url }) => url), series: [{ field: "article", values: rows.map(({ found }) => found) }] };
}
