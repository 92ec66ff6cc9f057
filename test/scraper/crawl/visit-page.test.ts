// When a page is due again that gave no article: one that had it stays on its ladder, whatever stands there one day.
import type { Capture, Lease, PageId } from "@belowline/schema";
import { expect, it } from "vitest";
import { LADDER } from "../../../packages/scraper/src/crawl/ladder.ts";
import { visitPage } from "../../../packages/scraper/src/crawl/visit-page.ts";
import { trapsOf } from "../../../packages/scraper/src/discover/traps.ts";
import type { PageReading } from "../../../packages/scraper/src/reading/read.ts";
import { captureOf } from "../../support/replay.ts";

const NOW = "2026-03-02T12:00:00.000Z";
const URL = "https://news.example/2026/03/ferry-stays-in-harbour";
const absent = (reason: Extract<PageReading, { kind: "absent" }>["reason"]): PageReading => ({
  kind: "absent",
  reason,
  detail: "",
  links: [],
});
const broken: PageReading = { kind: "broken", code: "adapter/unexpected-answer", message: "too heavy" };

async function dueAfter(wasRead: boolean, answered: Partial<Capture>, reading: PageReading): Promise<string | null> {
  const capture: Capture = { ...captureOf({ url: URL }), fetchedAt: NOW, ...answered };
  const read = { at: NOW, askedAt: NOW, answers: 1, bytes: 1, complete: true, ways: [] };
  const page = { id: "p" as PageId, url: URL, kind: "article", publisher: "news.example", priority: 50 } as const;
  const known = { claimedAt: "2026-03-01T12:00:00.000Z", attempts: 0, etag: null, lastModified: null, thread: null };
  const lease: Lease = { page: { ...page, ...known, read: wasRead ? read : null }, token: 1, until: NOW };
  const { nextDue } = await visitPage({
    lease,
    courier: { captures: [capture], get: async () => capture, ask: async () => capture, reserved: () => null },
    readers: { page: async () => reading, answer: () => Promise.reject(new Error("no thread")), stop: async () => {} },
    robots: { refusal: async () => null, sitemaps: async () => [], rules: async () => null },
    traps: trapsOf(new Date(NOW)),
    platforms: [],
    permissions: [],
    since: null,
    now: NOW,
    ladder: LADDER,
  });
  return nextDue;
}

const LATER = "2026-03-02T14:59:00.000Z"; // three hours, at that age
const TOMORROW = "2026-03-03T12:00:00.000Z";

it.each<[string, Partial<Capture>, PageReading, string | null]>([
  ["is gone", { status: 404 }, absent("removed"), null],
  ["is forbidden", { status: 403 }, absent("challenged"), TOMORROW],
  ["is behind a bot check", {}, absent("challenged"), TOMORROW],
  ["is behind a consent wall", {}, absent("consent-wall"), null],
  ["is none any more", {}, absent("not-an-article"), null],
  ["leads elsewhere", { url: "https://consent.example/" }, absent("out-of-scope"), null],
  ["cannot be read", {}, broken, null],
])("an article that %s", async (_, answered, reading, due) => {
  expect(await dueAfter(true, answered, reading)).toBe(LATER);
  expect(await dueAfter(false, answered, reading)).toBe(due);
});
