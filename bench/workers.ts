// Four worker processes over one PostgreSQL beside one: pages a second over many hosts, the gaps that each host sees, pages fetched twice, a kill.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openCorpus } from "@belowline/corpus";
import { markdownTable, writeResult } from "./measure.ts";
import { type BenchServer, startPostgres } from "./postgres.ts";
import { startSmallSite } from "./small-site.ts";

const hosts = Number(process.argv[2] ?? 16);
const articles = Number(process.argv[3] ?? 40);
const delay = Number(process.argv[4] ?? 0.5);

const MAIN = new URL("../packages/cli/src/main.ts", import.meta.url).pathname;
const KEY = new Uint8Array(32).fill(7);

interface Reading {
  readonly workers: number;
  readonly pages: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly twice: number;
  readonly smallestGapMs: number;
  readonly stored: number;
}

async function measured(server: BenchServer, folder: string, workers: number, kill: boolean): Promise<Reading> {
  const site = await startSmallSite(articles);
  const database = await server.freshDatabase();
  const corpus = await openCorpus(database, { key: KEY });
  const crew: ChildProcess[] = [];
  try {
    for (let n = 0; n < hosts; n++) {
      const seed = `http://127.0.0.${2 + n}:${site.port}/`;
      await corpus.jobs.schedule({ seed, every: "6h", crawl: { allowPrivateNetwork: true, delay } });
    }
    for (let n = 0; n < workers; n++) {
      crew.push(
        spawn(process.execPath, [MAIN, "worker", "--corpus", database], {
          env: { ...process.env, BELOWLINE_KEY_FILE: join(folder, "key") },
          stdio: ["ignore", "ignore", "ignore"],
        }),
      );
    }
    if (kill) {
      while (site.requests.length < (hosts * articles) / 2) await pause(50);
      crew[0]!.kill("SIGKILL");
    }
    for (;;) {
      const status = await corpus.jobs.status();
      if (status.length === hosts && status.every(({ lastRun }) => lastRun?.state === "done")) break;
      await pause(500);
    }
    const stories = site.requests.filter(({ path }) => path.includes("/story-"));
    const seconds = (stories.at(-1)!.at - stories[0]!.at) / 1000;
    const distinct = new Set(stories.map(({ host, path }) => `${host}${path}`)).size;
    const gaps = Object.values(Object.groupBy(site.requests, ({ host }) => host)).flatMap((of) =>
      of!.slice(1).map(({ at }, i) => at - of![i]!.at),
    );
    return {
      workers,
      pages: distinct,
      seconds,
      perSecond: distinct / seconds,
      twice: stories.length - distinct,
      smallestGapMs: Math.min(...gaps),
      stored: await corpus.articles().count(),
    };
  } finally {
    for (const worker of crew) worker.kill("SIGINT");
    await Promise.all(
      crew.map((worker) => (worker.exitCode === null && worker.signalCode === null ? once(worker, "exit") : undefined)),
    );
    await corpus.close();
    await site.stop();
  }
}

const folder = await mkdtemp(join(tmpdir(), "belowline-workers-"));
await writeFile(join(folder, "key"), Buffer.from(KEY).toString("hex"), { mode: 0o600 });
const server = await startPostgres();
try {
  const one = await measured(server, folder, 1, false);
  const four = await measured(server, folder, 4, false);
  const killed = await measured(server, folder, 4, true);
  const row = (name: string, { pages, seconds, perSecond, twice, smallestGapMs, stored }: Reading) => [
    name,
    pages,
    stored,
    seconds.toFixed(1),
    perSecond.toFixed(2),
    twice,
    smallestGapMs.toFixed(0),
  ];
  await writeResult(
    "workers",
    `Worker processes over one PostgreSQL: ${hosts} hosts on loopback addresses with ${articles} articles each, one request a host at a time and ${delay} s between
two, kept by all workers together. A worker takes four publishers at a time. Times are those of the server.`,
    `node bench/workers.ts ${hosts} ${articles} ${delay}`,
    markdownTable(
      [
        "workers",
        "pages",
        "articles stored",
        "seconds",
        "pages a second",
        "fetched twice",
        "smallest gap of a host, ms",
      ],
      [row("1", one), row("4", four), row("4, one of them killed half-way", killed)],
    ),
    `**Four workers are ${(four.perSecond / one.perSecond).toFixed(2)} times as fast as one.** A killed worker's publishers wait for the end of its heartbeat and go on elsewhere; of each, at most two pages were in its hands.`,
  );
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
