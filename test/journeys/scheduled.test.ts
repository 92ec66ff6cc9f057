// Four workers of the command line over one PostgreSQL and several sites: all work is done, once; a killed worker's run goes on elsewhere.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openCorpus } from "@belowline/corpus";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";
import { TEST_KEY } from "../support/corpus.ts";
import { freshCorpusDatabase } from "../support/postgres.ts";

const MAIN = new URL("../../packages/cli/src/main.ts", import.meta.url).pathname;

let sites: Site[];
let folder: string;
beforeAll(async () => {
  sites = await Promise.all([24, 8, 9, 10, 11].map((articles) => startSite({ articles, comments: 2 })));
  folder = await mkdtemp(join(tmpdir(), "belowline-scheduled-"));
  await writeFile(join(folder, "key"), Buffer.from(TEST_KEY).toString("hex"), { mode: 0o600 });
});
afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop()));
  await rm(folder, { recursive: true, force: true });
});

interface Worker {
  readonly process: ChildProcess;
  /** What it said on stderr so far. */
  readonly said: string[];
  readonly gone: Promise<number | null>;
}

function startWorker(corpus: string, args: readonly string[] = []): Worker {
  const child = spawn(process.execPath, [MAIN, "worker", "--corpus", corpus, ...args], {
    cwd: folder,
    env: { ...process.env, BELOWLINE_KEY_FILE: join(folder, "key") },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said: string[] = [];
  createInterface({ input: child.stderr! }).on("line", (line) => said.push(line));
  return { process: child, said, gone: once(child, "exit").then(([code]) => code as number | null) };
}

const pathsOf = (site: Site): string[] => site.stories().map(({ slug }) => new URL(site.address(slug)).pathname);

it("does the work of five sites with four workers, one of which is killed, and fetches no page twice but what that one had in hand", async () => {
  const { url, drop } = await freshCorpusDatabase();
  const publishers = sites.map((site) => new URL(site.url).host);
  await using corpus = await openCorpus(url, { key: TEST_KEY });
  for (const site of sites) {
    await corpus.jobs.schedule({ seed: site.url, every: "6h", crawl: { allowPrivateNetwork: true, delay: 0.02 } });
  }
  const workers = [startWorker(url)];
  try {
    // The first alone takes four sites; it dies in the middle of them.
    await vi.waitFor(
      () => expect(workers[0]!.said.filter((line) => line.endsWith(": started"))).toHaveLength(4),
      60_000,
    );
    await vi.waitFor(() => expect(Math.min(...startedSites(workers[0]!).map(asked))).toBeGreaterThan(3), 60_000);
    workers[0]!.process.kill("SIGKILL");
    await workers[0]!.gone;
    const orphaned = startedSites(workers[0]!).map((site) => new URL(site.url).host);

    workers.push(...Array.from({ length: 3 }, () => startWorker(url)));
    // Its heartbeat, its leases and its turns would end within 90 seconds; here at once, so that nobody waits.
    await sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute' where state = 'active'
      and data ->> 'publisher' = any(${orphaned}) and retry_count = 0`.execute(corpus.db);
    await corpus.db.updateTable("page").set({ leasedUntil: null }).where("leasedUntil", "is not", null).execute();
    await corpus.db.updateTable("host").set({ turnUntil: null }).execute();
    await vi.waitFor(
      async () => {
        await sql`update pgboss.job set start_after = now() where state = 'retry'`.execute(corpus.db);
        const states = (await corpus.jobs.status()).map(({ lastRun }) => lastRun?.state);
        expect(states).toEqual(sites.map(() => "done"));
      },
      { timeout: 120_000, interval: 500 },
    );

    for (const worker of workers.slice(1)) worker.process.kill("SIGINT");
    expect(await Promise.all(workers.slice(1).map(({ gone }) => gone))).toEqual([0, 0, 0]);

    // Taken over, and by others than the dead.
    const others = workers.slice(1).flatMap(({ said }) => said);
    for (const host of orphaned.filter((one) => !workers[0]!.said.some((line) => line.includes(`${one}: done`)))) {
      expect(others.filter((line) => line.includes(`${host}: started, try 2`))).toHaveLength(1);
    }
    for (const [n, site] of sites.entries()) {
      expect(await corpus.articles().where({ publisher: publishers[n]! }).count()).toBe(site.stories().length);
      const asked = site.requests.map(({ path }) => path).filter((path) => pathsOf(site).includes(path));
      // Two pages of one publisher are in hand at most.
      const spared = orphaned.includes(publishers[n]!) ? 2 : 0;
      expect(asked.length).toBeLessThanOrEqual(site.stories().length + spared);
    }
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from page where due_at <= now() and visited_at is null`.execute(corpus.db);
    expect(rows).toEqual([{ n: 0 }]);
  } finally {
    for (const worker of workers) worker.process.kill("SIGKILL");
    await Promise.all(workers.map(({ gone }) => gone));
    await corpus.close();
    await drop();
  }

  function startedSites(worker: Worker): Site[] {
    return sites.filter((site) => worker.said.some((line) => line.includes(`${new URL(site.url).host}: started`)));
  }
  function asked(site: Site): number {
    return site.requests.length;
  }
}, 240_000);

it("serves metrics on this machine, and stops cleanly in the middle of a run, which the next worker ends", async () => {
  const place = join(folder, "corpus");
  const site = sites[0]!;
  const from = site.requests.length;
  {
    await using corpus = await openCorpus(place, { key: TEST_KEY });
    await corpus.jobs.schedule({ seed: site.url, every: "1h", crawl: { allowPrivateNetwork: true, delay: 0.05 } });
  }
  const worker = startWorker(place, ["--metrics", "0"]);
  try {
    await vi.waitFor(() => expect(site.requests.length).toBeGreaterThan(from + 4), 60_000);
    const [, url] = /metrics on (http:\/\/127\.0\.0\.1:\d+\/metrics)/.exec(worker.said.join("\n"))!;
    const answer = await fetch(url!);
    expect(answer.headers.get("content-type")).toContain("version=0.0.4");
    const text = await answer.text();
    expect(text).toMatch(/^# TYPE belowline_pages_due gauge$/m);
    expect(text).toMatch(new RegExp(`^belowline_pages_due\\{publisher="${new URL(site.url).host}"\\} \\d+$`, "m"));
    expect(text).toMatch(/^belowline_worker_runs_total\{outcome="done"\} 0$/m);
    worker.process.kill("SIGINT");
    expect(await worker.gone).toBe(0);
    expect(worker.said.at(-1)).toMatch(/given back half-done$/);
  } finally {
    worker.process.kill("SIGKILL");
  }
  await using corpus = await openCorpus(place, { key: TEST_KEY });
  expect((await corpus.jobs.status())[0]!.lastRun!.state).toBe("waiting");
}, 120_000);
