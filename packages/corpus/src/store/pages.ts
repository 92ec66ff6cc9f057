// Pages: the frontier's rows as visits find them, and what a visit leaves behind on its own.
import {
  type Capture,
  canonicalise,
  type FoundPage,
  isTrap,
  type Lease,
  type Outcome,
  type PageKind,
  pageId,
  publisherId,
  publisherOf,
  StoreError,
  storable,
  type Visit,
} from "@belowline/schema";
import type { PageTable } from "@belowline/schema/tables";
import { type RawBuilder, type Selectable, sql } from "kysely";
import { type Columns, chunks, recordset, type Tx } from "./rows.ts";
import type { Visiting } from "./visiting.ts";

const FOUND: Columns = {
  id: "uuid",
  publisher_id: "uuid",
  url: "text",
  kind: "text",
  via: "text",
  priority: "integer",
  claimed_at: "timestamptz",
};

/** Makes publishers known, in the order of their keys, so that two workers never wait for each other crosswise. */
export async function knowPublishers(tx: Tx, keys: Iterable<string>, at: string): Promise<void> {
  for (const key of [...new Set(keys)].sort()) {
    await tx
      .insertInto("publisher")
      .values({ id: publisherId(key), key, firstSeenAt: at })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
  }
}

/**
 * Puts found addresses on the frontier, due now. One that is known keeps its row and its due date; only a better priority or a
 * newer claim is taken over. Reply forms and the like never enter.
 *
 * @returns how many were new
 */
export async function storeFound(tx: Tx, found: readonly FoundPage[], at: string): Promise<number> {
  const rows = new Map<string, { publisher: string; row: Record<string, unknown> }>();
  for (const page of found) {
    const url = isTrap(page.url) ? undefined : canonicalise(page.url);
    if (url === undefined) continue;
    const id = pageId(url);
    const held = rows.get(id)?.row;
    if (held && (held.priority as number) <= page.priority) continue;
    const publisher = publisherOf(url);
    rows.set(id, {
      publisher,
      row: {
        id,
        publisherId: publisherId(publisher),
        url,
        kind: page.kind,
        via: storable(page.via),
        priority: Math.trunc(page.priority),
        claimedAt: claimed(page.claimedAt) ?? held?.claimedAt ?? null,
      },
    });
  }
  await knowPublishers(
    tx,
    [...rows.values()].map(({ publisher }) => publisher),
    at,
  );
  await noteCounts(tx, found, at);
  let fresh = 0;
  const ordered = [...rows.values()]
    .map(({ row }) => row)
    .sort((a, b) => ((a.id as string) < (b.id as string) ? -1 : 1));
  for (const json of chunks(ordered)) fresh += await storeChunk(tx, json, at);
  return fresh;
}

/** What a feed says of threads that we know. A page that is held just now goes without it: it is being looked at anyway. */
async function noteCounts(tx: Tx, found: readonly FoundPage[], at: string): Promise<void> {
  const rows = found.flatMap(({ url, comments }) => {
    const canonical = comments === undefined ? undefined : canonicalise(url);
    return canonical === undefined ? [] : [{ id: pageId(canonical), comments }];
  });
  for (const json of chunks(rows)) {
    await sql`
      update page p set said_comments = b.comments, said_at = ${at}::timestamptz
      from (
        select x.id, r.comments from ${recordset({ id: "uuid", comments: "integer" }, json)}
        join article_url u on u.id = r.id join thread t on t.article_id = u.article_id join page x on x.thread_id = t.id
        for update of x skip locked
      ) b where p.id = b.id`.execute(tx);
  }
}

/**
 * A commit holds its own page, and others hold theirs while they find ours: nobody may wait for a page that is known, or
 * workers would wait in a circle (seen: SQLSTATE 40P01 with four of them; even ON CONFLICT DO NOTHING waits for a row that
 * is being updated, hence NOT EXISTS before it). A better priority or claim is a hint, so a page
 * that is held just now goes without it.
 */
async function storeChunk(tx: Tx, json: string, at: string): Promise<number> {
  const given = recordset(FOUND, json);
  const { rows: fresh } = await sql`
    insert into page (id, publisher_id, url, kind, via, priority, claimed_at, first_seen_at, due_at)
    select r.id, r.publisher_id, r.url, r.kind, r.via, r.priority, r.claimed_at, ${at}::timestamptz, now()
    from ${given} where not exists (select 1 from page x where x.id = r.id) order by r.id
    on conflict (id) do nothing
    returning id`.execute(tx);
  await sql`
    update page p set priority = least(p.priority, b.priority), claimed_at = greatest(p.claimed_at, b.claimed_at)
    from (
      select x.id, r.priority, r.claimed_at from page x join ${given} on r.id = x.id
      where r.priority < x.priority or r.claimed_at > coalesce(x.claimed_at, '-infinity')
      for update of x skip locked
    ) b where p.id = b.id`.execute(tx);
  return fresh.length;
}

/** A date that a feed claims may be any nonsense. */
function claimed(at: string | null): string | null {
  if (at === null) return null;
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/**
 * Ends the lease, if it is still ours: the token is the one we were given and nobody gave it back.
 *
 * @throws StoreError `store/stale-lease`
 */
export async function claimPage(tx: Tx, lease: Lease): Promise<Selectable<PageTable>> {
  const page = await tx
    .updateTable("page")
    .set({ leasedUntil: null })
    .where("id", "=", lease.page.id)
    .where("leaseToken", "=", lease.token)
    .where("leasedUntil", "is not", null)
    .returningAll()
    .executeTakeFirst();
  if (page) return page;
  throw new StoreError(
    "store/stale-lease",
    `commit of ${lease.page.url}: the lease ended or another worker took the page meanwhile; nothing was stored, let the other finish`,
    { page: lease.page.id, token: lease.token },
  );
}

/** Writes what the visit came to onto its page. */
export async function closePage(visiting: Visiting, visit: Visit): Promise<void> {
  const { tx, page, at, captures } = visiting;
  const { outcome, nextDue } = visit;
  const first = visit.captures[0];
  const ofArticle = outcome.kind === "article" ? outcome.capture : undefined;
  const capture = captures.get(ofArticle ?? first?.id ?? ("" as never)) ?? page.captureId;
  if (outcome.kind === "deferred") {
    // Not read, so not to be answered by 304 next time: the validators stay out, and the page stays due.
    await tx
      .updateTable("page")
      .set({
        claimedAt: outcome.claimedAt,
        dueAt: nextDue === null ? (page.dueAt ?? at) : dueAfter(at, nextDue),
        attempts: 0,
        captureId: capture,
      })
      .where("id", "=", page.id)
      .execute();
    return;
  }
  await tx
    .updateTable("page")
    .set({
      visitedAt: at,
      dueAt: nextDue === null ? null : dueAfter(at, nextDue),
      captureId: capture,
      attempts: isUnread(outcome) ? page.attempts + 1 : 0,
      ...(outcome.kind === "unchanged"
        ? validators(first, page)
        : {
            ...result(outcome),
            ...validators(first, isUnread(outcome) ? undefined : { etag: null, lastModified: null }),
          }),
      ...(outcome.kind === "article" && page.claimedAt === null
        ? { claimedAt: outcome.article.publishedAt?.at ?? null }
        : {}),
      kind: kindAfter(page.kind, outcome),
    })
    .where("id", "=", page.id)
    .execute();
}

/** Nothing is known of the page itself: it failed, or a bot check stood before it. */
const isUnread = (outcome: Outcome): boolean =>
  outcome.kind === "broken" || (outcome.kind === "absent" && outcome.reason === "challenged");

/**
 * The visitor says when to come back by its own clock, and due pages are leased by the database's: the span between counts. A
 * worker whose clock is a day slow would else find each page due again as it stores it.
 */
const dueAfter = (at: string, next: string): RawBuilder<Date> =>
  sql<Date>`now() + make_interval(secs => ${(Date.parse(next) - Date.parse(at)) / 1000}::double precision)`;

function result(outcome: Exclude<Outcome, { kind: "unchanged" | "deferred" }>) {
  if (outcome.kind === "absent") {
    return { outcome: outcome.kind, reason: outcome.reason, detail: storable(outcome.detail) };
  }
  if (outcome.kind === "broken") {
    return { outcome: outcome.kind, reason: storable(outcome.code), detail: storable(outcome.message) };
  }
  return { outcome: outcome.kind, reason: null, detail: null };
}

/** Without `known` none are kept: a page that could not be read must be fetched whole next time. */
function validators(
  first: Capture | undefined,
  known: { readonly etag: string | null; readonly lastModified: string | null } | undefined,
) {
  if (!known) return { etag: null, lastModified: null };
  const ok = first !== undefined && (first.status === 200 || first.status === 304);
  const header = (name: string): string | null => (ok ? storable(first.headers[name] ?? "") || null : null);
  return { etag: header("etag") ?? known.etag, lastModified: header("last-modified") ?? known.lastModified };
}

/** What we expect next time. A seed that lists in HTML stays one, so that each crawl discovers from it anew. */
function kindAfter(kind: PageKind, outcome: Outcome): PageKind {
  if (kind === "thread") return kind;
  if (outcome.kind === "article") return "article";
  if (outcome.kind !== "listing") return kind;
  if (outcome.format === "html") return kind === "seed" ? kind : "section";
  return outcome.format;
}
