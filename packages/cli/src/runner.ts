// runnerOver(): what a scheduled run does: the same crawl as the crawl command, into the worker's corpus.
import type { Corpus, Runner } from "@belowline/corpus";
import { AdapterError } from "@belowline/schema";
import { type CrawlOptions, cameToNothing, crawl } from "@belowline/scraper";
import { enabledFrom, keysFrom, proxyFrom } from "./keys.ts";

/** @throws StoreError `store/key-mismatch` at once, instead of in every run */
export function runnerOver(corpus: Corpus): Runner {
  const sink = corpus.sink();
  const keys = keysFrom(process.env);
  return async ({ seed, crawl: wishes, signal }) => {
    // What schedule add checked; crawl() checks it again, and the run's reason tells if it no longer holds.
    const { proxy, enablePlatforms, ...rest } = wishes as Partial<CrawlOptions>;
    const surroundings = { ...proxyFrom(proxy, process.env), ...enabledFrom(enablePlatforms, process.env) };
    const report = await crawl({ ...rest, ...surroundings, seeds: [seed], sink, keys, signal });
    if (cameToNothing(report) && !signal.aborted) {
      const reasons = [
        ...report.seeds.failed.map(({ message }) => message),
        ...Object.entries(report.resting).map(([host, seconds]) => `${host} wants to be left alone for ${seconds} s`),
      ];
      throw new AdapterError("adapter/unexpected-answer", `nothing could be had from ${seed}: ${reasons.join("; ")}`);
    }
    const { crawl: id, state, seconds, requests, bytes, spared, pages, articles, comments } = report;
    return { crawl: id, state, seconds, requests, bytes, spared, pages, articles, comments };
  };
}
