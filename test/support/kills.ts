// Crawls that are killed again and again at random moments, each followed by a look at the invariants.
import { openCorpus } from "@belowline/corpus";
import { expect } from "vitest";
import type { Site } from "../../examples/site/server.ts";
import { type Child, startChild } from "./child.ts";
import { TEST_KEY } from "./corpus.ts";
import { breachesOf, commentsSeen } from "./invariants.ts";

export interface Killing {
  readonly target: string;
  readonly site: Site;
  /** Pages that the whole crawl visits, roughly: kills are spread over them. */
  readonly pages: number;
  readonly kills: number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Ends the crawler, or something that it needs, so that it ends by itself. */
  readonly kill: (child: Child) => Promise<void>;
  /** What it needs is there again. Its last words tell how it took it. */
  readonly mend?: (said: readonly string[]) => Promise<void>;
}

/** A crawl that was cut off that often, and then ends. Checks the invariants after each cut. */
export async function killedCrawl(killing: Killing): Promise<void> {
  const { target, site, pages, kills, random } = killing;
  const acknowledged = new Set<string>();
  const from = site.requests.length;
  let comments = 0;
  let inHand = 0;
  for (let n = 0; n < kills; n++) {
    const child = startChild("crawl-child.ts", [target, site.url]);
    // One in four dies as it opens or begins; the first may die while the database itself is made.
    const wanted = random() < 0.25 ? undefined : Math.ceil((random() * 2 * pages) / (kills + 1));
    const said = wanted === undefined ? [] : await linesUntil(child, wanted);
    await pause(random() * (wanted === undefined ? 1500 : 30));
    await killing.kill(child);
    said.push(...(await linesUntil(child)));
    await killing.mend?.(said);
    for (const line of said) if (line.startsWith("stored ")) acknowledged.add(line.slice(7));
    inHand +=
      said.filter((line) => line.startsWith("lease ")).length -
      said.filter((line) => line.startsWith("stored ")).length;
    await using corpus = await openCorpus(target, { key: TEST_KEY });
    expect(await breachesOf(corpus, { acknowledged, comments }), `after kill ${n + 1}`).toEqual([]);
    comments = await commentsSeen(corpus);
    // What the dead held comes free within a minute and a half; here at once, so that nobody waits.
    await corpus.db.updateTable("page").set({ leasedUntil: null }).where("leasedUntil", "is not", null).execute();
    await corpus.db.updateTable("host").set({ turnUntil: null }).where("turnUntil", "is not", null).execute();
  }
  const last = startChild("crawl-child.ts", [target, site.url]);
  const said = await linesUntil(last);
  expect(said.at(-1)).toBe("finished");
  await using corpus = await openCorpus(target, { key: TEST_KEY });
  const log = site.requests.slice(from);
  const served = log.flatMap(({ path, status }) =>
    status === 200 && path !== "/robots.txt" ? [new URL(path, site.url).href] : [],
  );
  expect(await breachesOf(corpus, { acknowledged, comments, served, reread: true }), "in the end").toEqual([]);
  // Nothing that was stored is asked for again: what the dead had in hand is, once for each death.
  const stories = new Set(site.stories().map(({ slug }) => new URL(site.address(slug)).pathname));
  const asked = log.filter(({ path }) => stories.has(path)).length;
  expect(asked).toBeLessThanOrEqual(stories.size + inHand);
}

/** Lines up to so many stored pages, or to its end. */
export async function linesUntil(child: Child, stored = Number.POSITIVE_INFINITY): Promise<string[]> {
  const lines: string[] = [];
  let heard = 0;
  for (let line = await child.line(); line !== undefined; line = await child.line()) {
    lines.push(line);
    if (line.startsWith("stored ") && ++heard >= stored) break;
  }
  return lines;
}

/** A moment that nobody chose. */
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
