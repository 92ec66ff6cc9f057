// A crawl whose memory is watched: resident bytes, the heap after a collection, and how many bodies of answers anybody still holds.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import {
  type Committed,
  canonicalise,
  type Lease,
  type LeasedPage,
  newPrivacyKey,
  pageId,
  privacyOf,
  publisherOf,
  type Sink,
  type Visit,
} from "@belowline/schema";
import { crawl } from "@belowline/scraper";

export interface MemoryReading {
  readonly pages: number;
  readonly rss: number;
  readonly heapUsed: number;
  /** Bodies of answers that were not collected yet. */
  readonly bodies: number;
  readonly seconds: number;
}

export interface WatchedCrawl {
  readonly seed: string;
  readonly sink: Sink;
  /** Pages between two readings. */
  readonly every: number;
  readonly onReading?: (reading: MemoryReading) => void;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

export async function watchedCrawl({ seed, sink, every, onReading }: WatchedCrawl): Promise<readonly MemoryReading[]> {
  const started = performance.now();
  const readings: MemoryReading[] = [];
  let pages = 0;
  let bodies = 0;
  const gone = new FinalizationRegistry<null>(() => void bodies--);
  async function read(at: number): Promise<void> {
    // Finalisers run in a turn of their own after the collection.
    for (let round = 0; round < 3; round++) {
      collect();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { rss, heapUsed } = process.memoryUsage();
    const reading = { pages: at, rss, heapUsed, bodies, seconds: (performance.now() - started) / 1000 };
    readings.push(reading);
    onReading?.(reading);
  }
  await crawl({
    seeds: [seed],
    sink: {
      ...sink,
      async commit(visit) {
        for (const { body } of visit.captures) {
          bodies++;
          gone.register(body, null);
        }
        const committed = await sink.commit(visit);
        const at = ++pages;
        if (at % every === 0) await read(at);
        return committed;
      },
    },
    allowPrivateNetwork: true,
  });
  return readings;
}

/** A frontier of so many stories of the small site that remembers nothing: what grows is the crawler's own. */
export function forgettingSink(site: string, stories: number, hosts: Sink["hosts"]): Sink {
  let next = 0;
  let token = 0;
  const nothing: Committed = { article: null, comments: { new: 0, revised: 0, unchanged: 0, vanished: 0 }, pages: 0 };
  const leaseOf = (n: number, seconds: number): Lease => {
    const url = canonicalise(`/2026/01/story-${n}/`, site)!;
    const page: LeasedPage = {
      id: pageId(url),
      url,
      kind: "article",
      publisher: publisherOf(url),
      priority: 40,
      claimedAt: null,
      attempts: 0,
      etag: null,
      lastModified: null,
      read: null,
      thread: null,
    };
    return { page, token: ++token, until: new Date(Date.now() + seconds * 1000).toISOString() };
  };
  return {
    privacy: privacyOf("pseudonym", newPrivacyKey()),
    hosts,
    start: async () => {},
    lease: async ({ seconds }) => (next < stories ? [leaseOf(next++, seconds)] : []),
    claim: async () => null,
    commit: async (visit: Visit) => (visit.outcome.kind === "article" ? { ...nothing, article: "new" } : nothing),
    renew: async () => {},
    release: async () => {},
    heldUntil: async () => null,
    finish: async () => {},
  };
}
