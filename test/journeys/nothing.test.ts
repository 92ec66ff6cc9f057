// Crawls that bring nothing: the report says of which address and why, and what was in the way is not remembered once it is gone.
import type { Visit } from "@belowline/schema";
import { type CrawlReport, cameToNothing, crawl } from "@belowline/scraper";
import { expect, it } from "vitest";
import { startSite } from "../../examples/site/server.ts";
import { engines } from "../support/corpus.ts";
import { answer, type Handler, nastyServer } from "../support/nasty-server.ts";

const said = ({ seeds }: CrawlReport): string => seeds.failed.map(({ message }) => message).join();

it.each([
  ["http://127.0.0.1:9/", { allowPrivateNetwork: true }, /no connection \(ECONNREFUSED\)/],
  ["http://127.0.0.1:9/", {}, /port 9 is no port of the public web; pass --allow-private-network/],
  ["http://10.1.2.3/", {}, /no public address; pass --allow-private-network/],
])("tells why nothing could be had from %s with %j", async (url, options, why) => {
  const report = await crawl({ seeds: [url], sink: [], ...options });
  expect(said(report)).toMatch(why);
  expect(report.seeds).toMatchObject({ read: 0, failed: [{ url }] });
  expect(cameToNothing(report)).toBe(true);
});

it.each<[string, Handler, RegExp]>([
  ["answers 404", answer("not here", {}, 404), /answered 404/],
  ["answers 500", answer("sorry", {}, 501), /answered 501/],
])("tells so of a page that %s", async (_, handler, why) => {
  await using server = await nastyServer({ "/news": handler });
  const report = await crawl({ seeds: [`${server.url}/news`], sink: [], allowPrivateNetwork: true });
  expect(said(report)).toMatch(why);
  expect(cameToNothing(report)).toBe(true);
});

it("is no failure of a site whose front page is read, though nothing is new and a page is broken", async () => {
  const link = "/2026/03/ferry-stays-in-harbour-all-week";
  await using server = await nastyServer({
    "/": answer(`<title>News</title><ul><li><a href="${link}">The ferry stays in the harbour all week</a></ul>`),
    [link]: answer("sorry", {}, 501),
  });
  const visits: Visit[] = [];
  const report = await crawl({ seeds: [server.url], sink: visits, allowPrivateNetwork: true });
  expect(report).toMatchObject({ articles: { found: 0 }, pages: { broken: 1 }, seeds: { read: 1, failed: [] } });
  expect(cameToNothing(report)).toBe(false);
});

it("goes on at once when what was in the way was ours: a switch left out, a server not started", async () => {
  const site = await startSite({ articles: 1, comments: 1 });
  await using corpus = await engines[1]!.open();
  const seeds = [site.url];
  expect(cameToNothing(await crawl({ seeds, sink: corpus.sink() }))).toBe(true);
  const found = await crawl({ seeds, sink: corpus.sink(), allowPrivateNetwork: true });
  expect(found).toMatchObject({ articles: { found: site.stories().length } });
  await site.stop();

  const port = Number(new URL(site.url).port);
  const closed = await crawl({ seeds, sink: corpus.sink(), allowPrivateNetwork: true, refresh: true });
  expect(closed.articles.found).toBe(0);
  const again = await startSite({ articles: 1, comments: 1, port });
  try {
    const open = await crawl({ seeds, sink: corpus.sink(), allowPrivateNetwork: true, refresh: true });
    expect(open).toMatchObject({ seeds: { read: 1 }, articles: { found: site.stories().length } });
  } finally {
    await again.stop();
  }
});
