// Keyness: what one set of texts has more, or less, than another: how sure it is, and how large.
import { logLikelihood, type Measure } from "./association.ts";

/** One word in two sets of texts. */
export interface Compared {
  readonly target: number;
  readonly reference: number;
  /** Tokens of each set. */
  readonly targetTokens: number;
  readonly referenceTokens: number;
}

/** As often as both together would have it. */
export const expectedInTarget = ({ target, reference, targetTokens, referenceTokens }: Compared): number =>
  ((target + reference) * targetTokens) / (targetTokens + referenceTokens);

/** Where the reference has none, half an occurrence: a ratio to nothing has no size. */
const some = (occurrences: number): number => (occurrences === 0 ? 0.5 : occurrences);
const share = (occurrences: number, tokens: number): number => occurrences / tokens;

export const KEYNESSES = {
  /** Sureness (G²), negative where the target has less; 3.84, 6.63, 10.83 and 15.13 are p < 0.05, 0.01, 0.001, 0.0001. */
  ll: {
    source:
      "Rayson and Garside 2000, Comparing corpora using frequency profiling, with the two cells of the word alone",
    score: (c) => {
      const expected = expectedInTarget(c);
      const other = c.target + c.reference - expected;
      const part = (o: number, e: number): number => (o === 0 ? 0 : o * Math.log(o / e));
      const sum = 2 * (part(c.target, expected) + part(c.reference, other));
      return c.target < expected ? -sum : sum;
    },
  },
  /** The same over all four cells of the table. */
  ll4: {
    source: "Dunning 1993, Accurate methods for the statistics of surprise and coincidence, CL 19(1), 61-74",
    score: (c) => logLikelihood(c.target, c.targetTokens, c.target + c.reference, c.targetTokens + c.referenceTokens),
  },
  /** Size: 1 is twice as often, 2 four times, -1 half as often. */
  logRatio: {
    source: "Hardie 2014, Log Ratio: an informal introduction, CASS, Lancaster University",
    score: (c) => Math.log2(share(some(c.target), c.targetTokens) / share(some(c.reference), c.referenceTokens)),
  },
  /** Size in per cent of the reference's frequency: 100 is twice as often. */
  diff: {
    source: "Gabrielatos and Marchi 2011, Keyness: matching metrics to definitions",
    score: (c) => {
      const reference = share(some(c.reference), c.referenceTokens);
      return ((share(c.target, c.targetTokens) - reference) * 100) / reference;
    },
  },
} as const satisfies Readonly<Record<string, Measure<Compared>>>;

export type Keyness = keyof typeof KEYNESSES;
