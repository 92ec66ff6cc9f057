// The watched crawl in small: no answer is held once its page is stored, but for the few pages that are kept on purpose.
import { expect, it } from "vitest";
import { forgettingSink, watchedCrawl } from "../../bench/memory/watched-crawl.ts";
import { startSmallSite } from "../../bench/small-site.ts";
import { arraySink } from "../../packages/scraper/src/crawl/array-sink.ts";

it("holds no more answers after 300 pages than after 100", { timeout: 120_000 }, async () => {
  const site = await startSmallSite(300, false);
  const url = `http://127.0.0.1:${site.port}/`;
  try {
    const sink = forgettingSink(url, 300, arraySink([]).hosts);
    const readings = await watchedCrawl({ seed: url, sink, every: 100 });
    expect(readings.map(({ pages }) => pages)).toEqual([100, 200, 300]);
    expect(site.asked()).toBeGreaterThanOrEqual(300);
    // 64 recent article pages, and two in hand.
    for (const { bodies } of readings) expect(bodies).toBeLessThanOrEqual(66);
  } finally {
    await site.stop();
  }
});
