// crawl(): puts frontier, client, readers and sink together, and lets Crawlee run the pages.
import {
  type CrawlId,
  canonicalise,
  isBelowlineError,
  isFetchError,
  isStoreError,
  type JsonObject,
  type Lease,
  type LeaseWish,
  newCrawlId,
  PAGE_KINDS,
  publisherOf,
  type Sink,
  type Visit,
} from "@belowline/schema";
import { BasicCrawler } from "@crawlee/basic";
import { Configuration, Log, LogLevel, type Request, type RequestProvider } from "@crawlee/core";
import { MemoryStorage } from "@crawlee/memory-storage";
import type { AnyPlatform } from "../comments/platform.ts";
import { type Traps, trapsOf } from "../discover/traps.ts";
import { createClient, userAgentOf } from "../fetch/client.ts";
import { reservationsOver } from "../fetch/reservations.ts";
import { robotsOver } from "../fetch/robots.ts";
import { platforms as known } from "../platforms/index.gen.ts";
import { CRAWL_LIMIT_MS, startReaders } from "../reading/readers.ts";
import { arraySink } from "./array-sink.ts";
import { courierFor, recentCaptures } from "./courier.ts";
import { type Frontier, frontierOver, LEASE_SECONDS } from "./frontier.ts";
import { LADDER, retryAt } from "./ladder.ts";
import { type CrawlOptions, type CrawlPlan, planCrawl } from "./options.ts";
import { type CrawlReport, newTally, type Tally } from "./report.ts";
import { asCrawleeError, original, RETRIES } from "./retry.ts";
import { type Visited, visitPage } from "./visit-page.ts";
import { visitThread } from "./visit-thread.ts";

/** More publishers than this wait for each other. */
const MOST_CONCURRENT = 16;

/**
 * Crawls news sites from their addresses: finds articles and the threads below them and hands each visit to the sink. Goes on
 * where an earlier crawl of the same corpus stopped. Polite, robots-obeying, and never outside the publishers of the seeds.
 *
 * @returns what was visited, found and missed
 * @throws UsageError for an option that cannot be; StoreError when the corpus refuses a write
 * @example
 * const visits: Visit[] = [];
 * const report = await crawl({ seeds: ["https://news.example"], sink: visits, contact: "mailto:lab@university.example" });
 */
export async function crawl(options: CrawlOptions): Promise<CrawlReport> {
  const { clock = () => new Date() } = options;
  const plan = planCrawl(options, clock());
  const sink = Array.isArray(options.sink) ? arraySink(options.sink) : options.sink;
  const id = newCrawlId();
  const userAgent = userAgentOf(plan.contact);
  await sink.start({
    id,
    startedAt: clock().toISOString(),
    seeds: plan.seeds,
    settings: settingsOf(plan, sink),
    userAgent,
    refresh: plan.refresh,
  });
  const traps = trapsOf(clock());
  const tally = newTally(id, new Set(plan.seeds.map(({ url }) => canonicalise(url) ?? url)), traps);
  let state: "finished" | "interrupted" | "failed" = "failed";
  try {
    await run({ id, plan, sink, traps, tally, userAgent, options, clock, platforms: known });
    state = options.signal?.aborted ? "interrupted" : "finished";
  } finally {
    const report = tally.report(state === "finished" ? "finished" : "interrupted");
    await sink.finish({
      crawl: id,
      finishedAt: clock().toISOString(),
      state,
      report: report as unknown as JsonObject,
    });
  }
  return tally.report(state);
}

interface Running {
  readonly id: CrawlId;
  readonly plan: CrawlPlan;
  readonly sink: Sink;
  readonly tally: Tally;
  readonly traps: Traps;
  readonly userAgent: string;
  readonly options: CrawlOptions;
  readonly clock: () => Date;
  readonly platforms: readonly AnyPlatform[];
}

async function run(running: Running): Promise<void> {
  const { plan, sink, tally, options, userAgent } = running;
  const { signal } = options;
  const client = createClient({
    userAgent,
    hosts: sink.hosts,
    delay: plan.delay,
    clock: running.clock,
    inside: plan.allowPrivateNetwork ? plan.seeds.map(({ url }) => new URL(url).hostname) : [],
    ...(plan.proxy ? { proxy: plan.proxy } : {}),
    ...(options.keys ? { keys: options.keys } : {}),
    ...(signal ? { signal } : {}),
    ...(options.onRest ? { onRest: options.onRest } : {}),
  });
  const robots = robotsOver(client, sink.hosts);
  const recent = recentCaptures();
  const reservations = reservationsOver(client, sink.hosts, robots);
  // A page that takes long must not stand in the way of leases, of Ctrl-C, or of the pages of other hosts.
  const readers = startReaders({ limitMs: CRAWL_LIMIT_MS, signal });
  const equipment = { client, robots, reservations, recent, exempt: plan.tdm.mode === "research-exception" };
  // Articles begun or stored: `maxArticles` counts them at the start, so that no more than wanted are ever fetched.
  let articles = 0;
  const frontier = frontierOver({
    sink,
    publishers: plan.publishers,
    wish: () => wishOf(running, articles >= plan.maxArticles),
    onStart: (lease) => {
      if (lease.page.kind === "article") articles++;
    },
  });

  const visit = async (lease: Lease): Promise<void> => {
    const courier = courierFor(equipment, lease.page.url);
    const now = running.clock().toISOString();
    const ladder = plan.ladders.get(lease.page.publisher) ?? LADDER;
    const shared = {
      lease,
      courier,
      readers,
      ladder,
      platforms: running.platforms,
      permissions: plan.permissions,
      now,
    };
    const { traps } = running;
    const visited =
      lease.page.kind === "thread"
        ? await visitThread({ ...shared, privacy: sink.privacy, refresh: plan.refresh, signal })
        : await visitPage({ ...shared, traps, robots, since: plan.since });
    if (visited.outcome.kind === "article") {
      const page = visited.captures.find((capture) => capture.status === 200);
      if (page) recent.keep(page);
      if (lease.page.kind === "seed") articles++;
    } else if (lease.page.kind === "article" && visited.outcome.kind !== "unchanged") articles--;
    await commit(running, lease, visited);
  };

  const inHand = new Set<Promise<void>>();
  const crawler = crawleeOver(
    frontier,
    plan,
    async (request) => {
      const work = visit(frontier.leaseOf(request));
      inHand.add(work);
      try {
        await work;
      } catch (error) {
        throw asCrawleeError(error);
      } finally {
        inHand.delete(work);
      }
    },
    async (request, error) => {
      const cause = original(error);
      if (isStoreError(cause)) throw cause;
      const lease = frontier.leaseOf(request);
      if (lease.page.kind === "article") articles--;
      const resting = restOf(cause);
      if (resting && publisherOf(`http://${resting.host}`) === lease.page.publisher) {
        frontier.rest(lease.page.publisher, resting.seconds);
        tally.resting(resting.host, resting.seconds);
        await sink.release([lease]);
      }
      // Stopped while it waited for its turn: nothing was asked, so nothing is broken.
      else if (isFetchError(cause) && cause.code === "fetch/aborted") await sink.release([lease]);
      else await commit(running, lease, brokenVisit(lease, cause, running.clock().toISOString()));
    },
  );

  const stop = (): void => void frontier.stop();
  signal?.addEventListener("abort", stop, { once: true });
  if (signal?.aborted) await frontier.stop();
  try {
    await crawler.run();
    // Crawlee leaves its pool on Ctrl-C at once; the page in hand is still to be stored.
    await Promise.allSettled(inHand);
  } catch (error) {
    throw original(error);
  } finally {
    signal?.removeEventListener("abort", stop);
    await frontier.stop();
    frontier.close();
    await readers.stop();
    await client.close();
    // Nor does it wait when one page ends the run: what the others still do must not outlive it.
    await Promise.allSettled(inHand);
  }
}

function wishOf({ id, plan }: Running, threadsOnly: boolean): LeaseWish {
  return {
    crawl: id,
    publishers: plan.publishers,
    kinds: threadsOnly ? ["thread"] : PAGE_KINDS,
    since: plan.since,
    limit: 1,
    seconds: LEASE_SECONDS,
  };
}

async function commit({ id, sink, tally, options, clock }: Running, lease: Lease, visited: Visited): Promise<void> {
  const visit: Visit = { crawl: id, lease, visitedAt: clock().toISOString(), ...visited };
  try {
    tally.count(visit, await sink.commit(visit));
  } catch (error) {
    // Somebody else has the page now and will store it; our reading is void, the crawl goes on.
    if (isStoreError(error) && error.code === "store/stale-lease") return;
    throw error;
  }
  options.onProgress?.(tally.progress(lease.page.url));
}

/** The host that wants to be left alone for longer than a run waits: nothing was asked, so nothing is broken. */
function restOf(cause: unknown): { readonly host: string; readonly seconds: number } | undefined {
  if (!isFetchError(cause) || cause.code !== "fetch/throttled" || cause.details.asked !== false) return undefined;
  return { host: String(cause.details.host), seconds: Number(cause.details.retryAfter) };
}

function brokenVisit(lease: Lease, cause: unknown, now: string): Visited {
  const code = isBelowlineError(cause) ? cause.code : "adapter/unexpected-answer";
  const message = cause instanceof Error ? cause.message : String(cause);
  return {
    outcome: { kind: "broken", code, message },
    captures: [],
    found: [],
    nextDue: retryAt(lease.page.attempts, now),
  };
}

function settingsOf(plan: CrawlPlan, sink: Sink): JsonObject {
  return {
    maxArticles: Number.isFinite(plan.maxArticles) ? plan.maxArticles : null,
    since: plan.since,
    delay: plan.delay,
    contact: plan.contact,
    allowPrivateNetwork: plan.allowPrivateNetwork,
    proxy: plan.proxy?.host ?? null,
    enablePlatforms: plan.permissions.map(({ platform, publisher }) =>
      publisher === null ? platform : `${platform}@${publisher}`,
    ),
    authors: sink.privacy.authors,
    tdm: { ...plan.tdm },
  };
}

/** Crawlee schedules, retries and times out; queue, storage, sessions, robots and logging are ours or nobody's. */
function crawleeOver(
  frontier: Frontier,
  plan: CrawlPlan,
  handle: (request: Request) => Promise<void>,
  fail: (request: Request, error: Error) => Promise<void>,
): BasicCrawler {
  const concurrency = Math.min(2 * plan.publishers.length, MOST_CONCURRENT);
  return new BasicCrawler(
    {
      // Crawlee 3.18 documents `requestManager` but its option check refuses it; `requestQueue` takes any request manager.
      requestQueue: frontier as unknown as RequestProvider,
      requestHandler: ({ request }) => handle(request),
      failedRequestHandler: ({ request }, error) => fail(request, error),
      maxRequestRetries: RETRIES,
      minConcurrency: concurrency,
      maxConcurrency: concurrency,
      useSessionPool: false,
      retryOnBlocked: false,
      // A long thread at five seconds a page takes hours; every single request has its own minute.
      requestHandlerTimeoutSecs: 24 * 3600,
      autoscaledPoolOptions: { maybeRunIntervalSecs: 0.1, loggingIntervalSecs: null },
      statisticsOptions: {
        saveErrorSnapshots: false,
        persistenceOptions: { enable: false },
        logIntervalSecs: 24 * 3600,
      },
      log: new Log({ level: LogLevel.OFF }),
    },
    new Configuration({
      // Each look at the machine's load starts ps; with a fixed concurrency nothing would come of it.
      systemInfoIntervalMillis: 24 * 3_600_000,
      persistStorage: false,
      purgeOnStart: false,
      storageClient: new MemoryStorage({ persistStorage: false, writeMetadata: false }),
    }),
  );
}
