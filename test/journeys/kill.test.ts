// kill -9 at any moment: the next crawl goes on, and ends with the corpus that an undisturbed one would have made.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openCorpus } from "@belowline/corpus";
import { crawl } from "@belowline/scraper";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";
import { TEST_KEY } from "../support/corpus.ts";
import { contentOf } from "../support/fingerprint.ts";
import { freshDatabase } from "../support/postgres.ts";

const CHILD = new URL("../support/crawl-child.ts", import.meta.url).pathname;
/** Pages committed before each kill; the crawl has some 90. */
const KILLS = [1, 7, 20, 33];

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await startSite({ articles: 24 });
  folder = await mkdtemp(join(tmpdir(), "belowline-kill-"));
  // One key for both corpora, so that pseudonyms can be compared.
  await writeFile(join(folder, "key"), Buffer.from(TEST_KEY).toString("hex"), { mode: 0o600 });
  process.env.BELOWLINE_KEY_FILE = join(folder, "key");
});
afterAll(async () => {
  delete process.env.BELOWLINE_KEY_FILE;
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = (target: string): ChildProcess =>
  spawn(process.execPath, [CHILD, target, site.url], { stdio: ["ignore", "pipe", "inherit"], env: process.env });

/** Resolves with the lines read so far, once there are so many or the process has ended. */
async function linesOf(child: ChildProcess, many: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) {
    lines.push(line);
    if (lines.length >= many) break;
  }
  return lines;
}

/** A worker's lease outlives it by at most a minute and a half; here it ends at once, so that nobody waits. */
async function endLeases(target: string): Promise<void> {
  await using corpus = await openCorpus(target);
  await corpus.db.updateTable("page").set({ leasedUntil: null }).where("leasedUntil", "is not", null).execute();
  await corpus.db.updateTable("host").set({ turnUntil: null }).where("turnUntil", "is not", null).execute();
}

async function killedAndFinished(target: string, afterKill: () => Promise<void>): Promise<void> {
  for (const pages of KILLS) {
    const child = start(target);
    const exit = once(child, "exit");
    expect((await linesOf(child, pages)).length).toBe(pages);
    child.kill("SIGKILL");
    await exit;
    await afterKill();
  }
  const last = start(target);
  expect((await linesOf(last, Number.POSITIVE_INFINITY)).at(-1)).toBe("done");

  await using undisturbed = await openCorpus("memory://", { key: TEST_KEY });
  await crawl({ seeds: [site.url], sink: undisturbed.sink(), allowPrivateNetwork: true });
  await using killed = await openCorpus(target);
  const [a, b] = [await contentOf(killed), await contentOf(undisturbed)];
  expect(a.articles.length).toBe(site.stories().length);
  expect(a).toEqual(b);
}

it("ends with the same corpus in a folder, wherever it was killed", async () => {
  await killedAndFinished(join(folder, "killed"), async () => {});
}, 180_000);

it("ends with the same corpus in PostgreSQL, wherever it was killed", async () => {
  const { url, drop } = await freshDatabase();
  try {
    await killedAndFinished(url, () => endLeases(url));
  } finally {
    await drop();
  }
}, 180_000);
