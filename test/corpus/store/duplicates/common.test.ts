// How many wordings of a publisher hold a common shingle, told by a hundred of its holders.
import { describe, expect, it } from "vitest";
import { stepsAmong } from "../../../../packages/corpus/src/store/duplicates/common.ts";

/** So many holders with numbers spread evenly, as hashes are; of these the first 101, as the index gives them. */
const held = (holders: number): number[] =>
  Array.from({ length: Math.min(holders, 101) }, (_, i) => Math.round(((i + 1) * 2 ** 32) / (holders + 1)) - 2 ** 31);

/** A publisher for each place, in turns. */
const among =
  (publishers: number, numbers: readonly number[]) =>
  (wording: number): string =>
    `paper${numbers.indexOf(wording) % publishers}`;

describe("stepsAmong", () => {
  it("counts where it sees all", () => {
    const few = held(24);
    expect([...stepsAmong(few, among(4, few))]).toEqual([0, 1, 2, 3].map((i) => [`paper${i}`, 10]));
    expect(stepsAmong(few, among(24, few)).size).toBe(0);
  });

  it("knows the note of a group with a hundred articles at each of its papers by four in the sample", () => {
    const note = held(2500);
    const steps = stepsAmong(note, among(25, note));
    expect(steps.size).toBe(25);
    for (const step of steps.values()) expect(step).toBeGreaterThanOrEqual(80);
  });

  it("takes one in the sample for no evidence of more, however many hold it", () => {
    const story = held(100_000);
    expect(stepsAmong(story, among(100, story)).size).toBe(0);
  });
});
