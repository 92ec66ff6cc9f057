// fill(): columns that our own rules compute, for rows that an earlier version wrote; a look for them costs nothing.
import { canonicalise, pageId, plainId, textDigest } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "./connection.ts";

const BATCH = 500;

/**
 * Gives a digest to each revision and a plain form to each alias that has none. An address whose canonical form changed with our
 * rules gets its new form as a further alias, so that its article is found again.
 */
export async function fill(db: Database): Promise<void> {
  while ((await digestBatch(db)) === BATCH);
  while ((await aliasBatch(db)) === BATCH);
}

async function digestBatch(db: Database): Promise<number> {
  const rows = await db
    .selectFrom("articleRevision")
    .select(["articleId", "number", "text"])
    .where("textDigest", "is", null)
    .orderBy("articleId")
    .limit(BATCH)
    .execute();
  const given = JSON.stringify(rows.map(({ text, ...row }) => ({ ...row, digest: textDigest(text) })));
  await sql`update article_revision r set text_digest = g.digest
    from jsonb_to_recordset(${given}::jsonb) as g("articleId" uuid, number integer, digest text)
    where r.article_id = g."articleId" and r.number = g.number`.execute(db);
  return rows.length;
}

async function aliasBatch(db: Database): Promise<number> {
  const rows = await db
    .selectFrom("articleUrl")
    .selectAll()
    .where("plainId", "is", null)
    .orderBy("id")
    .limit(BATCH)
    .execute();
  const moved = rows.flatMap((row) => {
    const url = canonicalise(row.url);
    return url === undefined || url === row.url ? [] : [{ ...row, id: pageId(url), url, plainId: plainId(url) }];
  });
  await db.transaction().execute(async (tx) => {
    if (moved.length > 0) {
      await tx
        .insertInto("articleUrl")
        .values(moved)
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
    }
    const given = JSON.stringify(rows.map(({ id, url }) => ({ id, plain: plainId(url) })));
    await sql`update article_url u set plain_id = g.plain
      from jsonb_to_recordset(${given}::jsonb) as g(id uuid, plain uuid) where u.id = g.id`.execute(tx);
  });
  return rows.length;
}
