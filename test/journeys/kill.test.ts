// kill -9 at random moments, of the crawler and of its database: the next crawl goes on, and ends with the corpus that an undisturbed one makes.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Corpus, openCorpus } from "@belowline/corpus";
import { crawl } from "@belowline/scraper";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Site, startSite } from "../../examples/site/server.ts";
import { startChild } from "../support/child.ts";
import { TEST_KEY } from "../support/corpus.ts";
import { contentOf } from "../support/fingerprint.ts";
import { killedCrawl } from "../support/kills.ts";
import { randomFrom } from "../support/platform-server/thread.ts";
import { emptyFolder, freshDatabase } from "../support/postgres.ts";

/** `pnpm test:kill` asks for 100 kills, of crawls of 400 pages and more; here it is 5, of crawls of a fifth of that. */
const ASKED = process.env.BELOWLINE_KILLS;
const KILLS = Number(ASKED ?? 5);
const OF_SERVER = Math.ceil(KILLS / 5);
const OF_CRAWLER = Math.ceil((KILLS - OF_SERVER) / 2);
const SEED = Number(process.env.BELOWLINE_KILL_SEED ?? Date.now() % 1_000_000);
/** Of one crawl; then it may end, and the next begins. */
const A_CRAWL = 5;
const IS_LONG = ASKED !== undefined;
const ARTICLES = IS_LONG ? 190 : 40;
const PAGES = IS_LONG ? 400 : 80;
const TIMEOUT = 120_000 + KILLS * 60_000;

let site: Site;
let folder: string;
let whole: Awaited<ReturnType<typeof contentOf>>;
let pages: number;
beforeAll(async () => {
  site = await startSite({ articles: ARTICLES, comments: 3 });
  folder = await mkdtemp(join(tmpdir(), "belowline-kill-"));
  // One key for all corpora, so that pseudonyms can be compared.
  await writeFile(join(folder, "key"), Buffer.from(TEST_KEY).toString("hex"), { mode: 0o600 });
  process.env.BELOWLINE_KEY_FILE = join(folder, "key");
  const { url, drop } = await freshDatabase();
  await using undisturbed = await openCorpus(url, { key: TEST_KEY });
  const report = await crawl({ seeds: [site.url], sink: undisturbed.sink(), allowPrivateNetwork: true });
  pages = report.pages.visited;
  expect(pages).toBeGreaterThanOrEqual(PAGES);
  whole = await readingsOf(undisturbed);
  expect(whole.articles.length).toBe(ARTICLES);
  await undisturbed.close();
  await drop();
}, TIMEOUT);
afterAll(async () => {
  delete process.env.BELOWLINE_KEY_FILE;
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

async function endsWhole(target: string): Promise<void> {
  await using corpus = await openCorpus(target, { key: TEST_KEY });
  expect(await readingsOf(corpus)).toEqual(whole);
}

/**
 * How often we read an article anew, because a line turned out to be furniture, depends on which of two was visited first; what
 * comes of it does not.
 */
async function readingsOf(corpus: Corpus): ReturnType<typeof contentOf> {
  const { articles, ...rest } = await contentOf(corpus);
  return { ...rest, articles: articles.map((article) => ({ ...article, revision: null })) };
}

it(`ends with the same corpus in a folder, wherever it was killed (${OF_CRAWLER} kills, seed ${SEED})`, {
  timeout: TIMEOUT,
}, async () => {
  const random = randomFrom(SEED);
  for (let left = OF_CRAWLER; left > 0; left -= A_CRAWL) {
    const target = join(folder, `killed-${left}`);
    // At length, also while the database is made.
    if (!IS_LONG) await emptyFolder(target);
    await killedCrawl({ target, site, pages, random, kills: Math.min(left, A_CRAWL), kill: (child) => child.kill() });
    await endsWhole(target);
    await rm(target, { recursive: true });
  }
});

it(`ends with the same corpus in PostgreSQL, wherever it was killed (${OF_CRAWLER} kills, seed ${SEED + 1})`, {
  timeout: TIMEOUT,
}, async () => {
  const random = randomFrom(SEED + 1);
  for (let left = OF_CRAWLER; left > 0; left -= A_CRAWL) {
    const { url, drop } = await freshDatabase();
    await killedCrawl({
      target: url,
      site,
      pages,
      random,
      kills: Math.min(left, A_CRAWL),
      kill: (child) => child.kill(),
    });
    await endsWhole(url);
    await drop();
  }
});

it(`loses nothing when every process of the database server is killed (${OF_SERVER} kills, seed ${SEED + 2})`, {
  timeout: TIMEOUT,
}, async () => {
  const random = randomFrom(SEED + 2);
  const server = startChild("mortal-postgres.ts", []);
  try {
    const target = (await server.line())!;
    await killedCrawl({
      target,
      site,
      pages,
      random,
      kills: OF_SERVER,
      async kill() {
        server.tell("kill");
        await server.line();
      },
      async mend(said) {
        // The crawl could not go on; it said so in its own words, and ended.
        expect(said.at(-1)).toMatch(/^(failed store\/(failed|unreachable)( \(\w+\))?|finished)$/);
        server.tell("start");
        await server.line();
      },
    });
    await endsWhole(target);
  } finally {
    server.leave();
    await server.ended();
  }
});
