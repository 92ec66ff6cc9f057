// Threads: where an article's comments are, and the ledger of each walk.
import {
  type ArticleId,
  type CaptureId,
  type Gap,
  StoreError,
  storable,
  storableJson,
  type Thread,
  type ThreadId,
  type ThreadReference,
  threadId,
  threadPageId,
} from "@belowline/schema";
import type { ThreadTable } from "@belowline/schema/tables";
import { type Selectable, sql } from "kysely";
import { runOf, type Visiting } from "./visiting.ts";

/** A thread is walked just before the next article of its kind, so that a stopped crawl holds whole conversations. */
const BEFORE_ARTICLE = 10;

/**
 * Keeps the threads an article points to, each with a page of its own: due now while it was never walked, else when it was.
 *
 * @returns how many pages were new
 */
export async function storeReferences(
  visiting: Visiting,
  article: ArticleId,
  publishedAt: string | null,
  threads: readonly ThreadReference[],
): Promise<number> {
  const { tx, publisher, publisherId, page, at } = visiting;
  await noteNewPlatform(visiting, article, threads);
  let fresh = 0;
  for (const reference of threads) {
    const id = threadId(publisher, reference.platform, reference.key);
    // A walk takes the page before the thread; in the other order the two would wait for each other.
    await tx.selectFrom("page").select("id").where("id", "=", threadPageId(id)).forNoKeyUpdate().execute();
    const { walkedAt } = await tx
      .insertInto("thread")
      .values({
        id,
        articleId: article,
        publisherId,
        platform: storable(reference.platform),
        key: storable(reference.key),
        ref: JSON.stringify(storableJson(reference.ref)),
        announced: reference.announced,
        gaps: "[]",
        open: null,
        ways: [],
        firstSeenAt: at,
        lastSeenAt: at,
      })
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet((eb) => ({
          ref: eb.ref("excluded.ref"),
          lastSeenAt: eb.ref("excluded.lastSeenAt"),
          // Once walked, announced belongs to the ledger of that walk: the numbers must add up.
          announced: sql<number | null>`case when thread.walked_at is null
            then coalesce(excluded.announced, thread.announced) else thread.announced end`,
        })),
      )
      .returning("walkedAt")
      .executeTakeFirstOrThrow();
    const { rows } = await sql<{ fresh: boolean }>`
      insert into page (id, publisher_id, url, kind, via, priority, claimed_at, first_seen_at, due_at, thread_id)
      values (${threadPageId(id)}, ${publisherId}, ${page.url}, 'thread', 'article', ${page.priority - BEFORE_ARTICLE},
        ${publishedAt ?? page.claimedAt?.toISOString() ?? null}::timestamptz, ${at}::timestamptz, now(), ${id})
      on conflict (id) do update set
        due_at = case when ${walkedAt === null}::boolean then least(page.due_at, now()) else page.due_at end
      returning (xmax = 0) as fresh`.execute(tx);
    fresh += rows[0]?.fresh ? 1 : 0;
  }
  return fresh;
}

/** None of the platforms that the article had is on its page any more, and others are. */
async function noteNewPlatform(
  visiting: Visiting,
  article: ArticleId,
  threads: readonly ThreadReference[],
): Promise<void> {
  const { tx, offline } = visiting;
  const now = [...new Set(threads.map(({ platform }) => storable(platform)))];
  if (offline || now.length === 0) return;
  const rows = await tx.selectFrom("thread").select("platform").distinct().where("articleId", "=", article).execute();
  const before = rows.map(({ platform }) => platform).sort();
  if (before.length === 0 || now.some((platform) => before.includes(platform))) return;
  await tx
    .insertInto("event")
    .values({
      at: visiting.at,
      kind: "platform-changed",
      publisherId: visiting.publisherId,
      articleId: article,
      threadId: null,
      commentId: null,
      captureId: [...visiting.captures.values()][0] ?? null,
      crawlId: visiting.crawl,
      detail: JSON.stringify({ from: before, to: now.sort() }),
    })
    .execute();
}

/** The thread a walk belongs to, locked: two walks of one thread never mix. */
export async function threadOf(visiting: Visiting, thread: Thread): Promise<Selectable<ThreadTable>> {
  const { tx, publisher, page } = visiting;
  const id: ThreadId = page.threadId ?? threadId(publisher, thread.platform, thread.key);
  const row = await tx.selectFrom("thread").selectAll().where("id", "=", id).forNoKeyUpdate().executeTakeFirst();
  if (row) return row;
  throw new StoreError(
    "store/failed",
    `commit of ${page.url}: no article has named the thread ${thread.platform}/${thread.key}; commit its article first`,
    { platform: thread.platform, key: thread.key },
  );
}

/** Writes the ledger of a walk: what was announced, what was collected, and why they differ. */
export async function storeWalk(
  visiting: Visiting,
  held: Selectable<ThreadTable>,
  thread: Thread,
  captures: readonly CaptureId[],
): Promise<void> {
  const { tx, at, offline } = visiting;
  const gaps: Gap[] = storableJson([...thread.gaps]);
  const open = thread.open ?? held.open;
  await tx
    .updateTable("thread")
    .set({
      ref: JSON.stringify(storableJson(thread.ref)),
      announced: thread.announced,
      collected: thread.collected,
      complete: thread.complete,
      gaps: JSON.stringify(gaps),
      open,
      ways: [...thread.ways],
      ...(offline ? { walkedAt: held.walkedAt ?? at } : { lastSeenAt: at, walkedAt: at }),
    })
    .where("id", "=", held.id)
    .execute();
  await countWalk(visiting, held.id, thread, JSON.stringify(gaps), captures);
  if (held.open !== null && open !== null && held.open !== open) {
    await tx
      .insertInto("event")
      .values({
        at,
        kind: open ? "thread-opened" : "thread-closed",
        publisherId: held.publisherId,
        articleId: held.articleId,
        threadId: held.id,
        commentId: null,
        captureId: captures[0] ?? null,
        crawlId: runOf(visiting),
        detail: "{}",
      })
      .execute();
  }
}

/** The thread that this page shows was seen again, though not read (304). */
export async function touchThread({ tx, page, at }: Visiting): Promise<void> {
  if (page.threadId === null) return;
  await tx.updateTable("thread").set({ lastSeenAt: at }).where("id", "=", page.threadId).execute();
}

/** A walk with the result of the one before it is the same walk, seen again. */
async function countWalk(
  { tx, at, crawl }: Visiting,
  id: ThreadId,
  thread: Thread,
  gaps: string,
  captures: readonly CaptureId[],
): Promise<void> {
  const { rows } = await sql<{ number: number; same: boolean }>`
    select number, (announced is not distinct from ${thread.announced}::integer and collected = ${thread.collected}::integer
      and complete = ${thread.complete}::boolean and gaps = ${gaps}::jsonb) as same
    from thread_walk where thread_id = ${id} order by number desc limit 1`.execute(tx);
  const last = rows[0];
  if (last?.same) {
    await tx
      .updateTable("threadWalk")
      .set((eb) => ({ lastWalkedAt: at, timesSeen: eb("timesSeen", "+", 1) }))
      .where("threadId", "=", id)
      .where("number", "=", last.number)
      .execute();
    return;
  }
  await tx
    .insertInto("threadWalk")
    .values({
      threadId: id,
      number: (last?.number ?? 0) + 1,
      crawlId: crawl,
      announced: thread.announced,
      collected: thread.collected,
      complete: thread.complete,
      gaps,
      ways: [...thread.ways],
      captures: [...captures],
      walkedAt: at,
      lastWalkedAt: at,
    })
    .execute();
}
