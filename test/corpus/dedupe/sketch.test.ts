// Sketches: what is kept of a text, so that others that hold the same passages find it.

import { describe, expect, it } from "vitest";
import { shingle } from "../../../packages/corpus/src/dedupe/shingles.ts";
import { SAMPLING, sketch } from "../../../packages/corpus/src/dedupe/sketch.ts";
import fc from "../../support/property.ts";

const LIMIT = 2 ** 32 / SAMPLING.scale;
/** Texts of invented words, of the length of a note up to that of a long article. */
const text = (most: number, minLength = 0) =>
  fc
    .array(fc.integer({ min: 0, max: 5000 }), { minLength, maxLength: most })
    .map((words) => words.map((n) => `w${n}`).join(" "));

describe("sketch", () => {
  it("keeps the shingles with the smallest hashes: all below the limit, and no fewer than the least", () => {
    fc.assert(
      fc.property(text(600), (words) => {
        const all = [...new Set(shingle(words).hashes)].sort((x, y) => x - y);
        const below = all.filter((hash) => hash < LIMIT).length;
        const expected = all.slice(0, Math.max(below, SAMPLING.least)).map((hash) => hash | 0);
        expect([...sketch(words).keys]).toEqual(expected);
      }),
    );
  });

  it("says how long the text is", () => {
    expect(sketch("the ferry was late again")).toMatchObject({ words: 5, shingles: 3 });
    expect(sketch("late again")).toMatchObject({ words: 2, shingles: 1 });
    expect(sketch("…")).toMatchObject({ words: 0, shingles: 0, keys: new Int32Array() });
  });

  it("is the same whatever was sketched before", () => {
    fc.assert(
      fc.property(text(40), text(3000), (words, other) => {
        const first = sketch(words);
        sketch(other);
        expect(sketch(words)).toEqual(first);
      }),
      { numRuns: 30 },
    );
  });

  it("stays small for an endless text", () => {
    const endless = Array.from({ length: 60_000 }, (_, i) => `w${i}`).join(" ");
    expect(sketch(endless).keys.length).toBe(SAMPLING.most);
  });

  it("finds a long passage again in whatever holds it", () => {
    fc.assert(
      fc.property(text(300, 3), text(100), text(100), (passage, before, behind) => {
        const own = [...sketch(passage).keys].filter((key) => key >>> 0 < LIMIT);
        const holds = new Set(sketch(`${before} ${passage} ${behind}`).keys);
        expect(own.every((key) => holds.has(key))).toBe(true);
      }),
    );
  });
});
