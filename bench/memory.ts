// Memory over a long crawl: resident bytes ten times on its way, of the crawler alone and of the crawler with a corpus on PostgreSQL.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { openCorpus } from "@belowline/corpus";
import { markdownTable, median, writeResult } from "./measure.ts";
import { forgettingSink, type MemoryReading, watchedCrawl } from "./memory/watched-crawl.ts";
import { startPostgres } from "./postgres.ts";

const alone = Number(process.argv[2] ?? 100_000);
const stored = Number(process.argv[3] ?? 100_000);
/** Readings of each of the two. */
const TIMES = 10;

const mega = (bytes: number): string => (bytes / 1e6).toFixed(0);
const told =
  (what: string) =>
  (reading: MemoryReading): void =>
    void process.stderr.write(
      `${what}: ${reading.pages} pages, ${mega(reading.rss)} MB, ${Math.round(reading.seconds)} s\n`,
    );

/** The site in a process of its own: its memory is not ours. */
async function siteOf(articles: number): Promise<{ url: string; stop(): void }> {
  const script = new URL("./small-site.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, [script, String(articles)], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
  return { url: `http://127.0.0.1:${port}/`, stop: () => void child.kill() };
}

/** This process again, so that one measurement does not lie on the leavings of the other. */
async function inChild(what: "alone" | "stored", pages: number): Promise<readonly MemoryReading[]> {
  const args = [import.meta.filename, String(alone), String(stored), what];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) lines.push(line);
  const readings = JSON.parse(lines.at(-1)!) as readonly MemoryReading[];
  if (readings.length < TIMES) throw new Error(`${what}: only ${readings.at(-1)?.pages} of ${pages} pages were stored`);
  return readings;
}

async function measure(what: string): Promise<readonly MemoryReading[]> {
  const pages = what === "alone" ? alone : stored;
  const every = Math.floor(pages / TIMES);
  const site = await siteOf(pages);
  const onReading = told(what);
  try {
    if (what === "alone") {
      const hosts = {
        take: async () => ({ granted: true as const, turn: 1, throttled: 0 }),
        end: async () => {},
        file: async () => null,
        keep: async () => {},
      };
      return await watchedCrawl({ seed: site.url, sink: forgettingSink(site.url, alone, hosts), every, onReading });
    }
    const server = await startPostgres();
    const corpus = await openCorpus(await server.freshDatabase(), { key: new Uint8Array(32).fill(7) });
    try {
      return await watchedCrawl({ seed: site.url, sink: corpus.sink(), every, onReading });
    } finally {
      await corpus.close();
      await server.stop();
    }
  } finally {
    site.stop();
  }
}

const only = process.argv[4];
if (only !== undefined) {
  const readings = await measure(only);
  process.stdout.write(`${JSON.stringify(readings)}\n`);
  process.exit(0);
}

const table = (readings: readonly MemoryReading[]): string =>
  markdownTable(
    ["pages", "resident, MB", "heap after collection, MB", "bodies held", "minutes"],
    readings.map(({ pages, rss, heapUsed, bodies, seconds }) => [
      pages,
      mega(rss),
      mega(heapUsed),
      bodies,
      (seconds / 60).toFixed(1),
    ]),
  );
const halves = (readings: readonly MemoryReading[]): string => {
  const heap = readings.map(({ heapUsed }) => heapUsed);
  const middle = Math.floor(heap.length / 2);
  return `Median heap of the first half of the readings ${mega(median(heap.slice(0, middle)))} MB, of the second ${mega(median(heap.slice(middle)))} MB.`;
};

const crawler = await inChild("alone", alone);
const corpus = await inChild("stored", stored);
await writeResult(
  "memory",
  "Memory over many small pages of one site: what is resident in the crawling process, its heap after a full collection, and how many bodies of answers anybody still holds (64 article pages are kept on purpose, for threads that are printed in them).",
  `node bench/memory.ts ${alone} ${stored}`,
  "The crawler alone, into a sink that forgets:",
  table(crawler),
  halves(crawler),
  "With a corpus on PostgreSQL:",
  table(corpus),
  halves(corpus),
);
