// corpus.erase(): content gone from every table and every capture, and a keyed tombstone that keeps it from coming back.
import type { ArticleId, Privacy, PublisherId } from "@belowline/schema";
import { refuseUnknown } from "@belowline/schema";
import { sql } from "kysely";
import type { Connection, Database } from "../db/connection.ts";
import { again } from "../store/again.ts";
import type { BodyCase } from "../store/body.ts";
import type { Tx } from "../store/rows.ts";
import { type DoomedKind, doom, doomMarked, type EraseTarget } from "./doomed.ts";
import { capturesOfPublishers, capturesPrinting, dropBodies } from "./drop.ts";
import { finishCutOff, finishErasure, noteUnfinished } from "./finish.ts";
import { type Ledger, layStones, missingStones, writeLedger } from "./ledger.ts";
import type { Marker } from "./marks.ts";
import { removeDoomed } from "./remove.ts";
import { layTombstones, lockForErasure } from "./tombstones.ts";
import { prints, runsOf } from "./words.ts";

export interface EraseOptions {
  /** Counts what would go, and changes nothing. */
  readonly dryRun?: boolean;
}

export interface EraseReport {
  readonly dryRun: boolean;
  readonly articles: number;
  readonly threads: number;
  readonly comments: number;
  readonly commenters: number;
  /** Addresses that will not be visited again. */
  readonly pages: number;
  /** Answers of these addresses, gone altogether. */
  readonly captures: number;
  /** Answers of other addresses that print the erased text: kept without their bytes. */
  readonly bodies: number;
}

export interface Erasing {
  readonly connection: Connection;
  readonly privacy: () => Privacy;
  readonly bodies: BodyCase;
  readonly mark: Marker;
  readonly ledger: Ledger;
}

/** What is to go, in the words by which it is known again. */
interface Said {
  readonly publishers: readonly PublisherId[];
  readonly runs: ReadonlySet<string>;
  /** Captures in which even a short text is looked for, because they are of the thread that it stood in. */
  readonly own: ReadonlyMap<string, readonly string[]>;
  /** Captures that it was read from, however they write it. */
  readonly readFrom: ReadonlySet<string>;
}

export async function erase(erasing: Erasing, target: EraseTarget, options: EraseOptions = {}): Promise<EraseReport> {
  refuseUnknown("erase", options, ["dryRun"]);
  const list = (tx: Tx) => doom(tx, target, erasing.privacy());
  return await eraseListed(erasing, list, options.dryRun ?? false);
}

/**
 * A corpus that came back from before an erasure, as a backup does, forgets again what the ledger beside its key says was erased; and an
 * erasure that was cut off is ended. Where nothing is to be done that costs the reading of a file.
 */
export async function eraseAgain(erasing: Erasing): Promise<void> {
  const { connection, mark, ledger } = erasing;
  const missing = await missingStones(connection.db, ledger);
  if (missing.length > 0) {
    const marks = new Set(missing.map((stone) => stone.mark));
    await eraseListed(erasing, (tx) => doomMarked(tx, marks, mark), false);
    // What is not here yet must not come either.
    await connection.db.transaction().execute((tx) => layStones(tx, missing));
  } else await finishCutOff(connection);
}

type List = (tx: Tx) => Promise<Record<DoomedKind, number>>;

/** Erases what `list` writes into the table `doomed`. */
export async function eraseListed(erasing: Erasing, list: List, dryRun: boolean): Promise<EraseReport> {
  const { connection, bodies, mark, ledger } = erasing;
  const { db } = connection;
  const at = new Date().toISOString();
  // The long search comes first and holds nobody up; what arrives meanwhile is searched once more below.
  const seen = new Set<string>();
  const { counts, said, captures } = await db.transaction().execute(async (tx) => {
    const counts = await list(tx);
    return { counts, said: await saidBy(tx), captures: await capturesOf(tx) };
  });
  const printing = await printingIn(db, said, bodies, seen);
  const early = printing.filter((digest) => !captures.digests.has(digest));
  if (dryRun) return { ...reportOf(counts), dryRun, captures: captures.count, bodies: early.length };
  await again(() => db.transaction().execute((tx) => dropBodies(tx, early, mark, at)));

  const report = await again(() =>
    db.transaction().execute(async (tx) => {
      await lockForErasure(tx);
      const counts = await list(tx);
      const said = await saidBy(tx);
      const late = await printingIn(tx, said, bodies, new Set(seen));
      const urls = await urlsOf(tx);
      const stones = await layTombstones(tx, mark, said.runs, at);
      const { captures } = await removeDoomed(tx, urls);
      const left =
        late.length === 0 ? [] : await tx.selectFrom("body").select("digest").where("digest", "in", late).execute();
      await dropBodies(
        tx,
        left.map(({ digest }) => digest),
        mark,
        at,
      );
      await noteUnfinished(tx);
      // Before the COMMIT: what stands in the ledger and not in the database is erased by the next opener, the other way round never.
      writeLedger(ledger, stones);
      return { ...reportOf(counts), dryRun, captures, bodies: early.length + left.length };
    }),
  );
  await finishErasure(connection);
  return report;
}

const reportOf = (counts: Record<DoomedKind, number>) => ({
  articles: counts.article,
  threads: counts.thread,
  comments: counts.comment,
  commenters: counts.commenter,
  pages: counts.page,
});

async function printingIn(db: Database | Tx, said: Said, bodies: BodyCase, seen: Set<string>): Promise<string[]> {
  if (said.publishers.length === 0) return [];
  return await capturesPrinting(
    db,
    capturesOfPublishers(said.publishers),
    bodies,
    (body, captures) =>
      captures.some((id) => said.readFrom.has(id)) ||
      prints(
        body,
        (run) => said.runs.has(run),
        captures.flatMap((id) => said.own.get(id) ?? []),
      ),
    seen,
  );
}

interface Comment {
  readonly text: string;
  readonly captureId: string;
  readonly articleId: ArticleId;
  readonly threadId: string;
  readonly publisherId: PublisherId;
}

/** Nothing is searched for where a whole publisher goes: its captures go with it. */
async function saidBy(tx: Tx): Promise<Said> {
  const { rows: whole } = await sql`select from doomed where kind = 'publisher'`.execute(tx);
  if (whole.length > 0) return { publishers: [], runs: new Set(), own: new Map(), readFrom: new Set() };
  const { rows: comments } = await sql<Comment>`
    select r.text, r.capture_id, c.article_id, c.thread_id, c.publisher_id from comment_revision r join comment c on c.id = r.comment_id
    join doomed d on d.kind = 'comment' and d.id = c.id`.execute(tx);
  const { rows: articles } = await sql<{ id: ArticleId; publisherId: PublisherId; said: string; gone: boolean }>`
    select a.id, a.publisher_id, r.headline || e'\n' || coalesce(r.standfirst, '') || e'\n' || r.text as said,
      a.id in (select id from doomed where kind = 'article') as gone
    from article a join article_revision r on r.article_id = a.id
    where a.id = any(${comments.map(({ articleId }) => articleId)}::uuid[])
      or a.id in (select id from doomed where kind = 'article')`.execute(tx);
  const above = Map.groupBy(articles, ({ id }) => id);
  const runs = new Set<string>();
  for (const { said, gone } of articles) if (gone) for (const run of runsOf(said.split("\n"))) runs.add(run);
  for (const [article, below] of Map.groupBy(comments, ({ articleId }) => articleId)) {
    // A comment that quotes its article is not known by the quotation.
    const apart = (above.get(article) ?? []).filter(({ gone }) => !gone).map(({ said }) => said);
    for (const run of runsOf(
      below.map(({ text }) => text),
      apart,
    ))
      runs.add(run);
  }
  const publishers = [...new Set([...comments, ...articles].map(({ publisherId }) => publisherId))];
  const readFrom = new Set(comments.map(({ captureId }) => captureId));
  return {
    publishers,
    runs,
    readFrom,
    own: await ownCaptures(
      tx,
      Map.groupBy(comments, ({ threadId }) => threadId),
    ),
  };
}

/** The answers of each thread, and of the pages of its article. */
async function ownCaptures(
  tx: Tx,
  byThread: ReadonlyMap<string, readonly { readonly text: string }[]>,
): Promise<Map<string, readonly string[]>> {
  const { rows } = await sql<{ threadId: string; id: string }>`
    select t.id as thread_id, c.id from thread t join page p on p.thread_id = t.id
      or p.id in (select u.id from article_url u where u.article_id = t.article_id)
    join capture c on c.page_id = p.id where t.id = any(${[...byThread.keys()]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ threadId, id }) => [id, byThread.get(threadId)!.map(({ text }) => text)]));
}

async function capturesOf(tx: Tx): Promise<{ count: number; digests: Set<string> }> {
  const { rows } = await sql<{ digest: string }>`
    select body_digest as digest from capture where page_id in (select id from doomed where kind = 'page')`.execute(tx);
  return { count: rows.length, digests: new Set(rows.map(({ digest }) => digest)) };
}

async function urlsOf(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ url: string }>`
    select url from article_url where article_id in (select id from doomed where kind = 'article')
    union select url from page where id in (select id from doomed where kind = 'page')`.execute(tx);
  return rows.map(({ url }) => url);
}
