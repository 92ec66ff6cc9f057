// Crawls: a run opens with its seeds and the listing pages due, and closes with its report.
import {
  type CrawlEnd,
  type CrawlId,
  type CrawlStart,
  canonicalise,
  LISTING_KINDS,
  type PublisherId,
  pageId,
  publisherId,
  publisherOf,
  storable,
  storableJson,
  UsageError,
} from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import type { Marker } from "../erase/marks.ts";
import { wantedAmong } from "./erased.ts";
import { voidTurns } from "./hosts.ts";
import { storeFound } from "./pages.ts";

/** `voidLeases`: nobody else can hold one, so whoever held them is dead. */
export async function startCrawl(db: Database, start: CrawlStart, voidLeases: boolean, mark: Marker): Promise<void> {
  const urls = start.seeds.map((seed) => canonicalise(seed.url)).filter((url) => url !== undefined);
  const publishers = [...new Set(urls.map(publisherOf))].map(publisherId);
  await db.transaction().execute(async (tx) => {
    const seeds = await wantedAmong(tx, mark, start.seeds);
    if (seeds.length === 0 && urls.length > 0) {
      throw new UsageError(
        "usage/conflict",
        "crawl: what was asked for was erased from this corpus, and is not taken in again; choose other addresses, or another corpus",
      );
    }
    await tx
      .insertInto("crawl")
      .values({
        id: start.id,
        startedAt: start.startedAt,
        state: "running",
        seeds: seeds.map((seed) => storable(seed.url)),
        userAgent: storable(start.userAgent),
        settings: JSON.stringify(storableJson(start.settings)),
        report: null,
      })
      .execute();
    if (voidLeases) {
      await voidTurns(tx);
      await sql`update page set leased_until = null where leased_until is not null`.execute(tx);
      await sql`update crawl set state = 'interrupted' where state = 'running' and id <> ${start.id}`.execute(tx);
    }
    await storeFound(tx, seeds, start.startedAt);
    await sql`
      update page set due_at = now()
      where publisher_id = any(${publishers}::uuid[])
        and (kind = any(${[...LISTING_KINDS]}::text[]) or (${start.refresh}::boolean and visited_at is not null))
        and (due_at is null or due_at > now())`.execute(tx);
    // Found or visited in the future: the clock was set back since, and what it made due keeps its step, not its date.
    await sql`
      update page set due_at = now() + greatest(due_at - visited_at, interval '0')
      where publisher_id = any(${publishers}::uuid[]) and due_at > now() and (visited_at is null or visited_at > now())`.execute(
      tx,
    );
    // A seed may be an article we know: the user asks for it now.
    await sql`
      update page set due_at = now()
      where id = any(${urls.map(pageId)}::uuid[]) and (due_at is null or due_at > now())`.execute(tx);
  });
}

/** Returns the publishers that it was about. */
export async function finishCrawl(db: Database, end: CrawlEnd): Promise<PublisherId[]> {
  const row = await db
    .updateTable("crawl")
    .set({ finishedAt: end.finishedAt, state: end.state, report: JSON.stringify(storableJson(end.report)) })
    .where("id", "=", end.crawl)
    .returning("seeds")
    .executeTakeFirst();
  if (row?.seeds.length === 0) return await publishersOf(db, end.crawl);
  return [...new Set(row?.seeds.map(publisherOf))].map(publisherId);
}

/** An import has no seeds: its publishers are those of the answers it brought. */
async function publishersOf(db: Database, crawl: CrawlId): Promise<PublisherId[]> {
  const { rows } = await sql<{ id: PublisherId }>`
    select distinct p.publisher_id as id from capture c join page p on p.id = c.page_id where c.crawl_id = ${crawl}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/**
 * PGlite has no autovacuum: without this the planner knows nothing of the tables (measured: iterating 20,000 comments took
 * 2.6 times as long) and rows that were updated take their space for ever.
 */
export async function tidy(db: Database): Promise<void> {
  await sql`vacuum (analyze)`.execute(db);
}
