// Five sites with five comment platforms in one run of the command line, into a folder and into PostgreSQL, with one result.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandLine, commandLine } from "../support/command-line.ts";
import { type ListeningSite, listenAs } from "../support/platform-server/listen.ts";
import coral from "../support/platform-server/platforms/coral.ts";
import discourse from "../support/platform-server/platforms/discourse-embed.ts";
import isso from "../support/platform-server/platforms/isso.ts";
import remark42 from "../support/platform-server/platforms/remark42.ts";
import wordpress from "../support/platform-server/platforms/wordpress.ts";
import { generateThread } from "../support/platform-server/thread.ts";
import { emptyFolder, freshCorpusDatabase } from "../support/postgres.ts";

const SIZE = 300;

let line: CommandLine;
let sites: readonly ListeningSite[];
let database: Awaited<ReturnType<typeof freshCorpusDatabase>>;

beforeAll(async () => {
  line = await commandLine("folder");
  database = await freshCorpusDatabase();
  sites = await Promise.all([
    listenAs(wordpress, generateThread(1, SIZE)),
    listenAs(isso, generateThread(2, SIZE)),
    listenAs(remark42, generateThread(3, SIZE), "error-once", 2),
    listenAs(discourse, generateThread(4, SIZE), "announced-more"),
    listenAs(coral, generateThread(5, SIZE), "stale-query-id", 6),
  ]);
});
afterAll(async () => {
  await Promise.all((sites ?? []).map((site) => site[Symbol.asyncDispose]()));
  await database?.drop();
  await line.close();
});

async function belowline(args: readonly string[]): Promise<{ out: string; err: string }> {
  const { code, out, err } = await line.run(args, { env: { BELOWLINE_KEY_FILE: join(line.folder, "key") } });
  expect(code, err).toBe(0);
  return { out, err };
}

const crawl = (corpus: string, ...more: string[]) =>
  belowline(["crawl", ...sites.map((site) => site.url), "--allow-private-network", "--corpus", corpus, ...more]);

/** All comments of a corpus without the times of our visits. */
async function commentsIn(corpus: string): Promise<readonly string[]> {
  const { out } = await belowline(["export", "comments", "--corpus", corpus]);
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.stringify({ ...JSON.parse(line), firstSeenAt: null, lastSeenAt: null }))
    .sort();
}

describe("one crawl of five sites with five platforms", () => {
  it("says once that a platform is left alone, and how to switch it on", async () => {
    const first = join(line.folder, "first");
    await emptyFolder(first);
    const { err } = await crawl(first, "--quiet");
    expect(err.match(/--enable-platform coral/g)).toHaveLength(1);
    expect(err).toContain("1 thread on coral left alone");
  }, 120_000);

  it("collects the same on PGlite and on PostgreSQL: everything, and what is missing by its number", async () => {
    const places = [line.corpus, database.url];
    const reports = [];
    for (const place of places)
      reports.push(JSON.parse((await crawl(place, "--enable-platform", "coral", "--quiet", "--json")).out));
    for (const { threads, comments } of reports) {
      expect(threads).toMatchObject({ walked: 5, complete: 4, leftAlone: [] });
      expect(threads.incomplete).toMatchObject([
        { platform: "discourse-embed", gaps: [{ reason: "unexplained", count: 7 }] },
      ]);
      expect(comments.collected).toBe(sites.reduce((sum, { play }) => sum + play.world.comments().length, 0));
    }
    const [inFolder, inPostgres] = await Promise.all(places.map(commentsIn));
    expect(inFolder!.length).toBe(reports[0].comments.collected);
    expect(inPostgres).toEqual(inFolder);
  }, 240_000);
});
