// Ingest: comments a second through the sink, beside plain COPY and plain INSERT of the same rows into a bare table, in one run.
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { openCorpus } from "@belowline/corpus";
import {
  type Capture,
  canonicalise,
  digestOf,
  newCaptureId,
  newCrawlId,
  newPrivacyKey,
  type Outcome,
  type PAGE_KINDS,
  publisherOf,
  type Sink,
  type Thread,
  type ThreadReference,
} from "@belowline/schema";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { generatedThreads, NOW, SITE } from "./generated-threads.ts";
import { markdownTable, measure, median, type Reading, writeResult } from "./measure.ts";
import { startPostgres } from "./postgres.ts";

const threads = Number(process.argv[2] ?? 250);
const perThread = Number(process.argv[3] ?? 200);
const rounds = Number(process.argv[4] ?? 3);

const server = await startPostgres();
const { folder, freshDatabase } = server;

const work = generatedThreads(threads, perThread);
const rows = threads * perThread;

/** What a bare table would hold of a comment. */
const bareRows = work.flatMap((thread) =>
  thread.comments.map((comment) => [
    thread.articleUrl,
    comment.nativeId,
    comment.parent,
    comment.author!.id,
    comment.createdAt!.at,
    comment.depth,
    comment.position,
    comment.text,
    comment.html,
  ]),
);
const BARE =
  "create table bare (article text, native_id text, parent text, author text, created_at timestamptz, depth int, position int, text text, html text)";
const copyText = (): string =>
  bareRows
    .map((row) => row.map((cell) => (cell === null ? "\\N" : String(cell).replace(/[\\\t\n\r]/g, " "))).join("\t"))
    .join("\n");

interface Contender {
  readonly engine: string;
  readonly name: string;
  prepare(): Promise<{ run(): Promise<void>; close(): Promise<void> }>;
}

let n = 0;
const contenders: Contender[] = [
  { engine: "PostgreSQL 18", name: "COPY into a bare table", prepare: barePostgres(copyPostgres) },
  {
    engine: "PostgreSQL 18",
    name: "INSERT, 1,000 rows a statement, bare table",
    prepare: barePostgres((client) => insertBare((text, values) => client.query(text, values))),
  },
  { engine: "PostgreSQL 18", name: "belowline sink", prepare: () => throughSink(async () => await freshDatabase()) },
  {
    engine: "PGlite folder",
    name: "COPY into a bare table",
    prepare: barePGlite((db) => db.query("copy bare from '/dev/blob'", [], { blob: new Blob([copyText()]) })),
  },
  {
    engine: "PGlite folder",
    name: "INSERT, 1,000 rows a statement, bare table",
    prepare: barePGlite((db) => insertBare((text, values) => db.query(text, values))),
  },
  {
    engine: "PGlite folder",
    name: "belowline sink",
    prepare: () => throughSink(async () => join(folder, `corpus${n++}`)),
  },
];

function barePostgres(run: (client: pg.Client) => Promise<unknown>): Contender["prepare"] {
  return async () => {
    const client = new pg.Client({ connectionString: await freshDatabase() });
    await client.connect();
    await client.query(BARE);
    return { run: async () => void (await run(client)), close: () => client.end() };
  };
}

function barePGlite(run: (db: PGlite) => Promise<unknown>): Contender["prepare"] {
  return async () => {
    const db = await PGlite.create(join(folder, `bare${n++}`));
    await db.exec(BARE);
    return { run: async () => void (await run(db)), close: () => db.close() };
  };
}

async function copyPostgres(client: pg.Client): Promise<void> {
  await pipeline(Readable.from([copyText()]), client.query(copyFrom("copy bare from stdin")));
}

async function insertBare(query: (text: string, values: unknown[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < bareRows.length; from += 1000) {
    const batch = bareRows.slice(from, from + 1000);
    const places = batch.map((row, r) => `(${row.map((_, c) => `$${r * row.length + c + 1}`).join(",")})`).join(",");
    await query(`insert into bare values ${places}`, batch.flat());
  }
}

/** The whole way of a crawl: articles are there, each thread is leased and committed with its capture in one transaction. */
async function throughSink(target: () => Promise<string>): Promise<{ run(): Promise<void>; close(): Promise<void> }> {
  const corpus = await openCorpus(await target(), { key: newPrivacyKey() });
  const sink = corpus.sink();
  const crawl = newCrawlId();
  const publisher = publisherOf(SITE);
  const seeds = work.map((thread) => ({
    url: thread.articleUrl,
    kind: "article" as const,
    priority: 1,
    claimedAt: null,
    via: "seed",
  }));
  await sink.start({ id: crawl, startedAt: NOW, seeds, settings: {}, userAgent: "bench", refresh: false });
  const visit = visitorOf(sink, crawl, publisher);
  const byUrl = new Map(work.map((thread) => [thread.articleUrl, thread]));
  await visit(["article"], (url) => articleOutcome(byUrl.get(url)!));
  return {
    run: () =>
      visit(["thread"], (url, capture) => ({
        kind: "thread",
        thread: {
          ...byUrl.get(url)!,
          captureOf: Object.fromEntries(byUrl.get(url)!.comments.map((one) => [one.nativeId, capture])),
        },
      })),
    close: () => corpus.close(),
  };
}

function visitorOf(sink: Sink, crawl: ReturnType<typeof newCrawlId>, publisher: string) {
  return async (
    kinds: (typeof PAGE_KINDS)[number][],
    outcomeOf: (url: string, capture: Capture["id"]) => Outcome,
  ): Promise<void> => {
    for (;;) {
      const leases = await sink.lease({ crawl, publishers: [publisher], kinds, since: null, limit: 1, seconds: 60 });
      const lease = leases[0];
      if (!lease) return;
      const url = lease.page.thread?.articleUrl ?? lease.page.url;
      const capture = captureOf(url);
      const outcome = outcomeOf(url, capture.id);
      const done = outcome.kind === "article" ? { ...outcome, capture: capture.id } : outcome;
      await sink.commit({ crawl, lease, visitedAt: NOW, captures: [capture], outcome: done, found: [], nextDue: null });
    }
  };
}

function captureOf(url: string): Capture {
  const body = Buffer.from(`page of ${url} ${newCaptureId()}`);
  return {
    id: newCaptureId(),
    requestUrl: url,
    url,
    method: "GET",
    requestHeaders: {},
    requestBody: null,
    redirects: [],
    status: 200,
    headers: {},
    body,
    digest: digestOf(body),
    fetchedAt: NOW,
    timing: { firstByte: 1, total: 2 },
  };
}

function articleOutcome(thread: Thread): Outcome {
  const reference: ThreadReference = {
    platform: thread.platform,
    key: thread.key,
    ref: thread.ref,
    announced: thread.announced,
  };
  return {
    kind: "article",
    capture: newCaptureId(),
    threads: [reference],
    article: {
      url: canonicalise(thread.articleUrl)!,
      urls: [],
      headline: "A headline",
      standfirst: null,
      byline: [],
      agencies: [],
      publishedAt: null,
      modifiedAt: null,
      language: "en",
      section: null,
      tags: [],
      siteName: null,
      text: "A text.",
      blocks: [{ kind: "paragraph", text: "A text." }],
      wordCount: 2,
      images: [],
      paywall: { kind: "unknown", evidence: null },
      evidence: {},
    },
  };
}

const readings = new Map<Contender, Reading[]>();
for (let round = 0; round < rounds; round++) {
  for (const contender of contenders) {
    const prepared = await contender.prepare();
    const { cpuMs, wallMs } = await measure(prepared.run);
    await prepared.close();
    readings.set(contender, [...(readings.get(contender) ?? []), { cpuMs, wallMs }]);
  }
}
await server.stop();

const wall = (contender: Contender): number => median(readings.get(contender)!.map((one) => one.wallMs));
const table = contenders.map((contender) => {
  const copy = contenders.find((one) => one.engine === contender.engine)!;
  return [
    contender.engine,
    contender.name,
    Math.round(rows / (wall(contender) / 1000)),
    `${((100 * wall(copy)) / wall(contender)).toFixed(0)} %`,
  ];
});
await writeResult(
  "ingest",
  `Comments a second: ${threads} threads of ${perThread} comments, median of ${rounds} rounds, fsync at each engine's default.`,
  `node bench/ingest.ts ${threads} ${perThread} ${rounds}`,
  markdownTable(["engine", "way", "comments/s", "of COPY"], table),
  "A comment through the sink is two rows (comment, revision) with their indexes, full-text index and commenter, and a thread is one transaction with a lease, a capture and a ledger; COPY and INSERT fill one bare table without index or key in one go.",
);
