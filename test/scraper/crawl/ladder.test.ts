// When to come back to a page.

import { describe, expect, it } from "vitest";
import { nextVisit, retryAt } from "../../../packages/scraper/src/crawl/ladder.ts";
import fc from "../../support/property.ts";

const NOW = "2026-03-15T12:00:00.000Z";
const minutes = (at: string | null): number | null =>
  at === null ? null : (Date.parse(at) - Date.parse(NOW)) / 60_000;
const ago = (hours: number): string => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();

describe("the ladder", () => {
  it.each([
    [1, 15],
    [4, 60],
    [48, 180],
    [24 * 10, 3 * 1440],
    [24 * 100, 30 * 1440],
  ])("visits an article of %i hours again a minute before %i are over", (hours, step) => {
    expect(minutes(nextVisit(ago(hours), NOW))).toBe(step - 1);
  });

  it("leaves an article of a year alone", () => {
    expect(nextVisit(ago(24 * 365), NOW)).toBeNull();
  });

  it("treats an article without a date, or from the future, as new", () => {
    expect(minutes(nextVisit(null, NOW))).toBe(14);
    expect(minutes(nextVisit(ago(-5), NOW))).toBe(14);
  });

  it("never comes back sooner to an older article", () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.nat(20_000), (a, b) => {
        const [younger, older] = [Math.min(a, b), Math.max(a, b)].map(
          (hours) => minutes(nextVisit(ago(hours), NOW)) ?? Number.POSITIVE_INFINITY,
        );
        expect(older!).toBeGreaterThanOrEqual(younger!);
      }),
    );
  });

  it("waits longer after each failure, a day at most", () => {
    expect([0, 1, 2, 30].map((attempts) => minutes(retryAt(attempts, NOW)))).toEqual([10, 20, 40, 1440]);
  });
});
