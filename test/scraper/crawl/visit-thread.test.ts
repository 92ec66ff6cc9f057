// What a visit of a thread asks, and what it leaves alone.
import { type GapReason, type Lease, newPrivacyKey, type PageId, privacyOf } from "@belowline/schema";
import { expect, it } from "vitest";
import type { Permission } from "../../../packages/scraper/src/crawl/consent.ts";
import { LADDER } from "../../../packages/scraper/src/crawl/ladder.ts";
import { type ThreadVisit, visitThread } from "../../../packages/scraper/src/crawl/visit-thread.ts";
import { platforms } from "../../../packages/scraper/src/platforms/index.gen.ts";
import { CRAWL_LIMIT_MS, startReaders } from "../../../packages/scraper/src/reading/readers.ts";

const leaseOf = (platform: string, publishedAt: string | null = null): Lease => ({
  token: 1,
  until: "2026-03-02T00:01:00.000Z",
  page: {
    id: "00000000-0000-8000-8000-000000000000" as PageId,
    url: "https://news.example/a",
    kind: "thread",
    publisher: "news.example",
    priority: 30,
    claimedAt: null,
    attempts: 0,
    etag: null,
    lastModified: null,
    read: null,
    thread: {
      platform,
      key: "a",
      ref: { key: "a" },
      announced: 7,
      articleUrl: "https://news.example/a",
      publishedAt,
      said: null,
      newest: null,
    },
  },
});

const nothing = (): Promise<never> => Promise.reject(new Error("nothing may be asked"));

const visit = (platform: string, permissions: readonly Permission[] = [], asked: Partial<ThreadVisit> = {}) =>
  visitThread({
    lease: leaseOf(platform),
    courier: { captures: [], get: nothing, ask: nothing, reserved: () => null },
    readers: startReaders({ limitMs: CRAWL_LIMIT_MS }),
    platforms,
    permissions,
    privacy: privacyOf("pseudonym", newPrivacyKey()),
    now: "2026-03-02T00:00:00.000Z",
    ladder: LADDER,
    refresh: false,
    signal: undefined,
    ...asked,
  });

it("leaves a platform that the user has to allow alone, names the switch, and comes back for it", async () => {
  const { outcome, nextDue } = await visit("disqus");
  expect(nextDue).not.toBeNull();
  const detail = expect.stringMatching(/ Read it with --enable-platform disqus\.$/);
  expect(outcome).toMatchObject({ thread: { collected: 0, gaps: [{ reason: "consent-off", count: 7, detail }] } });
  const other = await visit("disqus", [{ platform: "disqus", publisher: "other.example" }]);
  expect(other.outcome).toEqual(outcome);
});

it("asks a platform that the user allowed, for the publisher it was allowed for", async () => {
  for (const publisher of [null, "news.example"])
    await expect(visit("disqus", [{ platform: "disqus", publisher }])).rejects.toThrow("nothing may be asked");
});

it("leaves a platform whose terms forbid it alone, and says so in the ledger", async () => {
  const off = platforms.find((platform) => platform.consent.default === "off")!;
  const { outcome, captures, nextDue } = await visit(off.id);
  expect(captures).toEqual([]);
  expect(nextDue).toBeNull();
  expect(outcome).toMatchObject({
    kind: "thread",
    thread: {
      announced: 7,
      collected: 0,
      complete: false,
      gaps: [{ reason: "consent-off", count: 7, detail: off.consent.terms }],
    },
  });
});

it.each<[GapReason, string | null, string | null]>([
  ["unreachable", "2020-03-02T00:00:00.000Z", "2026-03-03T00:00:00.000Z"],
  ["rate-limited", "2026-01-02T00:00:00.000Z", "2026-03-03T00:00:00.000Z"],
  ["unreachable", "2026-03-01T23:00:00.000Z", "2026-03-02T00:14:00.000Z"],
  ["robots", "2020-03-02T00:00:00.000Z", null],
])("that was %s below an article of %s is due again %s", async (reason, published, due) => {
  const lease = leaseOf("isso", published);
  const ask = async () => ({ reason, count: null, detail: "" });
  const { outcome, nextDue } = await visit("isso", [], {
    lease,
    courier: { captures: [], get: nothing, ask, reserved: () => null },
  });
  expect(outcome).toMatchObject({ thread: { complete: false, gaps: [{ reason }] } });
  expect(nextDue).toBe(due);
});

it("keeps a thread of a platform that this version does not know as broken", async () => {
  expect((await visit("no-such-platform")).outcome).toMatchObject({
    kind: "broken",
    message: expect.stringContaining("upgrade Belowline"),
  });
});
