// corpus.check(): whether what comes in still looks like what came in, publisher by publisher, and whether golden pages read as they did.
import {
  type GapReason,
  HARMLESS_GAPS,
  type Privacy,
  publisherId,
  type Reader,
  refuseUnknown,
  UsageError,
} from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import type { BodyCase } from "../store/body.ts";
import { drift, LEAST_PAST, RECENT } from "./drift.ts";
import { type Golden, type GoldenBreak, readGolden } from "./golden.ts";
import { articleSeries, type Measured, pageSeries } from "./series.ts";

export interface CheckOptions {
  /** Only this publisher, by its key. */
  readonly publisher?: string;
}

export interface FieldAlarm {
  /** Such as `article.words`, `comment.parent`; `article` for the share of pages that gave one, `thread` of articles with a thread. */
  readonly field: string;
  /** The past: a median of amounts, a share from 0 to 1 of what a page has or has not. */
  readonly was: number;
  /** The newest pages. */
  readonly is: number;
  /** Two-sided probability of so great a difference by chance, of this field alone. */
  readonly p: number;
  /** The first page where it is different. */
  readonly firstUrl: string;
}

export interface PublisherCheck {
  readonly publisher: string;
  readonly articles: number;
  /** False where there are too few articles to have a past. */
  readonly compared: boolean;
  readonly alarms: readonly FieldAlarm[];
  readonly golden: readonly Golden[];
  readonly breaks: readonly GoldenBreak[];
  /** What the last walks miss, by reason: so many threads, and so many comments where anybody can know. No alarm: the site has them. */
  readonly gaps: readonly MissingByReason[];
}

export interface MissingByReason {
  readonly reason: GapReason;
  readonly threads: number;
  readonly comments: number | null;
}

export interface CheckReport {
  /** Something broke. */
  readonly broken: boolean;
  readonly publishers: readonly PublisherCheck[];
}

export async function check(
  db: Database,
  reader: Reader,
  bodies: BodyCase,
  privacy: () => Privacy,
  options: CheckOptions = {},
): Promise<CheckReport> {
  refuseUnknown("check", options, ["publisher"]);
  const publishers: PublisherCheck[] = [];
  for (const { id, key } of await publishersOf(db, options.publisher)) {
    const articles = await articleSeries(db, id);
    const pages = await pageSeries(db, id);
    const pinned = await db
      .selectFrom("goldenPage")
      .innerJoin("article", "article.id", "goldenPage.articleId")
      .select("goldenPage.articleId")
      .where("article.publisherId", "=", id)
      .executeTakeFirst();
    // Without golden pages no key is needed.
    const read = pinned
      ? await readGolden({ db, reader, bodies, privacy: privacy() }, key)
      : { golden: [], breaks: [] };
    publishers.push({
      publisher: key,
      articles: articles.urls.length,
      compared: articles.urls.length >= RECENT + LEAST_PAST,
      alarms: [...alarmsOf(pages), ...alarmsOf(articles)],
      gaps: await gapsOf(db, id),
      ...read,
    });
  }
  return { broken: publishers.some(({ alarms, breaks }) => alarms.length + breaks.length > 0), publishers };
}

async function gapsOf(db: Database, publisher: string): Promise<MissingByReason[]> {
  const { rows } = await sql<MissingByReason>`
    select g.gap ->> 'reason' as reason, count(distinct t.id)::integer as threads,
      sum((g.gap ->> 'count')::integer)::integer as comments
    from thread t cross join lateral jsonb_array_elements(t.gaps) as g(gap)
    where t.publisher_id = ${publisher}::uuid and g.gap ->> 'reason' <> all(${[...HARMLESS_GAPS]}::text[])
    group by 1 order by 2 desc, 1`.execute(db);
  return rows;
}

const alarmsOf = ({ urls, series }: Measured): FieldAlarm[] =>
  drift(series).map(({ first, ...alarm }) => ({ ...alarm, firstUrl: urls[first]! }));

async function publishersOf(db: Database, key: string | undefined) {
  const all = db.selectFrom("publisher").select(["id", "key"]).orderBy("key");
  if (key === undefined) return await all.execute();
  const found = await all.where("id", "=", publisherId(key)).execute();
  if (found.length > 0) return found;
  throw new UsageError(
    "usage/not-found",
    `check: nothing of the publisher ${key} in this corpus; expected its key, such as "news.example"`,
    { publisher: key },
  );
}
