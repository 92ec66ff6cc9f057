// corpus.why(): all we know of one address, from the frontier to the last comment, for a person to follow.
import { type ArticleId, type Gap, pageId, type Signal } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { articlesAlike } from "./alike.ts";
import { type ArticleRevision, canonical, revisionsOf } from "./revisions.ts";

export interface WhyPage {
  readonly url: string;
  readonly kind: string;
  /** For kind thread: the platform. */
  readonly platform: string | null;
  readonly via: string;
  readonly priority: number;
  readonly claimedAt: string | null;
  readonly firstSeenAt: string;
  readonly visitedAt: string | null;
  readonly dueAt: string | null;
  readonly attempts: number;
  readonly leasedUntil: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly detail: string | null;
}

export interface WhyCapture {
  readonly id: string;
  readonly kind: string;
  readonly method: string;
  readonly requestUrl: string;
  readonly url: string;
  readonly status: number;
  readonly contentType: string | null;
  /** Bytes of the raw body, and as stored. */
  readonly size: number;
  readonly storedSize: number;
  readonly fetchedAt: string;
  readonly lastSeenAt: string;
  readonly timesSeen: number;
  readonly totalMs: number;
  /** What the site said of mining, AI and archives with this answer. */
  readonly signals: readonly Signal[];
  /** The basis on which reserved pages were kept all the same; null where opt-outs were respected. */
  readonly tdmBasis: string | null;
}

export interface WhyWalk {
  readonly number: number;
  readonly announced: number | null;
  readonly collected: number;
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
  readonly ways: readonly string[];
  readonly walkedAt: string;
  readonly lastWalkedAt: string;
  readonly timesSeen: number;
  /** Answers of the site that it took. */
  readonly answers: number;
}

export interface WhyThread extends Omit<WhyWalk, "number" | "walkedAt" | "lastWalkedAt" | "timesSeen" | "answers"> {
  readonly id: string;
  readonly platform: string;
  readonly key: string;
  readonly open: boolean | null;
  readonly walkedAt: string | null;
  readonly walks: readonly WhyWalk[];
  /** Of comments that several ways gave: how many have a field from each, such as `{ votes: { ajax: 20 } }`. */
  readonly sources: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** The answer to "why is this here, or not". Empty lists where the address was never met. */
export interface Why {
  readonly url: string;
  readonly pages: readonly WhyPage[];
  readonly captures: readonly WhyCapture[];
  readonly article: {
    readonly id: string;
    readonly url: string;
    readonly urls: readonly { readonly url: string; readonly kind: string }[];
    readonly revisions: readonly ArticleRevision[];
  } | null;
  readonly threads: readonly WhyThread[];
  /** Where the address was never met: articles whose addresses differ from it in a slash, `www`, `http` or another form. */
  readonly alike: readonly string[];
}

export async function whyOf(db: Database, address: string): Promise<Why> {
  const url = canonical("why", address);
  const named = await db.selectFrom("articleUrl").select("articleId").where("id", "=", pageId(url)).executeTakeFirst();
  const article = named?.articleId;
  const pages = await pagesOf(db, url, article);
  return {
    url,
    pages: pages.map(({ id: _, ...page }) => page),
    captures: await capturesOf(
      db,
      pages.map(({ id }) => id),
    ),
    article: article === undefined ? null : await articleOf(db, article, url),
    threads: article === undefined ? [] : await threadsOf(db, article),
    alike: pages.length === 0 && article === undefined ? await articlesAlike(db, url) : [],
  };
}

/** The page itself, the article's other addresses, and its threads. */
async function pagesOf(
  db: Database,
  url: string,
  article: ArticleId | undefined,
): Promise<(WhyPage & { id: string })[]> {
  const { rows } = await sql<
    Omit<WhyPage, "claimedAt" | "firstSeenAt" | "visitedAt" | "dueAt" | "leasedUntil"> & {
      id: string;
      claimedAt: Date | null;
      firstSeenAt: Date;
      visitedAt: Date | null;
      dueAt: Date | null;
      leasedUntil: Date | null;
    }
  >`select p.id, p.url, p.kind, t.platform, p.via, p.priority, p.claimed_at, p.first_seen_at, p.visited_at, p.due_at,
      p.attempts, p.leased_until, p.outcome, p.reason, p.detail
    from page p left join thread t on t.id = p.thread_id
    where p.id = ${pageId(url)}::uuid
      or p.id in (select u.id from article_url u where u.article_id = ${article ?? null}::uuid)
      or p.thread_id in (select x.id from thread x where x.article_id = ${article ?? null}::uuid)
    order by p.kind = 'thread', p.first_seen_at, p.id`.execute(db);
  return rows.map((row) => ({
    ...row,
    claimedAt: iso(row.claimedAt),
    firstSeenAt: row.firstSeenAt.toISOString(),
    visitedAt: iso(row.visitedAt),
    dueAt: iso(row.dueAt),
    leasedUntil: iso(row.leasedUntil),
  }));
}

async function capturesOf(db: Database, pages: readonly string[]): Promise<WhyCapture[]> {
  const { rows } = await sql<Omit<WhyCapture, "fetchedAt" | "lastSeenAt"> & { fetchedAt: Date; lastSeenAt: Date }>`
    select c.id, p.kind, c.method, c.request_url, c.url, c.status, c.headers ->> 'content-type' as content_type, b.size,
      octet_length(b.bytes) as stored_size, c.fetched_at, c.last_seen_at, c.times_seen, c.total_ms,
      c.signals, r.settings -> 'tdm' ->> 'basis' as tdm_basis
    from capture c join page p on p.id = c.page_id join body b on b.digest = c.body_digest
      join crawl r on r.id = c.crawl_id
    where c.page_id = any(${pages}::uuid[]) order by p.kind = 'thread', c.fetched_at, c.id`.execute(db);
  return rows.map((row) => ({
    ...row,
    fetchedAt: row.fetchedAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}

async function articleOf(db: Database, id: ArticleId, url: string): Promise<NonNullable<Why["article"]>> {
  const { url: own } = await db.selectFrom("article").select("url").where("id", "=", id).executeTakeFirstOrThrow();
  const urls = await db
    .selectFrom("articleUrl")
    .select(["url", "kind"])
    .where("articleId", "=", id)
    .orderBy("firstSeenAt")
    .orderBy("id")
    .execute();
  return { id, url: own, urls, revisions: await revisionsOf(db, url) };
}

async function threadsOf(db: Database, article: ArticleId): Promise<WhyThread[]> {
  const threads = await db.selectFrom("thread").selectAll().where("articleId", "=", article).orderBy("id").execute();
  const ids = threads.map(({ id }) => id);
  if (ids.length === 0) return [];
  const walks = await db
    .selectFrom("threadWalk")
    .selectAll()
    .where("threadId", "in", ids)
    .orderBy("threadId")
    .orderBy("number")
    .execute();
  const { rows: sources } = await sql<{ threadId: string; field: string; way: string; comments: number }>`
    select c.thread_id, s.key as field, s.value as way, count(*)::integer as comments
    from comment c join comment_source o on o.comment_id = c.id cross join lateral jsonb_each_text(o.sources) as s
    where c.thread_id = any(${ids}::uuid[])
    group by 1, 2, 3 order by s.key = 'text' desc, 2, 3`.execute(db);
  return threads.map((thread) => ({
    id: thread.id,
    platform: thread.platform,
    key: thread.key,
    announced: thread.announced,
    collected: thread.collected,
    complete: thread.complete,
    gaps: thread.gaps,
    open: thread.open,
    ways: thread.ways,
    walkedAt: iso(thread.walkedAt),
    walks: walks
      .filter(({ threadId }) => threadId === thread.id)
      .map((walk) => ({
        number: walk.number,
        announced: walk.announced,
        collected: walk.collected,
        complete: walk.complete,
        gaps: walk.gaps,
        ways: walk.ways,
        walkedAt: walk.walkedAt.toISOString(),
        lastWalkedAt: walk.lastWalkedAt.toISOString(),
        timesSeen: walk.timesSeen,
        answers: walk.captures.length,
      })),
    sources: sourcesIn(sources.filter(({ threadId }) => threadId === thread.id)),
  }));
}

function sourcesIn(rows: readonly { readonly field: string; readonly way: string; readonly comments: number }[]) {
  const sources: Record<string, Record<string, number>> = {};
  for (const { field, way, comments } of rows) sources[field] = { ...sources[field], [way]: comments };
  return sources;
}

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;
