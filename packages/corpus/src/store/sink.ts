// sinkOf(): the Sink of schema over a database: one transaction a visit, or nothing.
import {
  type AuthorMode,
  type Capture,
  type CaptureId,
  type Committed,
  isBelowlineError,
  type Privacy,
  publisherId,
  type Sink,
  StoreError,
  type Visit,
} from "@belowline/schema";
import type { Connection } from "../db/connection.ts";
import type { Marker } from "../erase/marks.ts";
import { retainBodies } from "../erase/retain.ts";
import { again } from "./again.ts";
import { storeArticle, touchArticle } from "./articles.ts";
import type { BodyCase, BodyRow } from "./body.ts";
import { sweep } from "./boilerplate-sweep.ts";
import { packNew, storeBodies, storeCaptures } from "./captures.ts";
import { storeComments } from "./comments.ts";
import { finishCrawl, startCrawl, tidy } from "./crawls.ts";
import { dedupe } from "./duplicates/dedupe.ts";
import { type Sifted, sift } from "./erased.ts";
import { markGone, markReturned } from "./gone.ts";
import { hostsOf } from "./hosts.ts";
import { claim, heldUntil, hold, leaseDue } from "./lease.ts";
import { stateMoment } from "./moment.ts";
import { claimPage, closePage, storeFound } from "./pages.ts";
import type { Tx } from "./rows.ts";
import { storeReferences, storeWalk, threadOf, touchThread } from "./threads.ts";
import type { Visiting } from "./visiting.ts";

const NO_COMMENTS: Committed["comments"] = { new: 0, revised: 0, unchanged: 0, vanished: 0 };

export function sinkOf(connection: Connection, privacy: Privacy, bodies: BodyCase, mark: Marker): Sink {
  const { db } = connection;
  const hosts = hostsOf(db);
  return {
    privacy,
    hosts: {
      take: (...asked) => told("turn at a host", () => hosts.take(...asked)),
      end: (...given) => told("end of a turn", () => hosts.end(...given)),
      file: (...asked) => told("look at a host's file", () => hosts.file(...asked)),
      keep: (...given) => told("keeping of a host's file", () => hosts.keep(...given)),
    },
    // Not twice: a crawl that began would be there already.
    start: (crawl) => told("start of a crawl", () => startCrawl(db, crawl, connection.singleOpener, mark), false),
    lease: (wish) => told("lease", () => leaseDue(db, wish)),
    claim: (page, seconds) => told(`claim of ${page.url}`, () => claim(db, page, seconds)),
    commit: (visit) =>
      told(`commit of ${visit.lease.page.url}`, async () => {
        const packed = await packNew(db, visit.captures, bodies);
        return await db.transaction().execute(async (tx) => {
          const sifted = await sift(tx, visit, mark, bodies);
          return await store(tx, sifted, packed, privacy.authors);
        });
      }),
    renew: (leases, seconds) => told("renewal of leases", () => hold(db, leases, seconds)),
    release: (leases) => told("release of leases", () => hold(db, leases, null)),
    heldUntil: (wish) => told("look at leases", () => heldUntil(db, wish)),
    finish: (end) =>
      told("end of a crawl", async () => {
        const publishers = await finishCrawl(db, end);
        for (const publisher of publishers) await sweep(db, publisher, { at: end.finishedAt, crawl: end.crawl });
        await dedupe(db);
        await retainBodies(db);
        if (connection.engine === "pglite") await tidy(db);
      }),
  };
}

async function store(
  tx: Tx,
  { visit, blank }: Sifted,
  packed: readonly BodyRow[],
  authors: AuthorMode,
): Promise<Committed> {
  const page = await claimPage(tx, visit.lease);
  const { publisher } = visit.lease.page;
  const at = new Date(visit.visitedAt).toISOString();
  await stateMoment(tx, at);
  const place = { tx, crawl: visit.crawl, page, publisher, publisherId: publisherId(publisher), at };
  await storeBodies(tx, packed, visit.captures, blank);
  const visiting: Visiting = { ...place, captures: await storeCaptures(place, visit.captures, blank) };
  const found = await storeFound(tx, visit.found, at);
  const change = await storeOutcome(visiting, visit, authors);
  await closePage(visiting, visit);
  return { ...change, pages: found + change.pages };
}

async function storeOutcome(visiting: Visiting, { outcome, captures }: Visit, authors: AuthorMode): Promise<Committed> {
  if (outcome.kind === "article") {
    const { id, change } = await storeArticle(visiting, outcome.article, outcome.capture);
    await markReturned(visiting);
    const published = outcome.article.publishedAt?.at ?? null;
    const pages = await storeReferences(visiting, id, published, outcome.threads);
    const asked = askedIn(visiting, captures);
    const comments = { ...NO_COMMENTS };
    for (const walked of outcome.walked ?? []) {
      const thread = await threadOf(visiting, walked);
      // The page alone may hold less than a walk that was there before, or be older.
      const before =
        thread.walkedAt !== null &&
        (thread.walkedAt.toISOString() >= visiting.at || (!walked.complete && thread.collected > walked.collected));
      if (before) continue;
      const changed = await storeComments(visiting, thread, walked, authors);
      await storeWalk(visiting, thread, walked, asked);
      for (const kind of ["new", "revised", "unchanged", "vanished"] as const) comments[kind] += changed[kind];
    }
    return { article: change, comments, pages };
  }
  if (outcome.kind === "thread") {
    const thread = await threadOf(visiting, outcome.thread);
    const comments = await storeComments(visiting, thread, outcome.thread, authors);
    await storeWalk(visiting, thread, outcome.thread, askedIn(visiting, captures));
    return { article: null, comments, pages: 0 };
  }
  if (outcome.kind === "unchanged") {
    const article = await touchArticle(visiting);
    await markReturned(visiting);
    await touchThread(visiting);
    return { article: article ? "unchanged" : null, comments: NO_COMMENTS, pages: 0 };
  }
  if (outcome.kind === "absent" && outcome.reason === "removed") await markGone(visiting, outcome.detail);
  return { article: null, comments: NO_COMMENTS, pages: 0 };
}

/** Under their stored ids, each once. */
const askedIn = (visiting: Visiting, captures: readonly Capture[]): CaptureId[] => [
  ...new Set(captures.map(({ id }) => visiting.captures.get(id)!)),
];

/**
 * Done again where the line broke or a worker slept in its transaction: rows have natural keys, and a lease that is gone by then is
 * refused. A database error may quote what it was given, and so a name: its text stays in the cause, its code is told.
 */
async function told<T>(what: string, work: () => Promise<T>, orLost = true): Promise<T> {
  try {
    return await again(work, { orLost });
  } catch (error) {
    if (isBelowlineError(error)) throw error;
    const { code } = error as { code?: unknown };
    throw new StoreError(
      "store/failed",
      `${what}: the database refused it (${typeof code === "string" ? code : "no code"}); nothing of it was stored, the cause tells more`,
      { code: code ?? null },
      error,
    );
  }
}
