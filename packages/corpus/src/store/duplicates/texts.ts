// Texts of articles and comments as the search for duplicates reads them: the current one, when it was said, and who says it.
import type { PublisherId } from "@belowline/schema";
import { sql } from "kysely";
import type { Tx } from "../rows.ts";

export type RecordKind = "article" | "comment";

export interface Spoken {
  readonly id: string;
  readonly publisherId: PublisherId;
  readonly text: string;
  /** When it was published or written, as stated; null where nothing is. */
  readonly saidAt: Date | null;
  readonly firstSeenAt: Date;
}

/** Of those that are here. */
export async function spokenBy(tx: Tx, kind: RecordKind, ids: readonly string[]): Promise<Spoken[]> {
  if (ids.length === 0) return [];
  const { rows } =
    kind === "article"
      ? await sql<Spoken>`
          select a.id, a.publisher_id, r.text, r.published_at as said_at, a.first_seen_at
          from article a join article_revision r on r.article_id = a.id and r.number = a.revision
          where a.id = any(${ids}::uuid[])`.execute(tx)
      : await sql<Spoken>`
          select c.id, c.publisher_id, r.text, c.created_at as said_at, c.first_seen_at
          from comment c join comment_revision r on r.comment_id = c.id and r.number = c.revision
          where c.id = any(${ids}::uuid[])`.execute(tx);
  return rows;
}
