// The sweep: after a crawl, texts put together before a line was known, or by a line that no longer counts, are put together again.
import type { ArticleId, CrawlId, PublisherId } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { again } from "./again.ts";
import { addRevision, reapplied, revisionOf } from "./article-revision.ts";
import { storeVerdicts, totalOf } from "./boilerplate-standing.ts";
import { isBoilerplate, type LineStanding } from "./boilerplate-verdict.ts";
import { stateMoment } from "./moment.ts";
import type { Tx } from "./rows.ts";

export interface Sweeping {
  /** When, ISO 8601. */
  readonly at: string;
  readonly crawl: CrawlId | null;
}

/** Texts put together again at the end of one crawl, at most; the rest has its turn after the next. */
const MOST_ARTICLES = 5_000;

/**
 * Brings the verdicts on all recurring lines of a publisher up to its present number of articles, and then the articles up to
 * the verdicts, each changed one as a revision of ours.
 *
 * @returns how many articles got a revision
 */
export async function sweep(db: Database, publisher: PublisherId, sweeping: Sweeping): Promise<number> {
  await again(() => db.transaction().execute((tx) => settle(tx, publisher)));
  const stale = await db
    .selectFrom("articleLine")
    .select("articleId")
    .where("publisherId", "=", publisher)
    .where("stale", "=", true)
    .orderBy("articleId")
    .limit(MOST_ARTICLES)
    .execute();
  let revised = 0;
  for (const { articleId } of stale) {
    const changed = await again(() => db.transaction().execute((tx) => refresh(tx, publisher, articleId, sweeping)));
    if (changed) revised++;
  }
  return revised;
}

/** Marks who holds a line whose verdict is another than when the publisher was last swept. */
async function settle(tx: Tx, publisher: PublisherId): Promise<void> {
  const total = await totalOf(tx, publisher);
  const { rows } = await sql<LineStanding & { key: number; boilerplate: boolean; applied: boolean }>`
    select key, articles, heads, tails, wholes, quotes, words, stories, ruled, boilerplate, applied from learned_line
    where publisher_id = ${publisher}::uuid and (articles > 1 or boilerplate or applied or ruled is not null)
    order by key`.execute(tx);
  const judged = rows.map((line) => ({ ...line, now: isBoilerplate(line, total) }));
  const turned = judged.filter(({ now, applied }) => now !== applied).map(({ key }) => key);
  if (turned.length > 0) {
    const keys = sql`array(select jsonb_array_elements_text(${JSON.stringify(turned)}::jsonb)::bigint)`;
    await sql`
      update article_line set stale = true where article_id in (
        select article_id from article_line where publisher_id = ${publisher}::uuid and keys && ${keys}
        order by article_id for no key update)`.execute(tx);
    await sql`
      update learned_line set applied = not applied where key in (
        select key from learned_line where key = any(${keys}) order by key for no key update)`.execute(tx);
  }
  await storeVerdicts(
    tx,
    judged.filter(({ now, boilerplate }) => now !== boilerplate).map((line) => ({ ...line, boilerplate: line.now })),
  );
}

async function refresh(tx: Tx, publisherId: PublisherId, id: ArticleId, { at, crawl }: Sweeping): Promise<boolean> {
  await stateMoment(tx, at);
  const { revision } = await tx
    .selectFrom("article")
    .select("revision")
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  await tx.updateTable("articleLine").set({ stale: false }).where("articleId", "=", id).execute();
  const current = await revisionOf(tx, id, revision);
  const ours = current && (await reapplied(tx, publisherId, current));
  if (!ours || ours.digest === current.digest) return false;
  await addRevision({ tx, at, crawl, publisherId }, id, revision, ours.content, ours.digest, "extractor");
  await tx
    .updateTable("article")
    .set({ revision: revision + 1 })
    .where("id", "=", id)
    .execute();
  return true;
}
