// corpus.reextract(): everything that is stored, read again by today's extraction, offline; differences become revisions of ours.
import {
  type ArticleId,
  type AuthorMode,
  type Capture,
  type PageId,
  type Privacy,
  publisherId,
  type Reader,
  refuseUnknown,
  UsageError,
} from "@belowline/schema";
import type { PageTable, ThreadTable } from "@belowline/schema/tables";
import type { Selectable } from "kysely";
import type { Database } from "../db/connection.ts";
import type { Marker } from "../erase/marks.ts";
import { erasedIn } from "../erase/tombstones.ts";
import { again } from "../store/again.ts";
import type { BodyCase } from "../store/body.ts";
import { sweep } from "../store/boilerplate-sweep.ts";
import { withoutErased } from "../store/erased.ts";
import { stateMoment } from "../store/moment.ts";
import type { Tx } from "../store/rows.ts";
import type { Visiting } from "../store/visiting.ts";
import { type Reading, restoreArticle, storeFound } from "./article.ts";
import { type Change, type FieldReport, tallyOf } from "./change.ts";
import { type Stored, storedOver } from "./stored.ts";
import { restoreThread, rewalk } from "./thread.ts";

export interface ReextractOptions {
  /** Only this publisher, by its key. */
  readonly publisher?: string;
  /** Tells what would change and changes nothing. */
  readonly dryRun?: boolean;
  /** Told of each article and comment that reads differently, as it is found. */
  readonly onChange?: (change: Change) => void;
}

export interface ReextractReport {
  readonly dryRun: boolean;
  readonly articles: {
    readonly read: number;
    readonly revised: number;
    /** Pages that hold an article now and held none for an older reader. */
    readonly new: number;
    /** Articles that today's reader does not see on their page; what is stored of them stays. */
    readonly lost: readonly { readonly url: string; readonly reason: string }[];
  };
  readonly comments: { readonly new: number; readonly changed: number; readonly lost: number };
  readonly threads: {
    readonly read: number;
    /** Announced, collected, complete or gaps came out differently. */
    readonly ledgers: number;
    /** Need answers that nobody has asked for: a crawl with `refresh` brings them. */
    readonly unasked: number;
    /** Of platforms that this version does not know. */
    readonly unknown: number;
  };
  /** Pages and threads whose bytes were dropped (erased, or kept no longer): they stay as they were read. */
  readonly dropped: number;
  /** Articles whose text changed because lines were learned or forgotten meanwhile. */
  readonly swept: number;
  /** By field, such as `article.headline` or `comment.text`; the most frequent first. */
  readonly fields: Readonly<Record<string, FieldReport>>;
}

interface Running {
  readonly db: Database;
  readonly reader: Reader;
  readonly stored: Stored;
  readonly privacy: Privacy;
  readonly authors: AuthorMode;
  readonly dryRun: boolean;
  readonly at: string;
}

const BATCH = 100;

/** Ends a transaction of a dry run: what it did is undone, what it found out is kept. */
class Undone extends Error {}

export async function reextract(
  db: Database,
  reader: Reader,
  privacy: Privacy,
  bodies: BodyCase,
  mark: Marker,
  options: ReextractOptions = {},
): Promise<ReextractReport> {
  refuseUnknown("reextract", options, ["publisher", "dryRun", "onChange"]);
  const publishers = await publishersOf(db, options.publisher);
  const { authors } = privacy;
  const running: Running = {
    db,
    reader,
    stored: storedOver(db, bodies),
    privacy,
    authors,
    dryRun: options.dryRun ?? false,
    at: new Date().toISOString(),
  };
  const tally = tallyOf();
  const articles = { read: 0, revised: 0, new: 0, lost: [] as { url: string; reason: string }[] };
  const comments = { new: 0, changed: 0, lost: 0 };
  const threads = { read: 0, ledgers: 0, unasked: 0, unknown: 0 };
  const told = (change: Change): void => {
    tally.add(change);
    options.onChange?.(change);
  };
  let swept = 0;
  let dropped = 0;
  for (const publisher of publishers) {
    for await (const page of pagesOf(db, publisher.id)) {
      const result = await rereadPage(running, publisher.key, page);
      if (result === undefined) continue;
      if ("dropped" in result) {
        dropped++;
        continue;
      }
      articles.read++;
      if ("lost" in result) articles.lost.push(result.lost);
      else if (result.change) {
        if (result.change.fields === null) articles.new++;
        else articles.revised++;
        told(result.change);
      }
    }
    for await (const { thread, articleUrl } of threadsOf(db, publisher.id)) {
      const walked = await rewalk(reader, thread, articleUrl, publisher.key, privacy, running.stored);
      if (!walked) {
        threads.unknown++;
        continue;
      }
      if (walked.dropped > 0) {
        dropped++;
        continue;
      }
      // Part of a thread would tell of our store and not of the site.
      if (walked.unasked > 0) {
        threads.unasked++;
        continue;
      }
      threads.read++;
      const result = await inTransaction(running, async (tx) => {
        const visiting = await visitingOf(running, tx, publisher.key, thread, walked.captures);
        const held = await tx
          .selectFrom("thread")
          .selectAll()
          .where("id", "=", thread.id)
          .forNoKeyUpdate()
          .executeTakeFirstOrThrow();
        const erased = await erasedIn(tx, mark);
        const { thread: told } = erased
          ? await withoutErased(erased, publisher.key, walked.thread, held.id)
          : { thread: walked.thread };
        return await restoreThread(visiting, held, articleUrl, { ...walked, thread: told }, authors);
      });
      for (const change of result.changes) {
        if (change.fields === null) comments.new++;
        else comments.changed++;
        told(change);
      }
      comments.lost += result.lost;
      if (result.ledger) threads.ledgers++;
    }
    if (!running.dryRun) swept += await sweep(db, publisher.id, { at: running.at, crawl: null });
  }
  return { dryRun: running.dryRun, articles, comments, threads, dropped, swept, fields: tally.report() };
}

async function publishersOf(db: Database, key: string | undefined) {
  const all = db.selectFrom("publisher").select(["id", "key"]).orderBy("key");
  if (key === undefined) return await all.execute();
  const found = await all.where("id", "=", publisherId(key)).execute();
  if (found.length > 0) return found;
  throw new UsageError(
    "usage/not-found",
    `reextract: nothing of the publisher ${key} in this corpus; expected its key, such as "news.example"`,
    { publisher: key },
  );
}

/** Pages that hold an article, or might for a better reader. */
async function* pagesOf(db: Database, publisher: string): AsyncGenerator<Selectable<PageTable>> {
  for (let last: string | undefined; ; ) {
    let query = db
      .selectFrom("page")
      .selectAll()
      .where("publisherId", "=", publisher as never)
      .where("kind", "in", ["article", "seed"])
      .where("outcome", "in", ["article", "absent", "broken"])
      .where("captureId", "is not", null);
    if (last !== undefined) query = query.where("id", ">", last as PageId);
    const rows = await query.orderBy("id").limit(BATCH).execute();
    yield* rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)!.id;
  }
}

async function* threadsOf(
  db: Database,
  publisher: string,
): AsyncGenerator<{ thread: Selectable<ThreadTable>; articleUrl: string }> {
  for (let last: string | undefined; ; ) {
    let query = db
      .selectFrom("thread")
      .innerJoin("article", "article.id", "thread.articleId")
      .selectAll("thread")
      .select("article.url as articleUrl")
      .where("thread.publisherId", "=", publisher as never);
    if (last !== undefined) query = query.where("thread.id", ">", last as never);
    const rows = await query.orderBy("thread.id").limit(BATCH).execute();
    for (const { articleUrl, ...thread } of rows) yield { thread, articleUrl };
    if (rows.length < BATCH) return;
    last = rows.at(-1)!.id;
  }
}

type PageResult =
  | { change: Change | undefined }
  | { lost: { url: string; reason: string } }
  | { dropped: true }
  | undefined;

async function rereadPage(running: Running, publisher: string, page: Selectable<PageTable>): Promise<PageResult> {
  const { db, reader, stored } = running;
  const known = await articleAt(db, page.id);
  if (known && known.pageId !== page.id) return undefined;
  if (!known && page.outcome === "article") return undefined;
  // A page that has gone since has no newer answer than the one that the article was read from.
  const last = await stored.capture(known && page.outcome !== "article" ? known.captureId : page.captureId!);
  if (last?.status !== 200) return undefined;
  if (last.dropped !== null) return { dropped: true };
  const reading = await readingOf(reader, last, page);
  if ("reason" in reading) return known ? { lost: { url: known.url, reason: reading.reason } } : undefined;
  const first = known && known.captureId !== last.id ? await stored.capture(known.captureId) : undefined;
  const before = first && first.dropped === null ? await readingOf(reader, first, page) : reading;
  const change = await inTransaction(running, async (tx) => {
    const visiting = await visitingOf(running, tx, publisher, { page, at: last.fetchedAt, known: known?.id }, [
      last.id,
      ...(first ? [first.id] : []),
    ]);
    if (!known) return await storeFound(visiting, reading);
    return await restoreArticle(visiting, known.id, "reason" in before ? reading : before, reading);
  });
  return { change };
}

interface Known {
  readonly id: ArticleId;
  readonly url: string;
  /** Which answer the current revision was read from. */
  readonly captureId: Capture["id"];
  /** Of several addresses the one that shows the article, its own before others, then the one visited last: it is read there, and only there. */
  readonly pageId: PageId;
}

async function articleAt(db: Database, page: PageId): Promise<Known | undefined> {
  return await db
    .selectFrom("articleUrl as named")
    .innerJoin("article", "article.id", "named.articleId")
    .innerJoin("articleRevision", (join) =>
      join
        .onRef("articleRevision.articleId", "=", "article.id")
        .onRef("articleRevision.number", "=", "article.revision"),
    )
    .innerJoin("articleUrl as any", "any.articleId", "article.id")
    .innerJoin("page", "page.id", "any.id")
    .select(["article.id", "article.url", "articleRevision.captureId", "page.id as pageId"])
    .where("named.id", "=", page)
    .where("page.captureId", "is not", null)
    .orderBy(
      (eb) => eb("page.outcome", "=", "article"),
      (order) => order.desc().nullsLast(),
    )
    .orderBy((eb) => eb("any.url", "=", eb.ref("article.url")), "desc")
    .orderBy("page.visitedAt", (order) => order.desc().nullsLast())
    .orderBy("page.id")
    .limit(1)
    .executeTakeFirst();
}

async function readingOf(
  reader: Reader,
  capture: Capture,
  page: Selectable<PageTable>,
): Promise<Reading | { reason: string }> {
  const read = await reader.page(capture, page.kind);
  if (read.kind === "article") return { read, capture: capture.id };
  return { reason: read.kind === "absent" ? `${read.reason}: ${read.detail}` : read.message };
}

async function visitingOf(
  { at }: Running,
  tx: Tx,
  publisher: string,
  of: Selectable<ThreadTable> | { page: Selectable<PageTable>; at: string; known: ArticleId | undefined },
  captures: readonly Capture["id"][],
): Promise<Visiting> {
  const page =
    "page" in of
      ? of.page
      : await tx.selectFrom("page").selectAll().where("threadId", "=", of.id).executeTakeFirstOrThrow();
  // The run that fetched what is read.
  const { crawlId } = await tx
    .selectFrom("capture")
    .select("crawlId")
    .where("id", "=", captures[0] ?? page.captureId!)
    .executeTakeFirstOrThrow();
  return {
    tx,
    crawl: crawlId,
    page,
    publisher,
    publisherId: publisherId(publisher),
    at: "page" in of && of.known === undefined ? of.at : at,
    offline: true,
    captures: new Map(captures.map((id) => [id, id])),
  };
}

async function inTransaction<T>({ db, dryRun, at }: Running, work: (tx: Tx) => Promise<T>): Promise<T> {
  let result: { value: T } | undefined;
  try {
    return await again(() =>
      db.transaction().execute(async (tx) => {
        await stateMoment(tx, at);
        const value = await work(tx);
        if (!dryRun) return value;
        result = { value };
        throw new Undone();
      }),
    );
  } catch (error) {
    if (error instanceof Undone && result) return result.value;
    throw error;
  }
}
