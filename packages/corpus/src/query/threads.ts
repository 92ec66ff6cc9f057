// corpus.threads(): which threads, with the ledger of their last walk.
import type { Gap, ThreadRecord } from "@belowline/schema";
import { sql } from "kysely";
import {
  among,
  amongIds,
  before,
  conditionsOf,
  type Filters,
  flag,
  type Moment,
  type OneOrMore,
  since,
} from "./filter.ts";
import { after, inKeyOrder } from "./keyset.ts";
import type { Question } from "./selection.ts";

/** Several values of one filter mean "any of these"; several filters mean "all of these". */
export interface ThreadWhere {
  readonly publisher?: OneOrMore<string>;
  readonly articleId?: OneOrMore<string>;
  readonly platform?: OneOrMore<string>;
  readonly complete?: boolean;
  /** Article published at or after; articles without a date are left out. */
  readonly from?: Moment;
  /** Article published before. */
  readonly to?: Moment;
}

const FILTERS: Filters<ThreadWhere> = {
  publisher: among(sql`p.key`),
  articleId: amongIds(sql`t.article_id`),
  platform: among(sql`t.platform`),
  complete: flag(sql`t.complete`),
  from: since(sql`r.published_at`),
  to: before(sql`r.published_at`),
};

interface Row extends Omit<ThreadRecord, "firstSeenAt" | "lastSeenAt" | "walkedAt"> {
  gaps: Gap[];
  firstSeenAt: Date;
  lastSeenAt: Date;
  walkedAt: Date | null;
}

const FROM = sql`from thread t
  join article a on a.id = t.article_id
  join publisher p on p.id = t.publisher_id
  join article_revision r on r.article_id = a.id and r.number = a.revision`;

export const threadQuestion: Question<ThreadRecord, ThreadWhere> = {
  name: "threads",
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
  conditions: (where) => conditionsOf("threads", FILTERS, where),
  async fetch(db, condition, key, limit) {
    const { rows } = await sql<Row>`
      select t.id, t.article_id, a.url as article_url, p.key as publisher, t.platform, t.key, t.announced, t.collected,
        t.complete, t.gaps, t.open, t.ways, t.first_seen_at, t.last_seen_at, t.walked_at
      ${FROM} where ${condition} and ${after("t", key)} ${inKeyOrder("t")} limit ${limit}`.execute(db);
    return rows.map((row) => ({ row: recordOf(row), key: { seen: row.firstSeenAt.toISOString(), id: row.id } }));
  },
  async count(db, condition) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n ${FROM} where ${condition}`.execute(db);
    return rows[0]!.n;
  },
};

const recordOf = (row: Row): ThreadRecord => ({
  id: row.id,
  articleId: row.articleId,
  articleUrl: row.articleUrl,
  publisher: row.publisher,
  platform: row.platform,
  key: row.key,
  announced: row.announced,
  collected: row.collected,
  complete: row.complete,
  gaps: row.gaps,
  open: row.open,
  ways: row.ways,
  firstSeenAt: row.firstSeenAt.toISOString(),
  lastSeenAt: row.lastSeenAt.toISOString(),
  walkedAt: row.walkedAt?.toISOString() ?? null,
});
