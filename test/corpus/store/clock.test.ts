// Clocks that are wrong, on both engines: what is due, held or resting is reckoned by the database's clock, and that may be set back.
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Corpus } from "../../../packages/corpus/src/index.ts";
import { articleOf, captureOf, engines, found, leaseAll, startCrawl, visitOf } from "../../support/corpus.ts";

const DAY_MS = 86_400_000;

describe.each(engines)("clocks ($name)", ({ open }) => {
  let corpus: Corpus;
  beforeEach(async () => {
    corpus = await open();
  });
  afterEach(() => corpus.close());

  /** Minutes until the one page is due. */
  async function minutes(): Promise<number> {
    const { rows } = await sql<{ minutes: number }>`
      select round(extract(epoch from due_at - now()) / 60)::int as minutes from page`.execute(corpus.db);
    return rows[0]!.minutes;
  }

  it.each([-1, 0, 1])(
    "counts the step to the next visit from its own now, when a worker is %i days off",
    async (days) => {
      const sink = corpus.sink();
      const crawl = await startCrawl(sink, [found("/ferry")]);
      const [lease] = await leaseAll(sink, crawl);
      const now = Date.now() + days * DAY_MS;
      const capture = captureOf(lease!.page.url, "<p>ferry</p>");
      const article = {
        kind: "article" as const,
        article: articleOf({ path: "/ferry" }),
        capture: capture.id,
        threads: [],
      };
      await sink.commit(
        visitOf(lease!, crawl, article, {
          captures: [capture],
          visitedAt: new Date(now).toISOString(),
          nextDue: new Date(now + 60 * 60_000).toISOString(),
        }),
      );
      expect(await minutes()).toBe(60);
    },
  );

  it("makes due what was found or visited before its clock was set back, by the step and not by the date", async () => {
    const sink = corpus.sink();
    await startCrawl(sink, [found("/ferry")]);
    await sql`update page set due_at = now() + interval '1 day'`.execute(corpus.db);
    await startCrawl(sink, []);
    expect(await minutes()).toBe(1440); // nobody asked for its publisher
    await startCrawl(sink, [found("/", { kind: "seed", priority: 0, via: "seed" })]);
    await sql`delete from page where kind = 'seed'`.execute(corpus.db);
    expect(await minutes()).toBe(0);
    await sql`update page set visited_at = now() + interval '1 day', due_at = now() + interval '25 hours'`.execute(
      corpus.db,
    );
    await startCrawl(sink, [found("/", { kind: "seed", priority: 0, via: "seed" })]);
    await sql`delete from page where kind = 'seed'`.execute(corpus.db);
    expect(await minutes()).toBe(60);
  });

  it("lets nobody hold a page or a host that it would hold until tomorrow", async () => {
    const sink = corpus.sink();
    const crawl = await startCrawl(sink, [found("/ferry")]);
    await leaseAll(sink, crawl);
    expect(await leaseAll(sink, crawl)).toEqual([]);
    expect(await sink.hosts.take("harbour.example", 1, 60)).toMatchObject({ granted: true });
    expect(await sink.hosts.take("harbour.example", 1, 60)).toMatchObject({ granted: false });
    await sql`update page set leased_until = leased_until + interval '1 day'`.execute(corpus.db);
    await sql`update host set started_at = started_at + interval '1 day', turn_until = turn_until + interval '1 day'`.execute(
      corpus.db,
    );
    expect(await leaseAll(sink, crawl)).toHaveLength(1);
    expect(await sink.hosts.take("harbour.example", 1, 60)).toMatchObject({ granted: true });
  });
});
