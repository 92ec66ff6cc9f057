// Bigrams by layout: whatever the texts and however many passes, they are those that counting pair by pair finds.

import { expect, it } from "vitest";
import { countBigrams } from "../../../packages/corpus/src/measure/bigrams.ts";
import { countGrams } from "../../../packages/corpus/src/measure/ngrams.ts";
import fc from "../../support/property.ts";

const anyTexts = fc.array(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 12 }), { maxLength: 8 });

/** Some texts a piece, with a zero between two. */
async function* pieces(texts: readonly (readonly number[])[], together: number): AsyncGenerator<Int32Array> {
  for (let at = 0; at < texts.length; at += together) {
    yield Int32Array.from(texts.slice(at, at + together).flatMap((text, i) => (i === 0 ? text : [0, ...text])));
  }
}

function byHand(texts: readonly (readonly number[])[], n: number): Map<string, number> {
  const found = new Map<string, number>();
  for (const text of texts) {
    for (let at = 0; at + n <= text.length; at++) {
      const key = text.slice(at, at + n).join(" ");
      found.set(key, (found.get(key) ?? 0) + 1);
    }
  }
  return found;
}

it("counts what counting by hand counts, in one pass or many", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyTexts,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 8 }),
      async (texts, together, least, most, limit) => {
        const tokens = new Int32Array(7);
        for (const term of texts.flat()) tokens[term]!++;
        const { grams, total, kept } = await countBigrams(() => pieces(texts, together), tokens, least, limit, most);
        const expected = [...byHand(texts, 2)].filter(([, count]) => count >= least);
        expect(total).toBe([...byHand(texts, 2).values()].reduce((sum, count) => sum + count, 0));
        expect(kept).toBe(expected.length);
        expected.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
        expect(grams.map((gram) => [gram.terms.join(" "), gram.tokens])).toEqual(expected.slice(0, limit));
      },
    ),
  );
});

it("counts longer n-grams within texts only", async () => {
  await fc.assert(
    fc.asyncProperty(anyTexts, fc.integer({ min: 1, max: 4 }), async (texts, together) => {
      const found = (await countGrams(() => pieces(texts, together), 3, 1, 1e6))!;
      expect(new Map(found.grams.map(({ terms, tokens }) => [terms.join(" "), tokens]))).toEqual(byHand(texts, 3));
      expect(found.total).toBe([...byHand(texts, 3).values()].reduce((sum, count) => sum + count, 0));
    }),
  );
});
