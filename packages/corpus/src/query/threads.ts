// corpus.threads(): which threads, with the ledger of their last walk.
import type { Gap, ThreadRecord } from "@belowline/schema";
import { sql } from "kysely";
import { flag, json, text, texts, time, uuid, whole } from "../db/copy-out.ts";
import { asked } from "./conditions.ts";
import type { At, Question } from "./selection.ts";
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

const COLUMNS = {
  id: uuid(sql`t.id`),
  article_id: uuid(sql`t.article_id`),
  article_url: text(sql`a.url`),
  publisher: text(sql`p.key`),
  platform: text(sql`t.platform`),
  key: text(sql`t.key`),
  announced: whole(sql`t.announced`),
  collected: whole(sql`t.collected`),
  complete: flag(sql`t.complete`),
  gaps: json(sql`t.gaps`),
  open: flag(sql`t.open`),
  ways: texts(sql`t.ways`),
  first_seen_at: time(sql`t.first_seen_at`),
  last_seen_at: time(sql`t.last_seen_at`),
  walked_at: time(sql`t.walked_at`),
};

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
  columns: COLUMNS,
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
  reader,
});

const reader =
  (at: At<ThreadColumns>) =>
  (row: number): ThreadRecord => ({
    id: at.id(row),
    articleId: at.article_id(row),
    articleUrl: at.article_url(row),
    publisher: at.publisher(row),
    platform: at.platform(row),
    key: at.key(row),
    announced: at.announced(row),
    collected: at.collected(row),
    complete: at.complete(row),
    gaps: at.gaps(row),
    open: at.open(row),
    ways: at.ways(row),
    firstSeenAt: at.first_seen_at(row),
    lastSeenAt: at.last_seen_at(row),
    walkedAt: at.walked_at(row),
  });
