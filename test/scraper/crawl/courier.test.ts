// What a question of a walk comes to when it gets no answer: a gap with its reason, or the end of the walk.
import { FetchError } from "@belowline/schema";
import { expect, it } from "vitest";
import {
  type Courier,
  courierFor,
  type Equipment,
  recentCaptures,
} from "../../../packages/scraper/src/crawl/courier.ts";
import type { Refusal } from "../../../packages/scraper/src/fetch/robots.ts";

const URL = "https://news.example/wp-json/wp/v2/comments?post=7";

function courier(error: Error, refusal: Refusal | null = null): Courier {
  const equipment: Equipment = {
    client: {
      userAgent: "Belowline/test",
      gate: { pass: () => Promise.reject(new Error("not here")), slow: () => {} },
      fetch: () => Promise.reject(error),
      close: async () => {},
    },
    robots: { refusal: async () => refusal, sitemaps: async () => [], rules: async () => null },
    reservations: { of: async () => [] },
    recent: recentCaptures(),
    exempt: false,
  };
  return courierFor(equipment, "https://news.example/ferry");
}

it.each([
  [new FetchError("timeout", "no answer"), "unreachable"],
  [new FetchError("throttled", "it rests", { asked: false }), "rate-limited"],
  [new FetchError("no-key", "a key is wanted"), "needs-key"],
])("%s is the gap %s", async (error, reason) => {
  expect(await courier(error).ask({ url: URL })).toMatchObject({ reason, count: null });
});

it("tells a robots.txt that wants no visit from one that could not be had", async () => {
  const unused = new Error("nothing may be asked");
  const asked = (why: string, settled: boolean) => courier(unused, { why, settled, again: 300 }).ask({ url: URL });
  expect(await asked("robots.txt disallows it", true)).toMatchObject({ reason: "robots" });
  expect(await asked("robots.txt answered 503", false)).toMatchObject({
    reason: "unreachable",
    detail: expect.stringContaining("answered 503"),
  });
});

it("ends the walk when the crawl was stopped, for that says nothing of the thread", async () => {
  const stopped = new FetchError("aborted", "news.example: the crawl was stopped");
  await expect(courier(stopped).ask({ url: URL })).rejects.toBe(stopped);
});
