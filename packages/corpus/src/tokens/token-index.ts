// Token indexes: one for the current texts of a kind, and one for the texts of each snapshot whose words were counted.
import { UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { again } from "../store/again.ts";
import type { Tx } from "../store/rows.ts";
import { BATCH, catchUp, LOCK, PAGE, type TextKind } from "./catch-up.ts";
import { index } from "./indexing.ts";
import { dictionary } from "./terms.ts";

export type { TextKind } from "./catch-up.ts";

/** Its name in the token tables: "comment", or "comment@3" for snapshot 3. */
export const indexOf = (kind: TextKind, snapshot: number | null): string =>
  snapshot === null ? kind : `${kind}@${snapshot}`;

/** No index holds the texts of a moment looked back at. @throws UsageError `usage/conflict` */
export function refuseLookBack(what: string, asOf: string | null): void {
  if (asOf === null) return;
  throw new UsageError(
    "usage/conflict",
    `${what}: words are counted in current texts, or in those of a snapshot: leave asOf out, or export the corpus as it stood`,
    { option: "asOf" },
  );
}

/** Brings an index to date; nothing to do costs a small query. */
export async function indexed(db: Database, kind: TextKind, snapshot: number | null): Promise<void> {
  await catchUp(db);
  if (snapshot !== null) await indexFrozen(db, kind, snapshot);
}

/** The texts as the snapshot has them: they never change, so each is read once. */
async function indexFrozen(db: Database, kind: TextKind, snapshot: number): Promise<void> {
  const name = indexOf(kind, snapshot);
  const kept = sql.id(`snapshot_${kind}`);
  const owner = sql.id(`${kind}_id`);
  const now = sql`
    select s.id, s.revision, r.text, l.language, ${
      kind === "article" ? sql`s.id as article_id, r.published_at` : sql`s.article_id, s.created_at`
    } as said_at from ${kept} s
    join ${sql.id(`${kind}_revision`)} r on r.${owner} = s.id and r.number = s.revision
    ${
      kind === "article"
        ? sql`join article_revision l on l.article_id = r.article_id and l.number = r.number`
        : sql`join snapshot_article a on a.id = s.article_id and a.snapshot = s.snapshot
            join article_revision l on l.article_id = a.id and l.number = a.revision`
    } where s.snapshot = ${sql.lit(snapshot)} and s.id in (select id from due)`;
  const words = dictionary();
  const batch = async (tx: Tx): Promise<boolean> => {
    await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx);
    await words.begin(tx);
    let after = sql`true`;
    let more = true;
    await index(tx, words, async (tokens) => {
      if (!more || tokens >= BATCH) return null;
      const { rows } = await sql<{ id: string; seen: string }>`
        select s.id, s.first_seen_at::text as seen from ${kept} s
        join ${sql.id(`${kind}_revision`)} r on r.${owner} = s.id and r.number = s.revision
        where s.snapshot = ${snapshot}::integer and ${after}
          and not exists (select from token_text d where d.kind = ${name} and d.id = s.id)
        order by s.first_seen_at, s.id limit ${PAGE}`.execute(tx);
      more = rows.length === PAGE;
      if (rows.length === 0) return null;
      const { seen, id } = rows.at(-1)!;
      after = sql`(s.first_seen_at, s.id) > (${seen}::timestamptz, ${id}::uuid)`;
      return { origin: { index: name, now }, ids: rows.map((row) => row.id) };
    });
    return more;
  };
  while (await again(() => words.kept(() => db.transaction().execute((tx) => batch(tx)))));
}
