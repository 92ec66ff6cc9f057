// Traps: sites without end are left within stated caps, news are not.
import type { FoundPage } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { TRAP_LIMITS, trapOf, trapsOf } from "../../../packages/scraper/src/discover/traps.ts";

const NOW = new Date("2026-03-09T12:00:00Z");
const list = (path: string, kind: FoundPage["kind"] = "section"): FoundPage => ({
  url: `https://news.example${path}`,
  kind,
  priority: 60,
  claimedAt: null,
  via: "link",
});

describe("an address", () => {
  it.each([
    ["/a/b/a/b/a/b/", "repeating-path"],
    ["/news/news/news/", "repeating-path"],
    [`/${Array.from({ length: 13 }, (_, n) => `s${n}`).join("/")}`, "deep-path"],
    [`/?q=${"x".repeat(2000)}`, "long-address"],
    ["/0123456789abcdef0123456789abcdef/story", "session-in-path"],
    ["/shop?a=1&b=2&c=3&d=4&e=5&f=6", "facets"],
    ["/calendar/2031/05/", "calendar"],
    ["/calendar?month=2026-12", "calendar"],
    ["/events/2126-01-01", "calendar"],
  ])("like %s is a trap: %s", (path, kind) => {
    expect(trapOf(new URL(path, "https://news.example"), NOW)).toBe(kind);
  });

  it.each([
    "/",
    "/2026/03/03/harbour/ferry-stays-in-harbour",
    "/world/europe/2026/mar/01/ferry-stays",
    "/news/articles/2026-03-09/ferry-stays",
    "/news/uk/news/ferry-stays-in-harbour-3141592",
    "/content/8f3a1b2c-1234-4abc-9def-0123456789ab",
    "/0123456789abcdef0123456789abcdef",
    "/?p=2041",
    "/story?id=3&lang=en&v=2",
    "/sport/2027-season-tickets-on-sale",
    "/1912/04/titanic",
  ])("like %s is none", (path) => {
    expect(trapOf(new URL(path, "https://news.example"), NOW)).toBeUndefined();
  });
});

describe("a publisher", () => {
  it("with a calendar without beginning gets so many lists by date, and all its articles", () => {
    const traps = trapsOf(NOW);
    const days = Array.from({ length: 1000 }, (_, n) =>
      list(new Date(NOW.getTime() - n * 86_400_000).toISOString().slice(0, 10).replace(/^/, "/calendar/")),
    );
    expect(traps.keep(days)).toHaveLength(TRAP_LIMITS.calendarLists);
    expect(traps.keep(days)).toHaveLength(TRAP_LIMITS.calendarLists); // the same ones again
    expect(traps.counts()).toEqual({ calendar: 2 * (1000 - TRAP_LIMITS.calendarLists) });
    expect(traps.keep(days.map(({ url }) => list(new URL(url).pathname, "article")))).toHaveLength(1000);
    expect(traps.keep([{ ...list("/"), url: "https://other.example/calendar/2026/01/" }])).toHaveLength(1);
  });

  it("with facets gets so many lists of one path", () => {
    const traps = trapsOf(NOW);
    const facets = Array.from({ length: 500 }, (_, n) => list(`/search?colour=${n}`));
    expect(traps.keep(facets)).toHaveLength(TRAP_LIMITS.combinations);
    expect(traps.counts()).toEqual({ facets: 500 - TRAP_LIMITS.combinations });
  });

  it("with lists that lead to further lists gets so many of them, and all its articles", () => {
    const traps = trapsOf(NOW);
    const maze = Array.from({ length: 3000 }, (_, n) => list(`/maze/room-${n}`));
    expect(maze.flatMap((room) => traps.keep([room]))).toHaveLength(TRAP_LIMITS.lists);
    expect(traps.counts()).toEqual({ lists: 3000 - TRAP_LIMITS.lists });
    expect(traps.keep([list("/maze/room-1"), list("/maze/room-3001", "article")])).toHaveLength(2);
  });

  it("whose pages lead only to pages that are no articles is followed so far", () => {
    const traps = trapsOf(NOW);
    const followed = Array.from({ length: 400 }, () => traps.followBarren("news.example")).filter(Boolean);
    expect(followed).toHaveLength(TRAP_LIMITS.barren);
    expect(traps.followBarren("other.example")).toBe(true);
    expect(traps.counts()).toEqual({ barren: 400 - TRAP_LIMITS.barren });
  });
});
