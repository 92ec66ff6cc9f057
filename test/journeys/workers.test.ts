// Several worker processes over one PostgreSQL: a host is asked by one at a time with the delay kept, no page twice, and a kill loses nothing.

import { openCorpus } from "@belowline/corpus";
import type { PageId } from "@belowline/schema";
import { expect, it } from "vitest";
import { startSite } from "../../examples/site/server.ts";
import { type Child, startChild } from "../support/child.ts";
import { TEST_KEY } from "../support/corpus.ts";
import { freshDatabase } from "../support/postgres.ts";

const DELAY_S = 0.15;

/** Its lines, up to where it has so many pages in hand, or to its end. */
async function linesOf(child: Child, inHand = Number.POSITIVE_INFINITY): Promise<string[]> {
  const lines: string[] = [];
  let held = 0;
  for (let line = await child.line(); line !== undefined; line = await child.line()) {
    lines.push(line);
    held += line.startsWith("lease ") ? 1 : line.startsWith("stored ") ? -1 : 0;
    if (held === inHand) break;
  }
  return lines;
}

it("keeps the delay of a host over three processes, asks no article twice, and does the work of one that is killed", async () => {
  const site = await startSite({ articles: 8, comments: 2 });
  const { url, drop } = await freshDatabase();
  await (await openCorpus(url, { key: TEST_KEY })).close(); // migrated once, before the workers meet
  const workers = Array.from({ length: 3 }, () => startChild("polite-worker.ts", [url, site.url, String(DELAY_S)]));
  try {
    const victim = workers[2]!;
    // Two are as many as it takes of one publisher, so that no lease is under way unsaid.
    const said = await linesOf(victim, 2);
    await victim.kill();
    said.push(...(await linesOf(victim)));
    const held = said.flatMap((line) => (line.startsWith("lease ") ? [line.slice(6) as PageId] : []));
    {
      // Its pages and its turn come free when their leases end; here at once, so that nobody waits.
      await using corpus = await openCorpus(url, { key: TEST_KEY });
      await corpus.db.updateTable("page").set({ leasedUntil: null }).where("id", "in", held).execute();
      await corpus.db.updateTable("host").set({ turnUntil: null }).execute();
    }
    const lines = await Promise.all(workers.slice(0, 2).map((worker) => linesOf(worker)));
    expect(lines.map((all) => all.at(-1))).toEqual(["finished", "finished"]);
    await using corpus = await openCorpus(url, { key: TEST_KEY });
    expect(await corpus.articles().count()).toBe(site.stories().length);
    const waiting = await corpus.db.selectFrom("page").select("url").where("visitedAt", "is", null).execute();
    expect(waiting).toEqual([]);

    const stories = site.stories().map(({ slug }) => new URL(site.address(slug)).pathname);
    const asked = site.requests.map(({ path }) => path).filter((path) => stories.includes(path));
    // What the killed one had in hand is asked for again, and nothing else.
    expect(asked.length).toBeLessThanOrEqual(stories.length + 2);
    const times = site.requests.map(({ at }) => at).sort((a, b) => a - b);
    const gaps = times.slice(1).map((at, i) => at - times[i]!);
    // The server's clock counts whole milliseconds.
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(DELAY_S * 1000 - 2);
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()));
    await site.stop();
    await drop();
  }
}, 180_000);
