// Round-ups among many copies: found, and in a number of steps that many copies can bear.
import { describe, expect, it } from "vitest";
import { isRoundUp, type Tie } from "../../../packages/corpus/src/dedupe/round-up.ts";

const tie = (to: number, covers = 0.7, covered = 0.7): Tie => ({ to, covers, covered });

/** Versions that are all linked to each other. */
const versions = (size: number): Tie[][] =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => tie(j)).filter(({ to }) => to !== i));

describe("isRoundUp", () => {
  it("takes no version for a round-up, and does not walk all copies of all copies to see it", () => {
    let steps = 0;
    const counted = versions(300).map((ties) =>
      ties.map(({ to, covers, covered }) => ({
        covers,
        covered,
        get to() {
          steps++;
          return to;
        },
      })),
    );
    expect(counted.some((_, i) => isRoundUp(counted, i))).toBe(false);
    // A few for each of the 300 * 299 ties; all copies of all copies would be 27 million.
    expect(steps).toBeLessThan(5 * 300 * 299);
  });

  it("finds one that holds many versions of one story and one other", () => {
    const ties = versions(50);
    const roundUp = ties.push([...ties.map((_, i) => tie(i, 1, 0.3)), tie(51, 1, 0.3)]) - 1;
    for (const own of ties.slice(0, 50)) own.push(tie(roundUp, 0.3, 1));
    ties.push([tie(roundUp, 0.3, 1)]);
    expect(ties.map((_, i) => isRoundUp(ties, i)).indexOf(true)).toBe(roundUp);
  });
});
