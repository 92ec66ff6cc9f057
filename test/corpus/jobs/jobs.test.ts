// Schedules and runs on both engines: one for each publisher, caught up when missed, tried again, given up with a reason.
import { newCrawlId } from "@belowline/schema";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Corpus, Run, RunEvent, Runner } from "../../../packages/corpus/src/index.ts";
import { crawlStories, engines, PUBLISHER } from "../../support/corpus.ts";

const SEED = `https://${PUBLISHER}/`;
const never = new AbortController().signal;

/** One tick; what ran and what was told. */
async function ticked(corpus: Corpus, runner: Runner = async () => ({})): Promise<{ runs: Run[]; events: string[] }> {
  const runs: Run[] = [];
  const events: RunEvent[] = [];
  await corpus.jobs.tick(
    async (run) => {
      runs.push(run);
      return await runner(run);
    },
    { signal: never, onEvent: (event) => events.push(event) },
  );
  return { runs, events: events.map(({ kind }) => kind) };
}

/** Lets time pass for the queue: whatever waits for a later try is due. */
const hurry = (corpus: Corpus): Promise<unknown> =>
  sql`update pgboss.job set start_after = now() where state = 'retry'`.execute(corpus.db);

describe.each(engines)("jobs on $name", ({ open }) => {
  let corpus: Corpus;
  beforeEach(async () => {
    corpus = await open();
  });
  afterEach(() => corpus.close());

  it("knows of no schedule before there is one, and makes no tables to find out", async () => {
    expect(await corpus.jobs.schedules()).toEqual([]);
    expect(await corpus.jobs.status()).toEqual([]);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from pg_namespace where nspname = 'pgboss'`.execute(corpus.db);
    expect(rows).toEqual([{ n: 0 }]);
  });

  it("keeps one schedule for each publisher, the last one", async () => {
    await corpus.jobs.schedule({ seed: SEED, every: "6h" });
    await corpus.jobs.schedule({ seed: "https://news.example/politics", every: "30m", crawl: { maxArticles: 3 } });
    await corpus.jobs.schedule({ seed: `${SEED}local/`, cron: "30 6 * * *", timeZone: "Europe/Berlin" });
    const [harbour, news, ...others] = await corpus.jobs.schedules();
    expect(others).toEqual([]);
    expect(harbour).toMatchObject({ publisher: PUBLISHER, seed: `${SEED}local/`, every: null, cron: "30 6 * * *" });
    expect(news).toMatchObject({ publisher: "news.example", every: "30m", crawl: { maxArticles: 3 } });
    const next = new Date(harbour!.next!);
    expect(next.toLocaleTimeString("de", { timeZone: "Europe/Berlin" })).toBe("06:30:00");
    const wait = Date.parse(news!.next!) - Date.now();
    expect(wait).toBeGreaterThan(28 * 60_000);
    expect(wait).toBeLessThanOrEqual(30 * 60_000);

    await corpus.jobs.unschedule(PUBLISHER);
    expect((await corpus.jobs.schedules()).map(({ publisher }) => publisher)).toEqual(["news.example"]);
    await expect(corpus.jobs.unschedule(PUBLISHER)).rejects.toThrow(/harbour\.example has none/);
  });

  it.each([
    [{ seed: "ftp://news.example" }, /seed: expected an http or https address/],
    [{ seed: SEED, every: "2m" }, /every: expected a span from 5m to 52w/],
    [{ seed: SEED, every: "often" }, /every: expected a span/],
    [{ seed: SEED, cron: "* * * * * *" }, /cron: expected five fields/],
    [{ seed: SEED, cron: "61 * * * *" }, /expected range 0-59/],
    [{ seed: SEED, cron: "0 6 * * *", timeZone: "Europe/Atlantis" }, /time zone/],
    [{ seed: SEED, cron: "0 6 * * *", every: "1h" }, /found both/],
    [{ seed: SEED, timeZone: "Europe/Berlin" }, /beside cron only/],
    [{ seed: SEED, evry: "1h" } as never, /unknown option "evry"/],
  ])("refuses %j", async (wish, message) => {
    await expect(corpus.jobs.schedule(wish)).rejects.toMatchObject({
      kind: "usage",
      message: expect.stringMatching(message),
    });
  });

  it("runs a new schedule at once, with what it was given, and not again before its time", async () => {
    await corpus.jobs.schedule({ seed: SEED, every: "1h", crawl: { maxArticles: 3 } });
    await corpus.jobs.schedule({ seed: SEED, every: "1h", crawl: { maxArticles: 5 } });
    const first = await ticked(corpus);
    expect(first.events).toEqual(["started", "done"]);
    expect(first.runs).toMatchObject([{ publisher: PUBLISHER, seed: SEED, attempt: 1, crawl: { maxArticles: 5 } }]);
    expect((await ticked(corpus)).runs).toEqual([]);
    expect(await corpus.jobs.status()).toMatchObject([
      { publisher: PUBLISHER, lastRun: { state: "done", reason: null }, dead: null, schedule: { every: "1h" } },
    ]);
  });

  it("catches up once on what was missed, however often", async () => {
    await corpus.jobs.schedule({ seed: SEED, cron: "0 * * * *" });
    expect((await ticked(corpus)).runs.length).toBeLessThanOrEqual(1);
    // Nobody has looked for two days.
    await sql`update pgboss.schedule set created_on = now() - interval '3 days'`.execute(corpus.db);
    await sql`update pgboss.version set cron_on = now() - interval '2 days'`.execute(corpus.db);
    await sql`delete from pgboss.job`.execute(corpus.db);
    expect((await ticked(corpus)).runs).toMatchObject([{ publisher: PUBLISHER }]);
    expect((await ticked(corpus)).runs).toEqual([]);
  });

  it("tries a failing run six times, then gives it up with its reason; the schedule stays", async () => {
    await corpus.jobs.schedule({ seed: SEED, every: "1h" });
    const failing: Runner = async () => {
      throw new Error("the paper is on fire");
    };
    const attempts: number[] = [];
    for (let n = 0; n < 7; n++) {
      const { runs } = await ticked(corpus, failing);
      attempts.push(...runs.map(({ attempt }) => attempt));
      const [status] = await corpus.jobs.status();
      if (n === 0) {
        expect(status!.lastRun).toMatchObject({ state: "retrying", reason: "Error: the paper is on fire" });
        // Backed off: the next tick comes too early.
        expect((await ticked(corpus, failing)).runs).toEqual([]);
      }
      await hurry(corpus);
    }
    expect(attempts).toEqual([1, 2, 3, 4, 5, 6]);
    const [status] = await corpus.jobs.status();
    expect(status).toMatchObject({
      lastRun: { state: "failed", attempt: 6 },
      dead: { runs: 1, reason: "Error: the paper is on fire" },
    });
    expect(status!.schedule!.next).not.toBeNull();
    // Nothing of this machine's folders is kept.
    const { rows } = await sql<{
      kept: string;
    }>`select output::text as kept from pgboss.job where output is not null`.execute(corpus.db);
    expect(rows.map(({ kept }) => kept).join()).not.toContain("file:");
  }, 60_000);

  it("gives a half-done run back when it is stopped, for the next worker to begin at once", async () => {
    await corpus.jobs.schedule({ seed: SEED, every: "1h" });
    const stop = new AbortController();
    const events: string[] = [];
    await corpus.jobs.work(
      async ({ signal }) => {
        stop.abort();
        expect(signal.aborted).toBe(true);
        return { state: "interrupted" };
      },
      { signal: stop.signal, onEvent: ({ kind }) => events.push(kind) },
    );
    expect(events).toEqual(["started", "returned"]);
    expect((await corpus.jobs.status())[0]!.lastRun!.state).toBe("waiting");
    expect((await ticked(corpus)).events).toEqual(["started", "done"]);
  });

  it("never has two runs of a publisher, though it is scheduled again meanwhile", async () => {
    await corpus.jobs.schedule({ seed: SEED, every: "1h" });
    const { runs } = await ticked(corpus, async () => {
      await corpus.jobs.schedule({ seed: SEED, every: "2h" });
      return {};
    });
    expect(runs).toHaveLength(1);
    expect((await corpus.jobs.schedules()).map(({ every }) => every)).toEqual(["2h"]);
  });

  it("takes the run of a dead worker over", async () => {
    await corpus.jobs.schedule({ seed: SEED, every: "1h" });
    await sql`update pgboss.job set state = 'active', started_on = now() - interval '1 minute',
      heartbeat_on = now() - interval '1 minute' where name = 'belowline-crawl'`.execute(corpus.db);
    await ticked(corpus); // notices, and lets the back-off begin
    await hurry(corpus);
    expect((await ticked(corpus)).runs).toMatchObject([{ publisher: PUBLISHER, attempt: 2 }]);
  });

  it("tells what is due and done, and how late comments were seen", async () => {
    const sink = corpus.sink();
    await crawlStories(sink, [{ path: "/ferry", comments: [{ id: "1" }] }]);
    await sql`update page set visited_at = now() - interval '1 hour', due_at = now() - interval '1 minute' where kind = 'article'`.execute(
      corpus.db,
    );
    await sql`update thread set first_seen_at = now() - interval '3 hours'`.execute(corpus.db);
    await sql`update comment set created_at = now() - interval '2 hours', first_seen_at = now() - interval '90 minutes'`.execute(
      corpus.db,
    );
    const [status] = await corpus.jobs.status();
    expect(status).toMatchObject({ publisher: PUBLISHER, schedule: null, lastRun: null });
    expect(status!.pages).toMatchObject({ due: 1, doneLastDay: 1, failing: 0 });
    expect(status!.commentLatency).toEqual({ comments: 1, median: 1800, p90: 1800 });
  });

  it("tells what crawls of a publisher fetched in seven days, and what they were spared", async () => {
    const crawlOf = async (seeds: string[], days: number, report: object | null): Promise<void> => {
      const startedAt = new Date(Date.now() - days * 86_400_000);
      const id = newCrawlId();
      const row = { id, startedAt, state: "finished" as const, seeds, userAgent: "test", settings: "{}" };
      await corpus.db
        .insertInto("crawl")
        .values({ ...row, report: report && JSON.stringify(report) })
        .execute();
    };
    await crawlStories(corpus.sink(), [{ path: "/ferry" }]); // its report tells no bytes
    expect((await corpus.jobs.status())[0]!.traffic).toBeNull();
    await crawlOf([SEED], 1, { bytes: 900, spared: { bytes: 5000 } });
    await crawlOf([`${SEED}local/`, SEED], 6, { bytes: 100 });
    await crawlOf([SEED], 8, { bytes: 7, spared: { bytes: 7 } });
    await crawlOf([SEED, "https://news.example/"], 1, { bytes: 7, spared: { bytes: 7 } });
    await crawlOf([SEED], 0, null);
    expect((await corpus.jobs.status())[0]!.traffic).toEqual({ bytes: 1000, sparedBytes: 5000 });
  });
});
