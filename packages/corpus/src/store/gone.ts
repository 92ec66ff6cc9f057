// Articles that are no longer where they were, and those that came back.
import type { ArticleId, EventKind } from "@belowline/schema";
import { sql } from "kysely";
import { runOf, type Visiting } from "./visiting.ts";

/** Gone is an article when the last of its pages that had it answers 404, 410 or 451; what is stored of it stays. */
export async function markGone(visiting: Visiting, detail: string): Promise<void> {
  const { tx, page, at } = visiting;
  const { rows } = await sql<{ id: ArticleId }>`
    update article a set gone_at = ${at}::timestamptz
    where a.id in (select article_id from article_url where id = ${page.id}::uuid) and a.gone_at is null
      and not exists (
        select 1 from article_url u join page x on x.id = u.id
        where u.article_id = a.id and x.id <> ${page.id}::uuid and x.outcome = 'article')
    returning a.id`.execute(tx);
  for (const { id } of rows) await tell(visiting, id, "article-gone", { detail });
}

export async function markReturned(visiting: Visiting): Promise<void> {
  const { rows } = await sql<{ id: ArticleId }>`
    update article set gone_at = null
    where id in (select article_id from article_url where id = ${visiting.page.id}::uuid) and gone_at is not null
    returning id`.execute(visiting.tx);
  for (const { id } of rows) await tell(visiting, id, "article-returned", {});
}

async function tell(visiting: Visiting, articleId: ArticleId, kind: EventKind, detail: object): Promise<void> {
  await visiting.tx
    .insertInto("event")
    .values({
      at: visiting.at,
      kind,
      publisherId: visiting.publisherId,
      articleId,
      threadId: null,
      commentId: null,
      captureId: [...visiting.captures.values()][0] ?? null,
      crawlId: runOf(visiting),
      detail: JSON.stringify(detail),
    })
    .execute();
}
