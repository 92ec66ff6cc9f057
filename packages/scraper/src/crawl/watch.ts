// watch(): a crawl that stays: it goes on by due dates until it is told to stop.
import { setTimeout as wait } from "node:timers/promises";
import { crawl } from "./crawl.ts";
import type { CrawlOptions } from "./options.ts";
import type { CrawlReport } from "./report.ts";

/** The shortest step of the ladder: who comes more often finds nothing due and only reads the lists again. */
const ROUND_MS = 15 * 60_000;

/**
 * Crawls, waits for the rest of a quarter of an hour, and crawls what is due by then, until `signal`; each round's report as it ends.
 *
 * @throws what `crawl` throws
 * @example
 * const stop = new AbortController();
 * for await (const { comments } of watch({ seeds: ["https://news.example"], sink: [], contact: "lab@university.example", signal: stop.signal })) console.log(comments.new);
 */
export async function* watch(options: CrawlOptions): AsyncGenerator<CrawlReport, void, undefined> {
  const { signal } = options;
  while (!signal?.aborted) {
    const started = performance.now();
    yield await crawl(options);
    const rest = Math.max(0, ROUND_MS - (performance.now() - started));
    await wait(rest, undefined, signal ? { signal } : {}).catch(() => {});
  }
}
