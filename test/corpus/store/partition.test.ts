// A network that breaks between worker and server: a commit whose answer is lost is there once, and no late write gets through.
import { expect, it } from "vitest";
import { openCorpus } from "../../../packages/corpus/src/index.ts";
import { articleOf, captureOf, found, leaseAll, startCrawl, TEST_KEY, visitOf } from "../../support/corpus.ts";
import { faultProxy } from "../../support/fault-proxy.ts";
import { freshDatabase } from "../../support/postgres.ts";
import { countRows } from "../../support/rows.ts";

it("stores a visit once whose COMMIT went through and whose answer did not come back", async () => {
  const { url, drop } = await freshDatabase();
  await using proxy = await faultProxy(Number(new URL(url).port));
  const through = new URL(url);
  through.port = String(proxy.port);
  const corpus = await openCorpus(through.href, { key: TEST_KEY });
  const sink = corpus.sink();
  for (const path of ["/one", "/two", "/three"]) {
    const crawl = await startCrawl(sink, [found(path)]);
    const [lease] = await leaseAll(sink, crawl);
    const capture = captureOf(lease!.page.url, `<p>${path}</p>`);
    const article = { kind: "article" as const, article: articleOf({ path }), capture: capture.id, threads: [] };
    const visit = visitOf(lease!, crawl, article, { captures: [capture] });
    proxy.loseCommit();
    // The worker cannot know and tries again: then it is told that the lease is over, and nothing is stored twice.
    await expect(sink.commit(visit)).rejects.toMatchObject({ code: "store/stale-lease" });
  }
  expect(await countRows(corpus)).toMatchObject({ article: 3, articleRevision: 3, capture: 3, body: 3, page: 3 });
  await corpus.close();
  await drop();
});

it("stores nothing of a visit whose connection breaks before its COMMIT, and all of it at the second try", async () => {
  const { url, drop } = await freshDatabase();
  await using proxy = await faultProxy(Number(new URL(url).port));
  const through = new URL(url);
  through.port = String(proxy.port);
  const corpus = await openCorpus(through.href, { key: TEST_KEY });
  const sink = corpus.sink();
  const crawl = await startCrawl(sink, [found("/ferry")]);
  const [lease] = await leaseAll(sink, crawl);
  const capture = captureOf(lease!.page.url, "<p>ferry</p>");
  const article = {
    kind: "article" as const,
    article: articleOf({ path: "/ferry" }),
    capture: capture.id,
    threads: [],
  };
  const visit = visitOf(lease!, crawl, article, { captures: [capture] });
  proxy.cutAfter(600);
  await expect(sink.commit(visit)).rejects.toMatchObject({ code: "store/failed" });
  proxy.pass();
  expect(await countRows(corpus)).toMatchObject({ article: 0, capture: 0 });
  expect(await sink.commit(visit)).toMatchObject({ article: "new" });
  await corpus.close();
  await drop();
});

it("gives a connection up that leads nowhere, and goes on over a new one", async () => {
  const { url, drop } = await freshDatabase();
  await using proxy = await faultProxy(Number(new URL(url).port));
  const through = new URL(url);
  through.port = String(proxy.port);
  through.searchParams.set("query_timeout", "400");
  const corpus = await openCorpus(through.href, { key: TEST_KEY });
  proxy.swallow();
  const sink = corpus.sink();
  await expect(startCrawl(sink, [found("/ferry")])).rejects.toMatchObject({ code: "store/failed" });
  proxy.pass();
  await startCrawl(sink, [found("/ferry")]);
  expect(await countRows(corpus)).toMatchObject({ crawl: 1, page: 1 });
  await corpus.close();
  await drop();
});
