// importPages(): pages that others fetched go the way of a crawl, from the reading on: one transaction a page, and no site is asked.
import {
  type Capture,
  canonicalise,
  type Gap,
  isStoreError,
  type JsonObject,
  newCrawlId,
  type Outcome,
  type Privacy,
  refuseUnknown,
  type Sink,
  type Thread,
  type ThreadReference,
  type Visit,
} from "@belowline/schema";
import { leftAlone } from "../comments/detect-only.ts";
import { walk } from "../comments/walk.ts";
import { arraySink } from "../crawl/array-sink.ts";
import { mayRead, whyLeftAlone } from "../crawl/consent.ts";
import { LEASE_SECONDS } from "../crawl/frontier.ts";
import { unread } from "../crawl/visit-thread.ts";
import { PRIORITY } from "../discover/priority.ts";
import { platforms } from "../platforms/index.gen.ts";
import { CRAWL_LIMIT_MS, type Readers, startReaders } from "../reading/readers.ts";
import type { ImportRecord, Skip } from "./record.ts";

export interface ImportOptions {
  /** Where visits go: a corpus's sink, or an array that receives them. */
  readonly sink: Sink | Visit[];
  readonly records: AsyncIterable<ImportRecord> | Iterable<ImportRecord>;
  /** Stops after the page in hand. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (report: ImportReport) => void;
}

/** What one import came to. Plain JSON. */
export interface ImportReport {
  readonly state: "finished" | "interrupted";
  /** Looked at, of whatever kind. */
  readonly records: number;
  /** Stored. */
  readonly pages: number;
  /** Left out: the corpus saw the page at that time or later. */
  readonly known: number;
  readonly articles: { readonly found: number; readonly new: number; readonly revised: number };
  readonly comments: { readonly collected: number; readonly new: number; readonly revised: number };
  readonly skipped: Readonly<Partial<Record<Skip, number>>>;
  /** The first skipped files and pages that are not just of another kind, in words. */
  readonly trouble: readonly string[];
}

const MOST_NAMED = 20;
/** Most records of a WARC file are skipped for these, and nobody wants to read of them. */
const USUAL: ReadonlySet<Skip> = new Set(["not-a-response", "not-html", "status"]);

/**
 * Stores pages out of WARC files or folders as if they had been fetched when the archive fetched them: captures, articles, and the
 * comments that stand in the page. No site, robots.txt or reservation is asked for; what the page says of reuse is recorded. Pages
 * that the corpus saw at that time or later are left out, so an import that was interrupted is run again.
 *
 * @throws StoreError when the corpus refuses a write
 * @example
 * const { articles, skipped } = await importPages({ sink: corpus.sink(), records: await recordsIn(["./saved"]) });
 */
export async function importPages(options: ImportOptions): Promise<ImportReport> {
  refuseUnknown("importPages", options, ["sink", "records", "signal", "onProgress"]);
  const sink = Array.isArray(options.sink) ? arraySink(options.sink) : options.sink;
  const crawl = newCrawlId();
  const startedAt = new Date().toISOString();
  await sink.start({ id: crawl, startedAt, seeds: [], settings: { import: true }, userAgent: "", refresh: false });
  const n = { records: 0, pages: 0, known: 0, found: 0, fresh: 0, revised: 0, said: 0, newSaid: 0, revisedSaid: 0 };
  const readers = startReaders({ limitMs: CRAWL_LIMIT_MS, signal: options.signal });
  const skips: Partial<Record<Skip, number>> = {};
  const trouble: string[] = [];
  const report = (state: ImportReport["state"]): ImportReport => ({
    state,
    records: n.records,
    pages: n.pages,
    known: n.known,
    articles: { found: n.found, new: n.fresh, revised: n.revised },
    comments: { collected: n.said, new: n.newSaid, revised: n.revisedSaid },
    skipped: { ...skips },
    trouble: [...trouble],
  });

  async function take(record: ImportRecord): Promise<void> {
    if (record.kind === "skipped") {
      skips[record.reason] = (skips[record.reason] ?? 0) + 1;
      if (!USUAL.has(record.reason) && trouble.length < MOST_NAMED) trouble.push(record.detail);
      return;
    }
    const { capture } = record;
    const page = {
      url: capture.url,
      kind: "article",
      priority: PRIORITY.older,
      claimedAt: null,
      via: "import",
    } as const;
    const lease = await sink.claim({ ...page, seenAt: capture.fetchedAt }, LEASE_SECONDS);
    if (lease === null) {
      n.known++;
      return;
    }
    const outcome = await outcomeOf(capture, lease.page.publisher, { readers, privacy: sink.privacy }).catch(
      async (error: unknown) => {
        // The next import reads it.
        await sink.release([lease]);
        if (options.signal?.aborted) return undefined;
        throw error;
      },
    );
    if (outcome === undefined) return;
    const visit = { crawl, lease, visitedAt: capture.fetchedAt, captures: [capture], found: [], nextDue: null };
    try {
      const { article, comments } = await sink.commit({ ...visit, outcome });
      n.pages++;
      if (article !== null) n.found++;
      if (article === "new") n.fresh++;
      if (article === "revised") n.revised++;
      n.newSaid += comments.new;
      n.revisedSaid += comments.revised;
    } catch (error) {
      // Somebody else has the page now and stores it.
      if (!isStoreError(error) || error.code !== "store/stale-lease") throw error;
    }
    if (outcome.kind === "article") for (const thread of outcome.walked ?? []) n.said += thread.collected;
  }

  let state: "finished" | "interrupted" | "failed" = "failed";
  try {
    for await (const record of options.records) {
      if (options.signal?.aborted) break;
      n.records++;
      await take(record);
      options.onProgress?.(report("finished"));
    }
    state = options.signal?.aborted ? "interrupted" : "finished";
  } finally {
    await readers.stop();
    const finishedAt = new Date().toISOString();
    await sink.finish({ crawl, finishedAt, state, report: report("finished") as unknown as JsonObject });
  }
  return report(state);
}

interface Reading {
  readonly readers: Readers;
  readonly privacy: Privacy;
}

async function outcomeOf(capture: Capture, publisher: string, how: Reading): Promise<Outcome> {
  const readable = platforms.map(({ id }) => id);
  const reading = await how.readers.page({ capture, as: "story", older: 0, readable });
  if (reading.kind === "broken") return reading;
  if (reading.kind === "listing") return { kind: "absent", reason: "not-html", detail: `a ${reading.format}` };
  if (reading.kind === "absent") return { kind: "absent", reason: reading.reason, detail: reading.detail };
  const { article, threads } = reading;
  const walked: Thread[] = [];
  for (const reference of threads)
    walked.push(await threadIn(capture, { ...reference, articleUrl: article.url }, publisher, how));
  return { kind: "article", article, capture: capture.id, threads, walked };
}

/** The thread as far as the page holds it; what it does not hold is a gap. */
async function threadIn(
  capture: Capture,
  reference: ThreadReference & { readonly articleUrl: string },
  publisher: string,
  { readers, privacy }: Reading,
): Promise<Thread> {
  const platform = platforms.find(({ id }) => id === reference.platform)!;
  // As in a crawl, what a platform's terms leave to the user is left alone until the user says so.
  if (!mayRead(platform, publisher, []))
    return unread(reference, leftAlone(platform, reference.announced, whyLeftAlone(platform, publisher)));
  const own = canonicalise(capture.url);
  return await walk({
    platform,
    reference,
    articleUrl: reference.articleUrl,
    publisher,
    privacy,
    read: readers.answer,
    ask: async (ask): Promise<Capture | Gap> =>
      ask.method !== "POST" && canonicalise(ask.url) === own
        ? capture
        : { reason: "unreachable", count: null, detail: "an import asks no site; a crawl of this publisher does" },
    maxAsks: 10,
  });
}
