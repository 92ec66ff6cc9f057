// Times printed without a zone, set by the exact times of a few of them.
import type { Instant } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { clockOf } from "../../../packages/scraper/src/comments/clock.ts";

const printed = (at: string): Instant => ({
  at: `${at}:00.000Z`,
  offset: null,
  precision: "min",
  source: "text",
  raw: at,
});
const exact = (at: string): Instant => ({ at: `${at}.000Z`, offset: "Z", precision: "s", source: "machine", raw: at });

describe("clockOf", () => {
  it("moves each time by the pair nearest to it, across a change to summer time", () => {
    const set = clockOf([
      { printed: printed("2026-01-10T12:00"), exact: exact("2026-01-10T11:00:40") },
      { printed: printed("2026-07-10T12:00"), exact: exact("2026-07-10T10:00:05") },
    ]);
    expect(set(printed("2026-02-01T08:30"))!.at).toBe("2026-02-01T07:30:00.000Z");
    expect(set(printed("2026-06-30T08:30"))!.at).toBe("2026-06-30T06:30:00.000Z");
  });

  it("believes no pair that no zone could explain", () => {
    const set = clockOf([{ printed: printed("2026-01-10T12:00"), exact: exact("2026-01-10T11:07:00") }]);
    expect(set(printed("2026-01-10T12:00"))!.at).toBe("2026-01-10T12:00:00.000Z");
  });

  it("leaves alone what states its own zone, or only a day", () => {
    const set = clockOf([{ printed: printed("2026-01-10T12:00"), exact: exact("2026-01-10T11:00:00") }]);
    const zoned = { ...printed("2026-01-10T12:00"), offset: "+01:00" };
    const day = { ...printed("2026-01-10T00:00"), precision: "d" } as const;
    expect([set(zoned), set(day), set(null)]).toEqual([zoned, day, null]);
  });
});
