// Match: a pattern is found in terms as the index has them where it is found in their numbers.
import { expect, it } from "vitest";
import { matcherOf } from "../../../packages/corpus/src/measure/match.ts";
import { bytes } from "../../../packages/corpus/src/tokens/varint.ts";
import fc from "../../support/property.ts";

/** Few, and some whose bytes end as another's do: 5 is [5], 645 is [133, 5], 82,565 is [133, 133, 5]. */
const term = fc.constantFrom(1, 5, 133, 645, 645 + 128, 82_565, 2 ** 21 + 5);
const slot = fc.oneof(
  fc.constant(null),
  fc.array(term, { minLength: 1, maxLength: 3 }).map((terms) => new Set(terms)),
);
const sequences = fc.oneof(
  { weight: 2, arbitrary: term.map((one) => [[new Set([one])]]) },
  { weight: 1, arbitrary: fc.array(fc.array(slot, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }) },
);

it("finds the same spans in bytes and in numbers, wherever the text lies", () => {
  fc.assert(
    fc.property(
      sequences,
      fc.array(term, { maxLength: 12 }),
      fc.array(term, { maxLength: 3 }),
      (pattern, text, around) => {
        const written = bytes();
        for (const one of around) written.push(one);
        const from = written.length;
        for (const one of text) written.push(one);
        const to = written.length;
        for (const one of around) written.push(one);
        const matcher = matcherOf(pattern);
        expect(matcher.spansIn(written.view(), from, to)).toEqual(matcher.spans(Int32Array.from(text)));
      },
    ),
    { numRuns: 500 },
  );
  const only = matcherOf([[new Set([5])]]);
  expect(only.spans(Int32Array.of(645, 5, 82_565, 5))).toEqual([
    { at: 1, length: 1 },
    { at: 3, length: 1 },
  ]);
});
