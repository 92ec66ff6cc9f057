// Removing the rows of what is doomed, table by table, children before parents.
import type { ArticleId, PublisherId } from "@belowline/schema";
import { publisherOf } from "@belowline/schema";
import { sql } from "kysely";
import { forgetJobs } from "../jobs/forget.ts";
import { learn } from "../store/boilerplate.ts";
import { totalKey } from "../store/boilerplate-lines.ts";
import { letGo } from "../store/duplicates/let-go.ts";
import type { Tx } from "../store/rows.ts";

const doomed = (kind: string) => sql`(select id from doomed where kind = ${sql.lit(kind)})`;

/** Bodies that only doomed captures held go too. `urls` are the addresses that no other table may name any more. */
export async function removeDoomed(tx: Tx, urls: readonly string[]): Promise<{ captures: number }> {
  await letGo(tx, sql`select id from doomed where kind in ('article', 'comment')`);
  await countAnew(tx);
  await sql`delete from event where comment_id in ${doomed("comment")} or thread_id in ${doomed("thread")}
    or article_id in ${doomed("article")}`.execute(tx);
  const comments = await removeComments(tx);
  await sql`delete from commenter w where w.id in ${doomed("commenter")}
    or (w.id = any(${comments}::uuid[]) and not exists (select from comment c where c.commenter_id = w.id))`.execute(
    tx,
  );
  await removeLines(tx);
  await sql`update page set thread_id = null where thread_id in ${doomed("thread")}`.execute(tx);
  await sql`delete from thread_walk where thread_id in ${doomed("thread")}`.execute(tx);
  await sql`delete from thread where id in ${doomed("thread")}`.execute(tx);
  await sql`delete from article_revision where article_id in ${doomed("article")}`.execute(tx);
  await sql`delete from article_url where article_id in ${doomed("article")}`.execute(tx);
  await sql`delete from article where id in ${doomed("article")}`.execute(tx);
  const captures = await removePages(tx);
  await forgetJobs(tx, await publishersOf(tx), urls);
  await removePublisher(tx);
  await forgetUrls(tx, urls);
  return { captures };
}

/** Replies stay, as those to any comment that is gone; the ledger says why fewer are here than came. */
async function countAnew(tx: Tx): Promise<void> {
  await sql`update comment set orphan = true where parent_id in ${doomed("comment")}
    and id not in ${doomed("comment")}`.execute(tx);
  // Their own frozen rows go with them.
  for (const kind of ["article", "comment"]) {
    await sql`update ${sql.id(`snapshot_${kind}`)} set representative = null where representative in ${doomed(kind)}`.execute(
      tx,
    );
  }
  await sql`update comment set inferred_parent_id = null where inferred_parent_id in ${doomed("comment")}`.execute(tx);
  await sql`
    with went as (
      select c.thread_id, count(*)::int as n from comment c join doomed d on d.kind = 'comment' and d.id = c.id
      join thread t on t.id = c.thread_id
      where c.gone_at is null and c.last_seen_at >= t.walked_at and t.id not in ${doomed("thread")} group by 1
    ), told as (
      select t.id, w.n, coalesce((select (g ->> 'count')::int from jsonb_array_elements(t.gaps) g where g ->> 'reason' = 'erased'), 0) as before,
        (select coalesce(jsonb_agg(g), '[]') from jsonb_array_elements(t.gaps) g where g ->> 'reason' <> 'erased') as others
      from thread t join went w on w.thread_id = t.id
    )
    update thread t set collected = greatest(t.collected - told.n, 0),
      gaps = told.others || jsonb_build_array(jsonb_build_object('reason', 'erased', 'count', told.before + told.n,
        'detail', ${ERASED_DETAIL}::text))
    from told where t.id = told.id`.execute(tx);
}

export const ERASED_DETAIL = "left out because they were erased from this corpus";

/** Returns who wrote them. */
async function removeComments(tx: Tx): Promise<string[]> {
  await sql`delete from comment_source where comment_id in ${doomed("comment")}`.execute(tx);
  await sql`delete from comment_revision where comment_id in ${doomed("comment")}`.execute(tx);
  const { rows } = await sql<{ commenterId: string | null }>`
    delete from comment where id in ${doomed("comment")} returning commenter_id`.execute(tx);
  return [...new Set(rows.flatMap(({ commenterId }) => commenterId ?? []))];
}

/** What an article contributed to its publisher's learned lines is taken back. */
async function removeLines(tx: Tx): Promise<void> {
  await sql`delete from learned_line where publisher_id in ${doomed("publisher")}`.execute(tx);
  await sql`delete from article_line where publisher_id in ${doomed("publisher")}`.execute(tx);
  const { rows } = await sql<{ id: ArticleId; publisherId: PublisherId }>`
    select article_id as id, publisher_id from article_line where article_id in ${doomed("article")}
    order by article_id`.execute(tx);
  for (const { id, publisherId } of rows) {
    await learn(tx, { id, publisherId, headline: "", blocks: [] }, false);
    await tx.deleteFrom("articleLine").where("articleId", "=", id).execute();
    await tx
      .updateTable("learnedLine")
      .set((eb) => ({ articles: eb("articles", "-", 1) }))
      .where("key", "=", totalKey(publisherId))
      .execute();
  }
}

async function removePages(tx: Tx): Promise<number> {
  // One answer may have served a thread that stays (an interface asked for two): it goes on under that thread's page.
  await sql`update capture c set page_id = p.id from comment_revision r join comment k on k.id = r.comment_id
    join page p on p.thread_id = k.thread_id
    where r.capture_id = c.id and c.page_id in ${doomed("page")}`.execute(tx);
  await sql`update capture c set page_id = u.id from article_revision r join article_url u on u.article_id = r.article_id
    join page p on p.id = u.id
    where r.capture_id = c.id and c.page_id in ${doomed("page")}`.execute(tx);
  await sql`update page set capture_id = null where capture_id in (
    select id from capture where page_id in ${doomed("page")})`.execute(tx);
  await sql`update event set capture_id = null where capture_id in (
    select id from capture where page_id in ${doomed("page")})`.execute(tx);
  const { rows } = await sql<{ digest: string }>`
    delete from capture where page_id in ${doomed("page")} returning body_digest as digest`.execute(tx);
  const digests = [...new Set(rows.map(({ digest }) => digest))];
  await sql`delete from body b where b.digest = any(${digests}::text[])
    and not exists (select from capture c where c.body_digest = b.digest)`.execute(tx);
  await sql`delete from page where id in ${doomed("page")}`.execute(tx);
  return rows.length;
}

async function publishersOf(tx: Tx): Promise<PublisherId[]> {
  const { rows } = await sql<{ id: PublisherId }>`select id from doomed where kind = 'publisher'`.execute(tx);
  return rows.map(({ id }) => id);
}

async function removePublisher(tx: Tx): Promise<void> {
  const { rows } = await sql<{ key: string }>`select key from publisher where id in ${doomed("publisher")}`.execute(tx);
  if (rows.length === 0) return;
  const keys = new Set(rows.map(({ key }) => key));
  const files = await tx.selectFrom("hostFile").select("origin").distinct().execute();
  const origins = files.map(({ origin }) => origin).filter((origin) => keys.has(publisherOf(origin)));
  if (origins.length > 0) await tx.deleteFrom("hostFile").where("origin", "in", origins).execute();
  const crawls = await tx.selectFrom("crawl").select(["id", "seeds"]).execute();
  for (const { id, seeds } of crawls) {
    const left = seeds.filter((seed) => !keys.has(publisherOf(seed)));
    if (left.length === seeds.length) continue;
    await tx.updateTable("crawl").set({ seeds: left, settings: "{}", report: null }).where("id", "=", id).execute();
  }
  await sql`delete from publisher where id in ${doomed("publisher")}`.execute(tx);
}

/** A run's record names the addresses that it was given and those that broke. */
async function forgetUrls(tx: Tx, urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    await sql`update crawl set seeds = array_remove(seeds, ${url}::text),
      settings = replace(settings::text, ${url}::text, '(erased)')::jsonb,
      report = replace(report::text, ${url}::text, '(erased)')::jsonb
      where ${url}::text = any(seeds) or strpos(settings::text, ${url}::text) > 0
        or strpos(coalesce(report::text, ''), ${url}::text) > 0`.execute(tx);
  }
}
