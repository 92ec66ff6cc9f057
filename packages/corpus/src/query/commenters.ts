// corpus.commenters(): who comments, each within one publisher, under a pseudonym.
import type { CommenterRecord } from "@belowline/schema";
import { sql } from "kysely";
import { asked } from "./conditions.ts";
import type { Question } from "./selection.ts";
import { named, type Standing } from "./standing.ts";
import type { CommenterWhere } from "./where.ts";

/** One row of the selection, as a table. */
export interface CommenterColumns extends Omit<CommenterRecord, "firstAt" | "lastAt" | "firstSeenAt"> {
  firstAt: Date | null;
  lastAt: Date | null;
  firstSeenAt: Date;
}

export const commenterQuestion = (standing: Standing): Question<CommenterRecord, CommenterWhere, CommenterColumns> => ({
  name: named("commenters", standing),
  records: "commenters",
  snapshot: standing.snapshot?.name ?? null,
  asOf: standing.asOf,
  batch: 500,
  fields: ["id", "publisher", "author", "comments", "replies", "threads", "firstAt", "lastAt", "firstSeenAt"],
  alias: "w",
  tables: standing.commenters,
  beside: null,
  columns: sql`w.id, p.key as publisher, coalesce(w.name, w.pseudonym) as author, n.comments, n.replies, n.threads, n.first_at,
    n.last_at, w.first_seen_at`,
  thread: null,
  strata: { publisher: sql`p.key` },
  narrowed: (condition) => condition,
  conditions: (where) => asked(standing, "commenters", where),
  record: (row) => ({
    id: row.id,
    publisher: row.publisher,
    author: row.author,
    comments: row.comments,
    replies: row.replies,
    threads: row.threads,
    firstAt: row.first_at?.toISOString() ?? null,
    lastAt: row.last_at?.toISOString() ?? null,
    firstSeenAt: row.first_seen_at.toISOString(),
  }),
});
