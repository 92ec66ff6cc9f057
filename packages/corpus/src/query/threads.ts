// corpus.threads(): which threads, with the ledger of their last walk.
import type { Gap, ThreadRecord } from "@belowline/schema";
import { sql } from "kysely";
import { asked } from "./conditions.ts";
import type { Plain, Question } from "./selection.ts";
import { named, type Standing } from "./standing.ts";
import type { ThreadWhere } from "./where.ts";

/** One row of the selection, as a table. */
export interface ThreadColumns extends Omit<ThreadRecord, "firstSeenAt" | "lastSeenAt" | "walkedAt"> {
  gaps: Gap[];
  firstSeenAt: Date;
  lastSeenAt: Date;
  walkedAt: Date | null;
}

const MONTH = sql`to_char(r.published_at at time zone 'UTC', 'YYYY-MM')`;

export const threadQuestion = (standing: Standing): Question<ThreadRecord, ThreadWhere, ThreadColumns> => ({
  name: named("threads", standing),
  records: "threads",
  snapshot: standing.snapshot?.name ?? null,
  asOf: standing.asOf,
  batch: 500,
  fields: [
    "id",
    "articleId",
    "articleUrl",
    "publisher",
    "platform",
    "key",
    "announced",
    "collected",
    "complete",
    "gaps",
    "open",
    "ways",
    "firstSeenAt",
    "lastSeenAt",
    "walkedAt",
  ],
  alias: "t",
  tables: standing.threads,
  beside: null,
  columns: sql`t.id, t.article_id, a.url as article_url, p.key as publisher, t.platform, t.key, t.announced, t.collected,
    t.complete, t.gaps, t.open, t.ways, t.first_seen_at, t.last_seen_at, t.walked_at`,
  thread: null,
  strata: {
    publisher: sql`p.key`,
    platform: sql`t.platform`,
    language: sql`r.language`,
    section: sql`r.section`,
    month: MONTH,
    year: sql`left(${MONTH}, 4)`,
  },
  narrowed: (condition) => condition,
  conditions: (where) => asked(standing, "threads", where),
  record: recordOf,
});

const recordOf = (row: Plain<ThreadColumns>): ThreadRecord => ({
  id: row.id,
  articleId: row.article_id,
  articleUrl: row.article_url,
  publisher: row.publisher,
  platform: row.platform,
  key: row.key,
  announced: row.announced,
  collected: row.collected,
  complete: row.complete,
  gaps: row.gaps,
  open: row.open,
  ways: row.ways,
  firstSeenAt: row.first_seen_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  walkedAt: row.walked_at?.toISOString() ?? null,
});
