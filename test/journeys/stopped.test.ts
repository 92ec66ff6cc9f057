// Ctrl-C while a thread waits for its host's turn: nothing was asked, so nothing is said of it, and the next crawl walks it.
import type { Sink } from "@belowline/schema";
import { crawl } from "@belowline/scraper";
import { expect, it } from "vitest";
import { startSite } from "../../examples/site/server.ts";
import { engines } from "../support/corpus.ts";
import { breachesOf } from "../support/invariants.ts";

it("leaves a thread that waits for its turn as it was, and due", async () => {
  const site = await startSite();
  const story = site.stories().find(({ slug }) => site.comments(slug).length > 3)!;
  await using corpus = await engines[1]!.open();
  const sink = corpus.sink();
  const stop = new AbortController();
  /** Its article stored, the thread is what asks for a turn. */
  const stopping: Sink = {
    ...sink,
    hosts: {
      ...sink.hosts,
      async take(...asked) {
        if ((await corpus.articles().count()) === 0) return await sink.hosts.take(...asked);
        stop.abort();
        return { granted: false, waitMs: 60_000, restMs: 0 };
      },
    },
  };
  const local = { seeds: [site.address(story.slug)], allowPrivateNetwork: true } as const;
  try {
    const stopped = await crawl({ ...local, sink: stopping, signal: stop.signal });
    expect(stopped).toMatchObject({ state: "interrupted", articles: { found: 1 }, threads: { walked: 0 }, broken: [] });
    expect(await corpus.threads()).toMatchObject([{ walkedAt: null, gaps: [] }]);

    const next = await crawl({ ...local, sink });
    expect(next).toMatchObject({ state: "finished", threads: { walked: 1, incomplete: [] } });
    expect(await corpus.comments().count()).toBe(site.comments(story.slug).length);
    expect(await breachesOf(corpus)).toEqual([]);
  } finally {
    await site.stop();
  }
});
