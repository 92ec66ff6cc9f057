// Leases: which worker visits which page, until when, by the database's clock alone.

import type { JsonObject } from "@belowline/schema";
import {
  type ClaimedPage,
  canonicalise,
  type Lease,
  type LeaseWish,
  type PageId,
  type PageKind,
  pageId,
  publisherId,
} from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { storeFound } from "./pages.ts";
import { chunks, recordset } from "./rows.ts";

interface LeasedRow {
  id: PageId;
  url: string;
  kind: PageKind;
  publisher: string;
  priority: number;
  claimedAt: Date | null;
  attempts: number;
  etag: string | null;
  lastModified: string | null;
  leaseToken: number;
  leasedUntil: Date;
  platform: string | null;
  threadKey: string | null;
  ref: JsonObject | null;
  announced: number | null;
  articleUrl: string | null;
  publishedAt: Date | null;
  saidComments: number | null;
  saidAt: Date | null;
  newest: string | null;
  readAt: Date | null;
  askedAt: Date | null;
  answers: number | null;
  bytes: number | null;
  complete: boolean | null;
  ways: string[] | null;
}

/** Nobody holds it. No lease lasts an hour: one that would was taken before the database's clock was set back. */
const free = sql`(p.leased_until is null or p.leased_until <= now() or p.leased_until > now() + interval '1 hour')`;

/** Due pages of the wish, whoever holds them. */
const wished = ({ publishers, kinds, since }: LeaseWish): RawBuilder<unknown> => sql`
  p.due_at <= now()
  and p.publisher_id = any(${publishers.map(publisherId)}::uuid[])
  and p.kind = any(${[...kinds]}::text[])
  and (${since}::timestamptz is null or p.claimed_at is null or p.claimed_at >= ${since}::timestamptz)`;

/** What a lease tells of the pages in `leased`. */
const LEASED = sql`
  select l.id, l.url, l.kind, b.key as publisher, l.priority, l.claimed_at, l.attempts, l.etag, l.last_modified, l.lease_token, l.leased_until,
    t.platform, t.key as thread_key, t.ref, t.announced, a.url as article_url, r.published_at,
    l.said_comments, l.said_at, x.read_at, greatest(x.read_at, q.last_seen_at) as asked_at, x.answers, x.bytes, x.complete, x.ways, (
      select c.native_id from comment c where c.thread_id = t.id and c.native_id ~ '^[1-9][0-9]*$'
      order by length(c.native_id) desc, c.native_id collate "C" desc limit 1) as newest
  from leased l
  join publisher b on b.id = l.publisher_id
  left join thread t on t.id = l.thread_id
  left join article a on a.id = t.article_id
  left join article_revision r on r.article_id = a.id and r.number = a.revision
  left join capture q on q.id = l.capture_id
  left join lateral (
    select w.last_walked_at as read_at, cardinality(w.captures) as answers, w.complete, w.ways,
      (select coalesce(sum(o.size), 0)::int from capture c join body o on o.digest = c.body_digest
        where c.id = any(w.captures)) as bytes
    from thread_walk w
    where w.thread_id = l.thread_id and w.number = (select max(number) from thread_walk where thread_id = l.thread_id)
    union all
    select l.visited_at, 1, true, null, coalesce((
      select o.size from capture c join body o on o.digest = c.body_digest where c.id = l.capture_id), 0)
    from article_url u where u.id = l.id and l.visited_at is not null
  ) x on true`;

/** SKIP LOCKED lets workers lease side by side without waiting for each other. */
export async function leaseDue(db: Database, wish: LeaseWish): Promise<Lease[]> {
  const { rows } = await sql<LeasedRow>`
    with due as (
      select p.id from page p
      where ${wished(wish)} and ${free}
      order by p.priority, p.claimed_at desc nulls last, p.due_at, p.id
      limit ${wish.limit}
      for update skip locked
    ), leased as (
      update page p
      set lease_token = p.lease_token + 1, leased_until = now() + make_interval(secs => ${wish.seconds})
      from due where p.id = due.id
      returning p.*
    )
    ${LEASED}
    order by l.priority, l.claimed_at desc nulls last, l.due_at, l.id`.execute(db);
  return rows.map(leaseOf);
}

const leaseOf = (row: LeasedRow): Lease => ({
  page: {
    id: row.id,
    url: row.url,
    kind: row.kind,
    publisher: row.publisher,
    priority: row.priority,
    claimedAt: row.claimedAt?.toISOString() ?? null,
    attempts: row.attempts,
    etag: row.etag,
    lastModified: row.lastModified,
    read:
      row.readAt === null
        ? null
        : {
            at: row.readAt.toISOString(),
            askedAt: row.askedAt!.toISOString(),
            answers: row.answers!,
            bytes: row.bytes!,
            complete: row.complete!,
            ways: row.ways ?? [],
          },
    thread:
      row.platform === null
        ? null
        : {
            platform: row.platform,
            key: row.threadKey!,
            ref: row.ref!,
            announced: row.announced,
            articleUrl: row.articleUrl!,
            publishedAt: row.publishedAt?.toISOString() ?? null,
            said: row.saidComments === null ? null : { comments: row.saidComments, at: row.saidAt!.toISOString() },
            newest: row.newest,
          },
  },
  token: row.leaseToken,
  until: row.leasedUntil.toISOString(),
});

/** What was visited at that time or later is newer, or the same seen before. */
export async function claim(db: Database, page: ClaimedPage, seconds: number): Promise<Lease | null> {
  const id = pageId(canonicalise(page.url) ?? page.url);
  return await db.transaction().execute(async (tx) => {
    await storeFound(tx, [page], page.seenAt);
    const { rows } = await sql<LeasedRow>`
      with leased as (
        update page p
        set lease_token = p.lease_token + 1, leased_until = now() + make_interval(secs => ${seconds})
        where p.id = ${id}::uuid and ${free}
          and (p.visited_at is null or p.visited_at < ${page.seenAt}::timestamptz)
        returning p.*
      )
      ${LEASED}`.execute(tx);
    return rows[0] ? leaseOf(rows[0]) : null;
  });
}

/** When the first lease of others on such pages ends; null if there is none. */
export async function heldUntil(db: Database, wish: LeaseWish): Promise<string | null> {
  const { rows } = await sql<{ until: Date | null }>`
    select min(p.leased_until) as until from page p where ${wished(wish)} and not ${free}`.execute(db);
  return rows[0]?.until?.toISOString() ?? null;
}

/** Holds leases for so many seconds from now (null: gives them back); those that are no longer ours are left alone. */
export async function hold(db: Database, leases: readonly Lease[], seconds: number | null): Promise<void> {
  const ours = leases.map((lease) => ({ id: lease.page.id, token: lease.token }));
  for (const json of chunks(ours.sort((a, b) => (a.id < b.id ? -1 : 1)))) {
    await sql`
      update page p set leased_until = now() + make_interval(secs => ${seconds}::double precision)
      from ${recordset({ id: "uuid", token: "integer" }, json)}
      where p.id = r.id and p.lease_token = r.token and p.leased_until is not null`.execute(db);
  }
}
