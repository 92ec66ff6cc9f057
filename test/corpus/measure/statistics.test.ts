// The statistics against published worked examples where we know them, and else against the arithmetic written out.
import { describe, expect, it } from "vitest";
import {
  ASSOCIATIONS,
  expectedOf,
  logLikelihood,
  type Together,
} from "../../../packages/corpus/src/measure/association.ts";
import { spreadOf } from "../../../packages/corpus/src/measure/dispersion.ts";
import { expectedInTarget, KEYNESSES } from "../../../packages/corpus/src/measure/keyness.ts";
import { periodsBetween } from "../../../packages/corpus/src/measure/periods.ts";

const N = 14_307_668; // tokens of the corpus in chapter 5 of Manning and Schütze 1999

/** A bigram: the window of the first word is the one token after it. */
const bigram = (first: number, second: number, both: number): Together => ({
  observed: both,
  window: first,
  node: first,
  collocate: second,
  n: N,
});

describe("association", () => {
  it("gives the t of 'new companies' in Manning and Schütze 1999, table 5.6: 0.999932", () => {
    // They estimate the variance by the sample's mean p = 8/N; (x - m) / sqrt(p/N) = (O - E) / sqrt(O).
    expect(ASSOCIATIONS.t.score(bigram(15_828, 4_675, 8))).toBeCloseTo(0.999932, 4);
    expect(ASSOCIATIONS.t.score(bigram(15_828, 4_675, 8))).toBeCloseTo((8 - (15_828 * 4_675) / N) / Math.sqrt(8), 12);
  });

  // Ten bigrams that occur 20 times each, in all digits that are printed there.
  it.each([
    ["Ayatollah Ruhollah", 42, 20, 4.4721, 18.38],
    ["Bette Midler", 41, 27, 4.4721, 17.98],
    ["Agatha Christie", 30, 117, 4.472, 16.31],
    ["videocassette recorder", 77, 59, 4.472, 15.94],
    ["unsalted butter", 24, 320, 4.472, 15.19],
    ["first made", 14_907, 9_017, 2.3714, 1.09],
    ["over many", 13_484, 10_570, 2.2446, 1.01],
    ["into them", 14_734, 13_478, 1.3685, 0.53],
    ["like people", 14_093, 14_776, 1.2176, 0.46],
    ["time last", 15_019, 15_629, 0.8036, 0.29],
  ])("gives t and mutual information of '%s' in Manning and Schütze 1999, tables 5.6 and 5.14", (_, a, b, t, mi) => {
    expect(Math.abs(ASSOCIATIONS.t.score(bigram(a, b, 20)) - t)).toBeLessThan(1e-4); // they cut where we would round
    expect(ASSOCIATIONS.mi.score(bigram(a, b, 20))).toBeCloseTo(mi, 2);
  });

  it.each([
    ["the swiss", 110, 2442, 111, 29_114, 270.72],
    ["can be", 29, 13, 123, 31_612, 263.9],
    ["previous year", 31, 23, 139, 31_584, 256.84],
  ])("gives the log-likelihood of '%s' in Dunning 1993, table 1", (_, both, first, second, neither, published) => {
    const all = both + first + second + neither;
    expect(logLikelihood(both, both + first, both + second, all)).toBeCloseTo(published, 2);
  });

  it("is the arithmetic of one small table", () => {
    // 10 of 40 tokens in the windows are the collocate, which occurs 20 times among 1,000 tokens; the node occurs 8 times.
    const t: Together = { observed: 10, window: 40, node: 8, collocate: 20, n: 1000 };
    expect(expectedOf(t)).toBeCloseTo(0.8, 12); // 40 * 20 / 1000
    expect(ASSOCIATIONS.mi.score(t)).toBeCloseTo(3.643856189774724, 6); // log2(12.5)
    expect(ASSOCIATIONS.mi3.score(t)).toBeCloseTo(10.287712379549449, 6); // log2(1250)
    expect(ASSOCIATIONS.t.score(t)).toBeCloseTo(2.909295447325656, 6); // 9.2 / sqrt(10)
    expect(ASSOCIATIONS.dice.score(t)).toBeCloseTo(0.7142857142857143, 6); // 20 / 28
    expect(ASSOCIATIONS.logDice.score(t)).toBeCloseTo(13.514573172829758, 6); // 14 + log2(20 / 28)
    // Cells 10, 30, 10, 950; expected 0.8, 39.2, 19.2, 940.8.
    const byHand =
      2 * (10 * Math.log(10 / 0.8) + 30 * Math.log(30 / 39.2) + 10 * Math.log(10 / 19.2) + 950 * Math.log(950 / 940.8));
    expect(ASSOCIATIONS.ll.score(t)).toBeCloseTo(byHand, 6);
  });

  it("says by the sign of log-likelihood that a cell holds less than expected", () => {
    expect(logLikelihood(1, 100, 100, 1000)).toBeLessThan(0);
    expect(logLikelihood(10, 100, 100, 1000)).toBeCloseTo(0, 12);
  });

  it("puts logDice where Rychlý 2008 says: at most 14, 0 for one in 16,000, one more is twice as often, whatever the corpus", () => {
    const logDice = (observed: number, node: number, collocate: number, n = 1e6): number =>
      ASSOCIATIONS.logDice.score({ observed, window: node, node, collocate, n });
    expect(logDice(7, 7, 7)).toBe(14);
    expect(logDice(1, 16_384, 16_384)).toBeCloseTo(0, 9);
    expect(logDice(40, 900, 500) - logDice(20, 900, 500)).toBeCloseTo(1, 9);
    expect(logDice(700, 7000, 90) - logDice(7, 7000, 90)).toBeCloseTo(Math.log2(100), 9);
    expect(logDice(40, 900, 500, 1e9)).toBe(logDice(40, 900, 500));
  });
});

describe("keyness", () => {
  const word = { target: 120, reference: 30, targetTokens: 10_000, referenceTokens: 20_000 };

  it("is the arithmetic of one table", () => {
    expect(expectedInTarget(word)).toBeCloseTo(50, 12); // 150 * 10,000 / 30,000
    expect(KEYNESSES.ll.score(word)).toBeCloseTo(2 * (120 * Math.log(120 / 50) + 30 * Math.log(30 / 100)), 6);
    expect(KEYNESSES.logRatio.score(word)).toBeCloseTo(3, 6); // 0.012 / 0.0015 = 8
    // Hardie 2014 tells what a log ratio of 1, 2, 3, 4 and 10 means: 2, 4, 8, 16 and 1,024 times as often.
    for (const [score, times] of [
      [1, 2],
      [2, 4],
      [3, 8],
      [4, 16],
      [10, 1024],
    ] as const) {
      const more = { target: 5 * times, reference: 5, targetTokens: 10_000, referenceTokens: 10_000 };
      expect(KEYNESSES.logRatio.score(more)).toBeCloseTo(score, 9);
      expect(KEYNESSES.diff.score(more)).toBeCloseTo((times - 1) * 100, 6);
    }
    expect(KEYNESSES.diff.score(word)).toBeCloseTo(700, 6); // (0.012 - 0.0015) * 100 / 0.0015
    const rest = 9_880 * Math.log(9_880 / 9_950) + 19_970 * Math.log(19_970 / 19_900);
    expect(KEYNESSES.ll4.score(word)).toBeCloseTo(2 * (120 * Math.log(120 / 50) + 30 * Math.log(30 / 100) + rest), 6);
  });

  it("gives the log-likelihood of the worked example on Lancaster University's page of significance tests: 2.65", () => {
    // https://corpora.lancs.ac.uk/sigtest/: 52 times in 50,000 tokens, 57 times in 75,000; "+" says more in the first.
    const shown = { target: 52, reference: 57, targetTokens: 50_000, referenceTokens: 75_000 };
    expect(KEYNESSES.ll.score(shown)).toBeCloseTo(2.65, 2);
    expect(KEYNESSES.ll.score(shown)).toBeCloseTo(2 * (52 * Math.log(52 / 43.6) + 57 * Math.log(57 / 65.4)), 9);
  });

  it("turns its sign when target and reference change places", () => {
    const other = { target: 30, reference: 120, targetTokens: 20_000, referenceTokens: 10_000 };
    for (const measure of ["ll", "ll4", "logRatio"] as const) {
      expect(KEYNESSES[measure].score(other)).toBeCloseTo(-KEYNESSES[measure].score(word), 9);
    }
  });

  it("has a finite size for a word that one side lacks", () => {
    expect(KEYNESSES.logRatio.score({ ...word, reference: 0 })).toBeCloseTo(Math.log2(0.012 / 0.000025), 9);
    expect(KEYNESSES.diff.score({ ...word, target: 0 })).toBe(-100);
  });
});

describe("dispersion", () => {
  it("gives Juilland's D and DP of Gries's example of five parts: 0.785 and 0.18", () => {
    // Gries 2008: the letter a occurs 1, 2, 3, 4 and 5 times in parts of 9, 10, 10, 10 and 11 letters.
    const parts = [9, 10, 10, 10, 11].map((tokens, i) => ({ hits: i + 1, tokens }));
    const { juillandD, dp, dpNorm, range } = spreadOf(parts);
    expect(juillandD).toBeCloseTo(0.785, 3);
    // |1/15 - 9/50| + |2/15 - 10/50| + |3/15 - 10/50| + |4/15 - 10/50| + |5/15 - 11/50|, halved
    expect(dp).toBeCloseTo((17 / 150 + 10 / 150 + 0 + 10 / 150 + 17 / 150) / 2, 12);
    expect(dp).toBeCloseTo(0.18, 6);
    expect(dpNorm).toBeCloseTo(0.18 / 0.82, 6);
    expect(range).toBe(5);
  });

  it("is 1 and 0 for a word that every part has alike, 0 and nearly 1 for a word in one of many", () => {
    expect(spreadOf(Array.from({ length: 10 }, () => ({ hits: 2, tokens: 100 })))).toMatchObject({
      juillandD: expect.closeTo(1, 12),
      dp: 0,
    });
    const lone = spreadOf(Array.from({ length: 10 }, (_, i) => ({ hits: i === 0 ? 7 : 0, tokens: 100 })));
    expect(lone.juillandD).toBeCloseTo(0, 12);
    expect(lone.dpNorm).toBeCloseTo(1, 12);
  });

  it("says nothing where there is nothing to compare", () => {
    expect(spreadOf([{ hits: 3, tokens: 9 }])).toMatchObject({ range: 1, juillandD: null, dp: null });
    expect(spreadOf([])).toMatchObject({ range: 0, parts: 0, dp: null });
  });
});

describe("periods", () => {
  it("follow each other without a hole", () => {
    expect(periodsBetween("2023-12-01", "2024-03-01", "month")).toEqual([
      "2023-12-01",
      "2024-01-01",
      "2024-02-01",
      "2024-03-01",
    ]);
    expect(periodsBetween("2024-02-26", "2024-03-04", "week")).toEqual(["2024-02-26", "2024-03-04"]);
    expect(periodsBetween("2024-01-01", "2025-01-01", "quarter")).toHaveLength(5);
  });
});
