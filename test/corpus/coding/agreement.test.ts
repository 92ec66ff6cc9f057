// Agreement of coders, against the published worked examples.

import { describe, expect, it } from "vitest";
import { type Code, cohenKappa, krippendorffAlpha, LEVELS } from "../../../packages/corpus/src/index.ts";
import fc from "../../support/property.ts";

const unitsOf = (...coders: string[]): Code[][] => {
  const rows = coders.map((row) => row.split(" "));
  return rows[0]!.map((_, unit) => rows.map((row) => (row[unit] === "." ? null : row[unit]!)));
};

describe("Krippendorff's alpha", () => {
  it("is that of Krippendorff 2011, examples A (binary) and B (nominal, two observers)", () => {
    expect(krippendorffAlpha(unitsOf("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"))).toBeCloseTo(0.095, 3);
    expect(krippendorffAlpha(unitsOf("a a b b d c c c e d d a", "b a b b b c c c e d d d"))).toBeCloseTo(0.692, 3);
  });

  // Example C: four observers, twelve units, codes missing.
  it.each([
    ["nominal", 0.743],
    ["ordinal", 0.815],
    ["interval", 0.849],
    ["ratio", 0.797],
  ] as const)("is that of Krippendorff 2011, example C, %s: %d", (level, alpha) => {
    const units = unitsOf(
      "1 2 3 3 2 1 4 1 2 . . .",
      "1 2 3 3 2 2 4 1 2 5 . 3",
      ". 3 3 3 2 3 4 2 2 5 1 .",
      "1 2 3 3 2 4 4 1 2 5 1 .",
    );
    expect(krippendorffAlpha(units, level)).toBeCloseTo(alpha, 3);
  });

  it("is 1 where all agree and more than one code was given, and is not defined where nothing can differ", () => {
    expect(krippendorffAlpha(unitsOf("1 2 3", "1 2 3"), "interval")).toBe(1);
    expect(krippendorffAlpha(unitsOf("1 1 1", "1 1 1"))).toBeNull();
    expect(krippendorffAlpha(unitsOf("1 . 3", ". 2 ."))).toBeNull();
    expect(krippendorffAlpha([])).toBeNull();
    expect(() => krippendorffAlpha(unitsOf("a b", "b a"), "interval")).toThrow(/numbers as codes/);
    expect(() => krippendorffAlpha([], "ordnal" as "ordinal")).toThrow(/expected a level/);
  });

  it("takes codes for numbers where the level does, however they are written, and says which code is none", () => {
    const written = unitsOf("1 2 3 3", "1.0 2 4 3");
    expect(krippendorffAlpha(written, "ordinal")).toBe(krippendorffAlpha(unitsOf("1 2 3 3", "1 2 4 3"), "ordinal"));
    expect(krippendorffAlpha(unitsOf("1,5 2", "1.5 2"), "interval")).toBe(1);
    expect(() => krippendorffAlpha(unitsOf("1 high", "1 2"), "interval")).toThrow(/numbers as codes.*found "high"/);
    expect(() => krippendorffAlpha(unitsOf("-1 2", "1 2"), "ratio")).toThrow(/from 0.*found "-1"/);
    expect(() => krippendorffAlpha(unitsOf("1,500 2", "1 2"), "interval")).toThrow(/found "1,500"/);
    expect(krippendorffAlpha(unitsOf("0 2 0", "0 2 1"), "ratio")).toBeLessThan(1);
  });

  it("takes thousands of different codes", () => {
    const units = Array.from({ length: 20_000 }, (_, i): Code[] => [`${i}`, `${i}`]);
    expect(krippendorffAlpha(units)).toBe(1);
  });

  it("does not depend on the order of coders and units, and never exceeds 1", () => {
    const codes = fc.array(
      fc.array(fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }), { minLength: 3, maxLength: 3 }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(codes, fc.constantFrom(...LEVELS), (units, level) => {
        const alpha = krippendorffAlpha(units, level);
        const turned = krippendorffAlpha(units.map((row) => row.toReversed()).toReversed(), level);
        if (alpha === null) expect(turned).toBeNull();
        else {
          expect(turned).toBeCloseTo(alpha, 9);
          expect(alpha).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe("Cohen's kappa", () => {
  const pairs = (...counts: [string, string, number][]) =>
    counts.flatMap(([a, b, n]) => Array.from({ length: n }, () => [a, b] as const));

  it("is that of the textbook table of 50 proposals read twice: 20, 5, 10, 15 give 0.4", () => {
    const table = pairs(["yes", "yes", 20], ["yes", "no", 5], ["no", "yes", 10], ["no", "no", 15]);
    expect(cohenKappa(table)).toBeCloseTo(0.4, 10);
  });

  it("tells apart what the same share of agreement is worth: 0.13 and 0.26 for 60 of 100", () => {
    expect(cohenKappa(pairs(["yes", "yes", 45], ["yes", "no", 15], ["no", "yes", 25], ["no", "no", 15]))).toBeCloseTo(
      0.1304,
      4,
    );
    expect(cohenKappa(pairs(["yes", "yes", 25], ["yes", "no", 35], ["no", "yes", 5], ["no", "no", 35]))).toBeCloseTo(
      0.2593,
      4,
    );
  });

  it("leaves out what one did not code, and is not defined where chance agrees always", () => {
    expect(
      cohenKappa([
        ["a", null],
        ["a", "a"],
        ["b", "b"],
      ]),
    ).toBe(1);
    expect(cohenKappa([["a", "a"]])).toBeNull();
    expect(cohenKappa([])).toBeNull();
  });
});
