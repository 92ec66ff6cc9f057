// Announced against collected: every difference has a reason.
import { GAP_REASONS, type Gap, HARMLESS_GAPS } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import { balance, type LedgerEntry } from "../../../packages/scraper/src/comments/ledger.ts";
import fc from "../../support/property.ts";

const entry = (more: Partial<LedgerEntry>): LedgerEntry => ({
  announced: null,
  collected: 0,
  apart: 0,
  announcedWithApart: false,
  changed: false,
  gaps: [],
  ...more,
});
const reasons = (more: Partial<LedgerEntry>) => {
  const { complete, gaps } = balance(entry(more));
  return [complete, gaps.map((gap) => [gap.reason, gap.count])];
};
const gap = (reason: Gap["reason"], count: number | null = null): Gap => ({ reason, count, detail: "" });

describe("balance", () => {
  it("calls a thread complete when everything announced is here", () => {
    expect(reasons({ announced: 12, collected: 12 })).toEqual([true, []]);
  });

  it("calls a thread complete when nothing was announced and nothing stopped the walk", () => {
    expect(reasons({ collected: 3 })).toEqual([true, []]);
  });

  it("does not miss pingbacks that the announced number counts", () => {
    expect(reasons({ announced: 12, collected: 10, apart: 2, announcedWithApart: true })).toEqual([
      true,
      [["pingback", 2]],
    ]);
  });

  it("does not excuse missing comments with pingbacks that the announced number leaves out", () => {
    expect(reasons({ announced: 12, collected: 10, apart: 2 })).toEqual([false, [["unexplained", 2]]]);
  });

  it("names no pingbacks where the theme does not count them", () => {
    expect(reasons({ announced: 10, collected: 10, apart: 2, announcedWithApart: true })).toEqual([true, []]);
  });

  it("gives the whole rest to the only gap of unknown size", () => {
    const told = reasons({ announced: 50, collected: 10, gaps: [gap("feed-cap")] });
    expect(told).toEqual([false, [["feed-cap", 40]]]);
  });

  it("leaves sizes open where two gaps share the rest", () => {
    const told = reasons({ announced: 50, collected: 10, gaps: [gap("robots"), gap("unreachable")] });
    expect(told).toEqual([
      false,
      [
        ["robots", null],
        ["unreachable", null],
      ],
    ]);
  });

  it("says so when the number changed during the walk", () => {
    expect(reasons({ announced: 9, collected: 8, changed: true })).toEqual([false, [["changed-during-walk", 1]]]);
  });

  it("finds more comments than announced odd, but not incomplete", () => {
    expect(reasons({ announced: 3, collected: 5 })).toEqual([true, [["more-than-announced", 2]]]);
  });

  it("is not complete when something stopped the walk, however many comments are here", () => {
    expect(reasons({ announced: 3, collected: 3, gaps: [gap("interrupted")] })).toEqual([
      false,
      [["interrupted", null]],
    ]);
  });

  it("accounts for every missing comment", () => {
    const gaps = fc.array(
      fc.record({
        reason: fc.constantFrom(...GAP_REASONS.filter((reason) => !HARMLESS_GAPS.has(reason))),
        count: fc.option(fc.nat(20)),
        detail: fc.constant(""),
      }),
      { maxLength: 4 },
    );
    const entries = fc.record({
      announced: fc.option(fc.nat(100)),
      collected: fc.nat(100),
      apart: fc.nat(10),
      announcedWithApart: fc.boolean(),
      changed: fc.boolean(),
      gaps,
    });
    fc.assert(
      fc.property(entries, (one) => {
        const told = balance(one);
        const missing = (one.announced ?? 0) - one.collected;
        const known = told.gaps.reduce(
          (sum, each) => sum + (each.reason === "more-than-announced" ? 0 : (each.count ?? 0)),
          0,
        );
        if (!told.gaps.some((each) => each.count === null)) expect(known).toBeGreaterThanOrEqual(missing);
        if (told.complete) expect(missing - (one.announcedWithApart ? one.apart : 0)).toBeLessThanOrEqual(0);
        expect(new Set(told.gaps.map((each) => each.reason)).size).toBe(told.gaps.length);
      }),
    );
  });
});
