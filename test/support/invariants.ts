// The invariants I1 to I8 of a corpus, checked by SQL after each fault: what is broken, one sentence each.
import type { Corpus } from "@belowline/corpus";
import { digestOf } from "@belowline/schema";
import { reader } from "@belowline/scraper";
import { sql } from "kysely";

/** What else may be held against the corpus; each is optional because not every test knows it. */
export interface Witness {
  /** Pages whose commit was acknowledged. */
  readonly acknowledged?: Iterable<string>;
  /** Comments that were there before. */
  readonly comments?: number;
  /** Words that were erased. */
  readonly erased?: readonly string[];
  /** Addresses that the server answered with 200, whole. */
  readonly served?: Iterable<string>;
  /** Reads all stored answers again, which takes a while. */
  readonly reread?: boolean;
}

/** Each gives a row for each breach: which invariant, and of what. */
const BREACHES = sql<{ what: string }>`
  -- I1: every page is pending, leased, or done with an outcome
  select 'I1: a page that is neither due, nor held, nor done: ' || url as what from page
    where visited_at is null and due_at is null and leased_until is null
  union all select 'I1: a page visited without an outcome: ' || url from page where visited_at is not null and outcome is null
  union all select 'I1: a page never visited with an outcome: ' || url from page
    where visited_at is null and outcome is not null
  union all select 'I1: a page held for longer than a lease: ' || url from page where leased_until > now() + interval '91 seconds'
  union all select 'I1: a page held without a token: ' || url from page where leased_until is not null and lease_token = 0
  union all select 'I1: a thread without its page: ' || t.id from thread t where not exists (select from page where thread_id = t.id)
  -- I2: what is done names an answer that is here
  union all select 'I2: a page done without its answer: ' || p.url from page p
    where p.outcome in ('article', 'listing') and not exists (
      select from capture c join body o on o.digest = c.body_digest where c.id = p.capture_id)
  union all select 'I2: an article page without its article: ' || p.url from page p
    where p.outcome = 'article' and not exists (select from article_url u where u.id = p.id)
  union all select 'I2: a thread page without its walk: ' || p.url from page p
    where p.outcome = 'thread' and not exists (select from thread_walk w where w.thread_id = p.thread_id)
  union all select 'I2: a revision of an article without its answer: ' || r.article_id from article_revision r
    where not exists (select from capture c join body o on o.digest = c.body_digest where c.id = r.capture_id)
  union all select 'I2: a revision of a comment without its answer: ' || r.comment_id from comment_revision r
    where not exists (select from capture c join body o on o.digest = c.body_digest where c.id = r.capture_id)
  union all select 'I2: a walk that names an answer that is not here: ' || w.thread_id from thread_walk w, unnest(w.captures) a
    where not exists (select from capture c where c.id = a)
  union all select 'I2: a complete walk and another number of comments: ' || t.id from thread t
    where t.complete and t.walked_at is not null and t.collected <> (
      select count(*) from comment c where c.thread_id = t.id and c.gone_at is null)
  union all select 'I2: a row whose current revision is missing: ' || id from (
    select a.id from article a where not exists (
      select from article_revision r where r.article_id = a.id and r.number = a.revision)
    union all select c.id from comment c where not exists (
      select from comment_revision r where r.comment_id = c.id and r.number = c.revision)) x
  -- I3: nothing doubled by its natural key
  union all select 'I3: two pages at ' || min(url) from page where thread_id is null group by url having count(*) > 1
  union all select 'I3: two pages of the thread ' || thread_id from page where thread_id is not null
    group by thread_id having count(*) > 1
  union all select 'I3: two articles at ' || min(url) from article group by url having count(*) > 1
  union all select 'I3: two threads ' || platform || '/' || key from thread group by publisher_id, platform, key having count(*) > 1
  union all select 'I3: two comments ' || native_id from comment group by thread_id, native_id having count(*) > 1
  union all select 'I3: one answer twice: ' || min(request_url) from capture group by request_digest, status, body_digest
    having count(*) > 1
  -- I4: a comment is gone by exactly one event for each absence, and only a complete walk tells
  union all select 'I4: events and absence of a comment disagree: ' || c.native_id from comment c
    left join lateral (select count(*) filter (where kind = 'comment-vanished') as went,
      count(*) filter (where kind = 'comment-returned') as came from event where comment_id = c.id) e on true
    where coalesce(e.went, 0) - coalesce(e.came, 0) <> case when c.gone_at is null then 0 else 1 end
  union all select 'I4: one absence told twice: ' || comment_id from event
    where kind in ('comment-vanished', 'comment-returned') group by comment_id, kind, at having count(*) > 1
  union all select 'I4: an incomplete walk took a comment away: ' || e.comment_id from event e
    join lateral (select complete from thread_walk w where w.thread_id = e.thread_id and w.walked_at <= e.at
      order by w.number desc limit 1) w on true
    where e.kind = 'comment-vanished' and not w.complete
  union all select 'I4: an article and its events disagree: ' || a.url from article a
    left join lateral (select count(*) filter (where kind = 'article-gone') as went,
      count(*) filter (where kind = 'article-returned') as came from event where article_id = a.id) e on true
    where coalesce(e.went, 0) - coalesce(e.came, 0) <> case when a.gone_at is null then 0 else 1 end
  -- I5: the same text is no revision
  union all select 'I5: a revision that says what the one before said: ' || comment_id from (
    select comment_id, digest, lag(digest) over (partition by comment_id order by number) as before from comment_revision) x
    where digest = before
  union all select 'I5: a revision that says what the one before said: ' || article_id from (
    select article_id, digest, lag(digest) over (partition by article_id order by number) as before from article_revision) x
    where digest = before
  union all select 'I5: revisions with a gap: ' || id from (
    select article_id as id, max(number) as last, count(*) as n from article_revision group by 1
    union all select comment_id, max(number), count(*) from comment_revision group by 1) x where last <> n
  union all select 'I5: revisions without their event: ' || id from (
    select article_id as id, max(number) - 1 as n from article_revision group by 1
    union all select comment_id, max(number) - 1 from comment_revision group by 1) x
    where n <> (select count(*) from event e where (kind = 'article-revised' and e.article_id = x.id)
      or (kind = 'comment-revised' and e.comment_id = x.id))
  -- I6: a parent is here, or its child says that it is an orphan
  union all select 'I6: a comment whose parent is nowhere: ' || native_id from comment c
    where parent_id is not null and not orphan and not exists (select from comment p where p.id = c.parent_id)
  union all select 'I6: an orphan whose parent is here and was not gone: ' || c.native_id from comment c
    join comment p on p.id = c.parent_id where c.orphan and p.gone_at is null and c.gone_at is null
  -- of the engine: an index and its table tell the same
  union all select 'index and table disagree on ' || name from (
    select 'page' as name, (select count(*) from page) - (select count(*) from (select id from page order by id) x) as off
    union all select 'comment', (select count(*) from comment) - (select count(*) from (select id from comment order by id) x)) x
    where off <> 0`;

/** What is broken of the invariants of reliability, in sentences; empty where all is well. */
export async function breachesOf(corpus: Corpus, witness: Witness = {}): Promise<string[]> {
  const { db } = corpus;
  const breaches = (await BREACHES.execute(db)).rows.map(({ what }) => what);
  const acknowledged = [...(witness.acknowledged ?? [])];
  if (acknowledged.length > 0) {
    const { rows } = await sql<{ id: string }>`select id from page where visited_at is not null`.execute(db);
    const done = new Set(rows.map(({ id }) => id));
    for (const id of acknowledged) if (!done.has(id)) breaches.push(`I1: an acknowledged commit is lost: page ${id}`);
  }
  if (witness.comments !== undefined) {
    const now = await commentsSeen(corpus);
    if (now < witness.comments) breaches.push(`I4: of ${witness.comments} comments seen there are ${now}`);
  }
  for (const { id, bodyDigest } of await db.selectFrom("capture").select(["id", "bodyDigest"]).execute()) {
    if (!witness.reread) break;
    const capture = (await corpus.capture(id))!;
    if (capture.dropped === null && digestOf(capture.body) !== bodyDigest)
      breaches.push(`I2: the bytes of an answer are not those of its digest: ${id}`);
  }
  if (witness.reread) {
    const { articles, comments, threads } = await corpus.reextract(reader(), { dryRun: true });
    const differ = articles.revised + articles.new + articles.lost.length + threads.ledgers;
    const said = comments.new + comments.changed + comments.lost;
    if (differ + said > 0) breaches.push(`I2: read again, ${differ} articles and threads and ${said} comments differ`);
  }
  if (witness.erased && witness.erased.length > 0) {
    const { dumpOf } = await import("./dump.ts");
    const dump = await dumpOf(corpus);
    for (const word of witness.erased) if (dump.includes(word)) breaches.push(`I7: "${word}" was erased and is here`);
  }
  if (witness.served) {
    const { rows } = await sql<{ url: string }>`select distinct request_url as url from capture`.execute(db);
    const stored = new Set(rows.map(({ url }) => url));
    for (const url of new Set(witness.served)) if (!stored.has(url)) breaches.push(`I8: served and not stored: ${url}`);
  }
  return breaches;
}

/** Comments ever seen; never fewer, whatever happens. */
export async function commentsSeen({ db }: Corpus): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from comment`.execute(db);
  return rows[0]!.n;
}
