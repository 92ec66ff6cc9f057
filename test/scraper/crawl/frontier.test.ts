// The frontier as Crawlee sees it: when a run has nothing left to do.
import { type Lease, type Sink, StoreError } from "@belowline/schema";
import { afterEach, expect, it } from "vitest";
import { arraySink } from "../../../packages/scraper/src/crawl/array-sink.ts";
import { type Frontier, frontierOver } from "../../../packages/scraper/src/crawl/frontier.ts";

const PUBLISHER = "harbour.example";
let frontier: Frontier | undefined;
afterEach(() => frontier?.close());

function over(sink: Sink): Frontier {
  frontier = frontierOver({
    sink,
    publishers: [PUBLISHER],
    wish: () => ({
      crawl: "c" as never,
      publishers: [PUBLISHER],
      kinds: ["article"],
      since: null,
      limit: 1,
      seconds: 90,
    }),
    onStart: () => {},
  });
  return frontier;
}

const page = { id: "p", url: `https://${PUBLISHER}/ferry`, publisher: PUBLISHER, kind: "article" };
const lease = { page, token: 2, until: "2026-03-02T08:00:00.000Z" } as unknown as Lease;

it("is not finished when the lease of a dead worker ends between two looks", async () => {
  let looks = 0;
  const sink: Sink = {
    ...arraySink([]),
    // Until the first look, whichever it is, the page is held by the dead; from then on it is free.
    lease: async () => (looks++ === 0 ? [] : [lease]),
    heldUntil: async () => (looks++ === 0 ? lease.until : null),
  };
  expect(await over(sink).isFinished()).toBe(false);
});

it("is not finished when the look at what is due began before the last page was stored", async () => {
  const early = Promise.withResolvers<Lease[]>();
  let looks = 0;
  const sink: Sink = {
    ...arraySink([]),
    lease: () => (looks++ === 0 ? early.promise : Promise.resolve([lease])),
    heldUntil: async () => null,
  };
  const frontier = over(sink);
  const empty = frontier.isEmpty();
  const finished = frontier.isFinished(); // by now the page is stored, and has found another
  early.resolve([]);
  expect(await empty).toBe(true);
  expect(await finished).toBe(false);
});

it("is finished when nothing is due and nobody holds anything", async () => {
  const sink: Sink = { ...arraySink([]), lease: async () => [], heldUntil: async () => null };
  expect(await over(sink).isFinished()).toBe(true);
});

it("is finished when what it had in hand as it was stopped fails, and gives that back", async () => {
  const released: Lease[] = [];
  const sink: Sink = {
    ...arraySink([]),
    lease: async () => [lease],
    release: async (leases) => void released.push(...leases),
  };
  const frontier = over(sink);
  const request = (await frontier.fetchNextRequest())!;
  await frontier.stop();
  expect(await frontier.isFinished()).toBe(false);
  await frontier.reclaimRequest(request as never); // Crawlee wants to try it again
  expect(released).toEqual([lease]);
  expect(await frontier.fetchNextRequest()).toBeNull();
  expect(await frontier.isFinished()).toBe(true);
});

it("stops although the store is gone: what it could not give back comes free with its lease", async () => {
  const sink: Sink = {
    ...arraySink([]),
    lease: async () => [lease],
    release: () => Promise.reject(new StoreError("store/failed", "no line")),
  };
  const frontier = over(sink);
  expect(await frontier.isEmpty()).toBe(false); // it has one at hand
  await frontier.stop();
  expect(await frontier.isFinished()).toBe(true);
});
