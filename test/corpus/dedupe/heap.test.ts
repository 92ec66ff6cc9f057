// The heap: gives the largest first, and asks for few comparisons.

import { describe, expect, it } from "vitest";
import { heapOf } from "../../../packages/corpus/src/dedupe/heap.ts";
import fc from "../../support/property.ts";

const drained = <T>(pop: () => T | undefined): T[] => {
  const out: T[] = [];
  for (let one = pop(); one !== undefined; one = pop()) out.push(one);
  return out;
};

describe("heapOf", () => {
  it("gives the largest first, whatever came when", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.array(fc.integer()), (first, then) => {
        const heap = heapOf<number>((a, b) => a - b);
        for (const one of first) heap.push(one);
        const taken = [heap.pop(), heap.pop()].filter((one) => one !== undefined);
        for (const one of then) heap.push(one);
        const rest = first.toSorted((a, b) => b - a).slice(taken.length);
        expect(drained(heap.pop)).toEqual([...rest, ...then].sort((a, b) => b - a));
      }),
    );
  });

  it("compares no more often than n log n asks for", () => {
    let steps = 0;
    const heap = heapOf<number>((a, b) => {
      steps++;
      return a - b;
    });
    for (let i = 0; i < 4096; i++) heap.push((i * 2654435761) % 4096);
    drained(heap.pop);
    expect(steps).toBeLessThan(3 * 4096 * 12);
  });
});
