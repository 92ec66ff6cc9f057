// What happens to a crawl that lasts months: its worker is stopped for minutes, clocks are wrong and jump, the disk is full.
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCorpus } from "@belowline/corpus";
import { canonicalise, pageId } from "@belowline/schema";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";
import { startChild } from "../support/child.ts";
import { TEST_KEY } from "../support/corpus.ts";
import { fakeTime, setOffset } from "../support/faketime.ts";
import { breachesOf } from "../support/invariants.ts";
import { linesUntil } from "../support/kills.ts";
import { emptyFolder, freshCorpusDatabase } from "../support/postgres.ts";

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await startSite({ articles: 8, comments: 3 });
  folder = mkdtempSync(join(tmpdir(), "belowline-faults-"));
  writeFileSync(join(folder, "key"), Buffer.from(TEST_KEY).toString("hex"), { mode: 0o600 });
  process.env.BELOWLINE_KEY_FILE = join(folder, "key");
});
afterAll(async () => {
  delete process.env.BELOWLINE_KEY_FILE;
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** How often article pages were asked for since a moment of the log. */
function askedFrom(from: number): number {
  const stories = new Set(site.stories().map(({ slug }) => new URL(site.address(slug)).pathname));
  return site.requests.slice(from).filter(({ path }) => stories.has(path)).length;
}

async function isWhole(target: string): Promise<void> {
  await using corpus = await openCorpus(target, { key: TEST_KEY });
  expect(await breachesOf(corpus, { reread: true })).toEqual([]);
  expect(await corpus.articles().count()).toBe(site.stories().length);
  const { rows } = await sql<{ url: string }>`select url from page where visited_at is null`.execute(corpus.db);
  expect(rows).toEqual([]);
}

it("refuses what a worker writes that was stopped for longer than its leases last", { timeout: 300_000 }, async () => {
  const { url, drop } = await freshCorpusDatabase();
  // Its leases and turns last a second, and two seconds may it sleep in a transaction: a stop of seconds is what one of minutes is to
  // others.
  const hasty = `${url}?idle_in_transaction_session_timeout=2000`;
  const stopped = startChild("crawl-child.ts", [hasty, site.url, "1"]);
  try {
    const address = site.address(site.stories()[5]!.slug);
    const held = pageId(canonicalise(address)!);
    site.fault(new URL(address).pathname, { kind: "slow", milliseconds: 1500 });
    // Stopped once its request is out: what comes back then is read, and stored too late.
    const { pathname } = new URL(address);
    while (!site.held.has(pathname)) await new Promise(setImmediate);
    stopped.signal("SIGSTOP");
    const other = startChild("crawl-child.ts", [url, site.url, "1"]);
    expect((await linesUntil(other)).at(-1)).toBe("finished");
    await isWhole(url);

    stopped.signal("SIGCONT");
    const late = await linesUntil(stopped);
    expect(late).toContain(`refused ${held} store/stale-lease`);
    expect(late.at(-1)).toBe("finished"); // it goes on with what is left, which is nothing
    await isWhole(url);
  } finally {
    site.clearFaults();
    await stopped.kill();
    await drop();
  }
});

it.each(["+1d", "-1d"])(
  "neither storms nor stops over one PostgreSQL when a worker's clock is off by %s",
  { timeout: 300_000 },
  async (offset) => {
    const { url, drop } = await freshCorpusDatabase();
    try {
      const env = await fakeTime(join(folder, `clock${offset}`), offset);
      const from = site.requests.length;
      expect((await linesUntil(startChild("crawl-child.ts", [url, site.url], env))).at(-1)).toBe("finished");
      await isWhole(url);
      expect(askedFrom(from)).toBe(site.stories().length);
      {
        // The stories are of last winter: they are due in a month, by the clock that all workers share.
        await using corpus = await openCorpus(url, { key: TEST_KEY });
        const { rows } = await sql<{ days: number }>`
          select distinct round(extract(epoch from due_at - now()) / 86400)::int as days from page where outcome = 'article'`.execute(
          corpus.db,
        );
        expect(rows).toEqual([{ days: 30 }]);
      }
      // A worker whose clock is right finds nothing to do again.
      expect((await linesUntil(startChild("crawl-child.ts", [url, site.url]))).at(-1)).toBe("finished");
      expect(askedFrom(from)).toBe(site.stories().length);
    } finally {
      await drop();
    }
  },
);

it.each([
  ["+0", "+1d"],
  ["+1d", "+0"],
])(
  "ends whole in a folder when the clock jumps from %s to %s in the middle",
  { timeout: 300_000 },
  async (before, after) => {
    const clock = join(folder, `jump${before}`);
    const target = join(folder, `jumped${before}`);
    await emptyFolder(target);
    const env = await fakeTime(clock, before);
    const from = site.requests.length;
    const child = startChild("crawl-child.ts", [target, site.url], env);
    await linesUntil(child, 14);
    setOffset(clock, after);
    expect((await linesUntil(child)).at(-1)).toBe("finished");
    // Set back, the clock makes what was found by then due tomorrow: the next run, at its usual time, sees to it.
    expect((await linesUntil(startChild("crawl-child.ts", [target, site.url]))).at(-1)).toBe("finished");
    await isWhole(target);
    // Two pages in hand may seem to have been held too long.
    expect(askedFrom(from)).toBeLessThanOrEqual(site.stories().length + 2);
  },
);

/** As root by itself, else by sudo: a disk of its own is the only one that a test may fill. */
function mount(...words: string[]): void {
  const root = process.getuid?.() === 0;
  try {
    execFileSync(root ? words[0]! : "sudo", root ? words.slice(1) : ["-n", ...words], { stdio: "pipe" });
  } catch (cause) {
    throw new Error(`the test of a full disk mounts a small tmpfs: run it as root, or with sudo that asks nothing`, {
      cause,
    });
  }
}

it("stops with a plain error when the disk is full, loses nothing, and goes on when there is room", {
  timeout: 300_000,
}, async () => {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  mount("mount", "-t", "tmpfs", "-o", "size=128m,mode=0777", "tmpfs", disk);
  try {
    const target = join(disk, "corpus");
    const child = startChild("crawl-child.ts", [target, site.url]);
    const said = await linesUntil(child, 8);
    const ballast = join(disk, "ballast");
    fill(ballast);
    said.push(...(await linesUntil(child)));
    expect(said.at(-1)).toMatch(/^failed store\/failed/);
    const acknowledged = said.filter((line) => line.startsWith("stored ")).map((line) => line.slice(7));
    expect(acknowledged.length).toBeLessThan(2 * site.stories().length);
    rmSync(ballast);
    expect((await linesUntil(startChild("crawl-child.ts", [target, site.url]))).at(-1)).toBe("finished");
    await isWhole(target);
    await using corpus = await openCorpus(target, { key: TEST_KEY });
    expect(await breachesOf(corpus, { acknowledged })).toEqual([]);
  } finally {
    mount("umount", disk);
  }
});

/** Takes what room there is on the disk, to the last block. */
function fill(file: string): void {
  const block = Buffer.alloc(4096);
  try {
    for (;;) appendFileSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
