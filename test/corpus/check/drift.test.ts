// The alarms on generated pages: silent while nothing changes, and on the field and page where something does.

import { describe, expect, it } from "vitest";
import { drift, RECENT, type Series } from "../../../packages/corpus/src/check/drift.ts";
import { changeIn, compareAmounts, compareShares } from "../../../packages/corpus/src/check/two-samples.ts";
import fc from "../../support/property.ts";

/** Mulberry32: one number decides a whole history. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const normal = (roll: () => number): number => Math.sqrt(-2 * Math.log(1 - roll())) * Math.cos(2 * Math.PI * roll());

/** A paper with long and short articles, many without comments, and fields that are sometimes empty. */
function paper(seed: number, pages: number, weekends = false): Series[] {
  const roll = dice(seed);
  const share = (): number => 0.02 + 0.96 * roll();
  const [standfirst, section, tags] = [share(), share(), share()];
  const middle = 200 + 800 * roll();
  const series = { words: [] as number[], comments: [] as (number | null)[], parent: [] as (number | null)[] };
  const fields = { standfirst: [] as boolean[], section: [] as boolean[], tags: [] as boolean[] };
  for (let page = 0; page < pages; page++) {
    // Ten articles a day; at weekends shorter ones, with half the comments.
    const quiet = weekends && Math.floor(page / 10) % 7 >= 5;
    series.words.push(Math.round(middle * (quiet ? 0.8 : 1) * Math.exp(0.6 * normal(roll))));
    const comments = roll() < 0.3 ? 0 : Math.floor((quiet ? 12 : 20) * -Math.log(1 - roll()));
    series.comments.push(comments);
    series.parent.push(comments < 3 ? null : Math.round(comments * roll()) / comments);
    fields.standfirst.push(roll() < standfirst);
    fields.section.push(roll() < section);
    fields.tags.push(roll() < tags);
  }
  return Object.entries({ ...series, ...fields }).map(([field, values]) => ({ field, values }));
}

const changed = (series: readonly Series[], field: string, from: number, to: number | boolean): Series[] =>
  series.map((one) =>
    one.field === field ? { field, values: one.values.map((value, page) => (page < from ? value : to)) } : one,
  );

describe("drift", () => {
  it("raises at most two alarms in a thousand looks at papers that do not change", () => {
    let alarms = 0;
    for (let seed = 1; seed <= 1000; seed++) if (drift(paper(seed, 60 + ((seed * 37) % 440))).length > 0) alarms++;
    expect(alarms).toBeLessThanOrEqual(2);
  });

  it("raises no more for a paper with quieter weekends, on whatever day one looks", () => {
    let alarms = 0;
    for (let seed = 1; seed <= 500; seed++) if (drift(paper(seed, 300 + seed, true)).length > 0) alarms++;
    expect(alarms).toBeLessThanOrEqual(1);
  });

  it("names a field that is empty from one page on, and that page, within twenty pages", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 100, max: 400 }), (seed, from) => {
        const series: Series[] = [
          ...paper(seed, from + RECENT),
          { field: "byline", values: Array.from({ length: from + RECENT }, (_, page) => page % 20 !== 0) },
        ];
        const [found] = drift(changed(series, "byline", from, false)).filter(({ field }) => field === "byline");
        expect(found).toMatchObject({ is: 0 });
        expect(Math.abs(found!.first - from)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 100 },
    );
  });

  it("names the first page whose text is another box, nearly always within six pages", () => {
    let far = 0;
    for (let seed = 1; seed <= 1000; seed++) {
      const from = 100 + ((seed * 37) % 300);
      const [found] = drift(changed(paper(seed, from + RECENT), "words", from, 12)).filter(
        ({ field }) => field === "words",
      );
      expect(found).toMatchObject({ field: "words", is: 12 });
      // Short articles just before, an eighth of all, are taken for some of them.
      if (Math.abs(found!.first - from) > 6) far++;
    }
    expect(far).toBeLessThanOrEqual(10);
  });

  it("says nothing of a publisher that has no past", () => {
    expect(drift(changed(paper(1, 59), "words", 40, 0))).toEqual([]);
  });
});

describe("the tests behind it", () => {
  // By hand: of the nine pairs of 1 2 4 and 3 5 6, eight are greater in the second: (8 - 1) / 9.
  it("find a fully separate sample as improbable as it is", () => {
    const before = Array.from({ length: 40 }, (_, n) => n);
    const after = Array.from({ length: 20 }, (_, n) => 100 + n);
    expect(compareAmounts(before, after)).toMatchObject({ effect: 1 });
    expect(compareAmounts(before, after).p).toBeLessThan(1e-8);
    expect(compareAmounts([1, 2, 4], [3, 5, 6]).effect).toBeCloseTo(7 / 9);
  });

  // Fisher's lady tasting tea: 3 of 4 right, p = 34/70.
  it("give the lady tasting tea her probability", () => {
    const yes = (n: number, of: number): boolean[] => Array.from({ length: of }, (_, k) => k < n);
    expect(compareShares(yes(1, 4), yes(3, 4)).p).toBeCloseTo(34 / 70, 10);
    expect(compareShares(yes(0, 4), yes(4, 4)).p).toBeCloseTo(2 / 70, 10);
  });

  it("do not care for the order within a sample", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9), { minLength: 5 }), fc.array(fc.nat(9), { minLength: 5 }), (a, b) => {
        const there = compareAmounts(a, b);
        const back = compareAmounts([...b].reverse(), [...a].reverse());
        expect(back.p).toBeCloseTo(there.p, 10);
        expect(back.effect).toBeCloseTo(-there.effect, 10);
        expect(there.p).toBeGreaterThan(0);
      }),
    );
  });

  it("find where a sequence changes", () => {
    expect(changeIn([3, 1, 2, 3, 1, 9, 8, 9], 2)).toBe(5);
  });
});
