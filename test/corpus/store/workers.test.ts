// Several workers over one server: no page is visited twice, no article or comment is there twice.
import { sql } from "kysely";
import { expect, it } from "vitest";
import { openCorpus } from "../../../packages/corpus/src/index.ts";
import {
  articleOf,
  captureOf,
  found,
  leaseAll,
  startCrawl,
  TEST_KEY,
  threadOf,
  visitOf,
} from "../../support/corpus.ts";
import { freshDatabase } from "../../support/postgres.ts";
import { countRows } from "../../support/rows.ts";

it("shares a frontier among four workers that find the same pages and people", async () => {
  const { url, drop } = await freshDatabase();
  const corpora = await Promise.all(Array.from({ length: 4 }, () => openCorpus(url, { key: TEST_KEY })));
  const first = corpora[0]!;
  const crawl = await startCrawl(first.sink(), [found("/", { kind: "seed", priority: 0, via: "seed" })]);
  const paths = Array.from({ length: 24 }, (_, i) => `/story-${i}`);
  const [home] = await leaseAll(first.sink(), crawl);
  await first
    .sink()
    .commit(
      visitOf(
        home!,
        crawl,
        { kind: "listing", format: "html", links: 24 },
        { found: paths.map((path) => found(path)) },
      ),
    );
  const visited: string[] = [];
  const work = async (corpus: (typeof corpora)[number]): Promise<void> => {
    const sink = corpus.sink();
    for (;;) {
      const leases = await leaseAll(sink, crawl, 2);
      if (leases.length === 0) return;
      for (const lease of leases) {
        const { page } = lease;
        visited.push(`${page.kind} ${page.url}`);
        const path = new URL(page.url).pathname;
        const comments = ["1", "2", "3"].map((id) => ({ id, name: `Reader ${id}` })); // the same people everywhere
        const capture = captureOf(page.url, `${page.kind} of ${path}`);
        if (page.kind === "thread") {
          const thread = threadOf(sink, { path, comments }, capture);
          await sink.commit(visitOf(lease, crawl, { kind: "thread", thread }, { captures: [capture] }));
          continue;
        }
        const outcome = {
          kind: "article" as const,
          article: articleOf({ path }),
          capture: capture.id,
          threads: [{ platform: "wordpress", key: path, ref: { key: path }, announced: 3 }],
        };
        // Each links to all others, from another place on each time.
        const from = paths.indexOf(path);
        const links = [...paths.slice(from), ...paths.slice(0, from)].map((other) =>
          found(other, { claimedAt: "2026-03-09T00:00:00.000Z" }),
        );
        await sink.commit(visitOf(lease, crawl, outcome, { captures: [capture], found: links }));
      }
    }
  };
  await Promise.all(corpora.map(work));
  expect(visited).toHaveLength(48);
  expect(new Set(visited).size).toBe(48);
  expect(await countRows(first)).toMatchObject({
    article: 24,
    thread: 24,
    comment: 72,
    commenter: 3,
    page: 49,
    publisher: 1,
  });
  await Promise.all(corpora.map((corpus) => corpus.close()));
  await drop();
});

it("does once more what a line that broke may have left undone", async () => {
  const { url, drop } = await freshDatabase();
  const worker = await openCorpus(url, { key: TEST_KEY });
  const other = await openCorpus(url, { key: TEST_KEY });
  const { hosts } = worker.sink();
  const first = await hosts.take("harbour.example", 0, 65);
  const { turn } = first as { turn: number };
  const locked = Promise.withResolvers<void>();
  const ended = locked.promise.then(() => hosts.end("harbour.example", turn, 0, null));
  await other.db.transaction().execute(async (tx) => {
    await sql`select 1 from host for update`.execute(tx);
    locked.resolve();
    // It waits for the row; then its line is cut.
    for (let cut = 0; cut === 0; ) {
      await sql`select pg_stat_clear_snapshot()`.execute(tx);
      const { rows } = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()`.execute(tx);
      cut = rows.length;
    }
  });
  await ended;
  expect(await hosts.take("harbour.example", 0, 65)).toMatchObject({ granted: true, turn: turn + 1 });
  await worker.close();
  await other.close();
  await drop();
});
