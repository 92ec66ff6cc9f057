// How a crawl ends that cannot go on: with its error, and with nothing of it still at work.

import { StoreError } from "@belowline/schema";
import { crawl } from "@belowline/scraper";
import { expect, it } from "vitest";
import { startSite } from "../../../examples/site/server.ts";
import { arraySink } from "../../../packages/scraper/src/crawl/array-sink.ts";
import { nastyServer } from "../../support/nasty-server.ts";

it("waits for the page of another host before it tells that the store failed", async () => {
  const sites = [await startSite({ articles: 2 }), await startSite({ articles: 2 })];
  try {
    const inner = arraySink([]);
    const began = Promise.withResolvers<void>();
    const failed = Promise.withResolvers<void>();
    const ended: string[] = [];
    const crawled = crawl({
      seeds: sites.map(({ url }) => url),
      allowPrivateNetwork: true,
      sink: {
        ...inner,
        async commit(visit) {
          if (visit.lease.page.url.startsWith(sites[0]!.url)) {
            await began.promise; // the other one is being stored
            failed.resolve();
            throw new StoreError("store/failed", "the disk is full");
          }
          began.resolve();
          await failed.promise;
          for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
          ended.push("stored");
          return await inner.commit(visit);
        },
      },
    }).finally(() => ended.push("crawl"));
    await expect(crawled).rejects.toThrow("the disk is full");
    expect(ended).toEqual(["stored", "crawl"]);
  } finally {
    for (const site of sites) await site.stop();
  }
});

it("is over soon after it was stopped, though the page in hand fails and would be tried again", async () => {
  const stop = new AbortController();
  const story = "/2026/03/ferry-stays-in-harbour-all-week";
  await using server = await nastyServer({
    [story]: (_, response) => {
      stop.abort();
      response.writeHead(500).end("sorry");
    },
  });
  const seeds = [server.url + story];
  const report = await crawl({ seeds, sink: [], allowPrivateNetwork: true, signal: stop.signal });
  expect(report).toMatchObject({ state: "interrupted", pages: { visited: 0 }, broken: [] });
  expect(server.seen.filter(({ path }) => path === story)).toHaveLength(1);
}, 20_000);
