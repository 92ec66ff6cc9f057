// The figures of a report: what is here by publisher, how it grew, how deep people answer, how soon they write.
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import type { Coverage } from "../query/coverage.ts";
import type { Standing } from "../query/standing.ts";

/** Bars for more publishers than this cannot be read. */
export const MOST_BARS = 30;

export interface PublisherFigures {
  readonly publisher: string;
  readonly articles: number;
  readonly threads: number;
  readonly complete: number;
  readonly announced: number;
  readonly collected: number;
}

export interface Figures {
  readonly coverage: Coverage;
  /** When the first and the last article were published, as their pages state it; null where none states it. */
  readonly published: { readonly first: Date | null; readonly last: Date | null };
  /** Of threads whose site announces a number: no thread makes up for what is missing in another. */
  readonly announcing: { readonly announced: number; readonly collected: number };
  /** The largest first. */
  readonly publishers: readonly PublisherFigures[];
  /** By the UTC day on which a record was first seen. */
  readonly growth: readonly { readonly day: Date; readonly articles: number; readonly comments: number }[];
  readonly depth: readonly { readonly depth: number; readonly comments: number }[];
  /** Threads by the time from publication to the first dated comment; `hours` is the lower end, four steps to a factor of ten. */
  readonly latency: readonly { readonly hours: number; readonly threads: number }[];
}

/** @param coverage of the same rows */
export async function figuresOf(
  db: Database,
  { article, thread, comment }: Standing,
  coverage: Coverage,
): Promise<Figures> {
  const { rows: publishers } = await sql<PublisherFigures>`
    select p.key as publisher,
      (select count(*)::int from ${article} a where a.publisher_id = p.id) as articles,
      count(t.id)::int as threads, (count(*) filter (where t.complete))::int as complete,
      coalesce(sum(t.announced), 0)::int as announced, coalesce(sum(t.collected), 0)::int as collected
    from publisher p left join ${thread} t on t.publisher_id = p.id
    group by p.id order by articles desc, p.key`.execute(db);
  const { rows: growth } = await sql<Figures["growth"][number]>`
    select (day at time zone 'UTC') as day, sum(articles)::int as articles, sum(comments)::int as comments from (
      select date_trunc('day', first_seen_at at time zone 'UTC') as day, count(*) as articles, 0 as comments from ${article} a group by 1
      union all
      select date_trunc('day', first_seen_at at time zone 'UTC'), 0, count(*) from ${comment} c group by 1
    ) seen group by 1 order by 1`.execute(db);
  const { rows: depth } = await sql<Figures["depth"][number]>`
    select depth, count(*)::int as comments from ${comment} c group by depth order by depth`.execute(db);
  const { rows: latency } = await sql<Figures["latency"][number]>`
    with first as (
      select extract(epoch from min(c.created_at) - r.published_at)::double precision / 3600 as hours
      from ${comment} c join ${article} a on a.id = c.article_id
      join article_revision r on r.article_id = a.id and r.number = a.revision
      where c.created_at >= r.published_at
      group by c.thread_id, r.published_at
    )
    select power(10, floor(log(greatest(hours, 0.01)) * 4) / 4)::double precision as hours, count(*)::int as threads
    from first group by 1 order by 1`.execute(db);
  const { rows: published } = await sql<Figures["published"]>`
    select min(r.published_at) as first, max(r.published_at) as last
    from ${article} a join article_revision r on r.article_id = a.id and r.number = a.revision`.execute(db);
  const { rows: announcing } = await sql<Figures["announcing"]>`
    select coalesce(sum(announced), 0)::int as announced, coalesce(sum(least(announced, collected)), 0)::int as collected
    from ${thread} t where announced is not null`.execute(db);
  return {
    coverage,
    announcing: announcing[0]!,
    published: published[0]!,
    publishers: publishers.filter(({ articles }) => articles > 0),
    growth,
    depth,
    latency,
  };
}
