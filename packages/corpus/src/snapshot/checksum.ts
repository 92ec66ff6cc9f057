// The checksum of a snapshot: over what its records say, in the order of their ids; the same on every engine and machine.
import { createHash } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../db/connection.ts";

/** Rows read at a time. */
const PAGE = 5000;

/** Columns by kind; times as seconds in text, so that no driver's Date comes between. Texts stand in by the digests of their revisions. */
const LINES: Readonly<Record<string, { readonly from: RawBuilder<unknown>; readonly columns: RawBuilder<unknown> }>> = {
  article: {
    from: sql`snapshot_article s join article_revision r on r.article_id = s.id and r.number = s.revision`,
    columns: sql`s.url, s.revision, r.digest, s.representative`,
  },
  thread: {
    from: sql`snapshot_thread s`,
    columns: sql`s.article_id, s.platform, s.key, s.announced, s.collected, s.complete`,
  },
  comment: {
    from: sql`snapshot_comment s join comment_revision r on r.comment_id = s.id and r.number = s.revision`,
    columns: sql`s.thread_id, s.native_id, s.revision, r.digest, s.parent_id, s.parent_from, s.inferred_parent_id, s.depth,
      s.position, extract(epoch from s.created_at)::numeric(20, 3)::text, s.state, s.votes_up, s.votes_down, s.votes_score,
      (s.gone_at is not null), s.representative`,
  },
};

/** SHA-256, hex. Commenters are left out: their names depend on a key, and a key is no part of a corpus. */
export async function checksumOf(db: Database, snapshot: number): Promise<string> {
  const hash = createHash("sha256").update("belowline snapshot 1\n");
  for (const [kind, { from, columns }] of Object.entries(LINES)) {
    for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
      const { rows } = await sql<{ id: string; line: string }>`
        select s.id, jsonb_build_array(s.id, ${columns})::text as line from ${from}
        where s.snapshot = ${snapshot}::integer and s.id > ${after}::uuid order by s.id limit ${PAGE}`.execute(db);
      for (const { line } of rows) hash.update(`${kind} ${line}\n`);
      if (rows.length < PAGE) break;
      after = rows.at(-1)!.id;
    }
  }
  return hash.digest("hex");
}
