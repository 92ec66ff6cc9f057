// The rule for copied comments as a corpus keeps it: chosen, stored, told, and followed by what is there and by what comes.
import { commentId, threadId } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import type { Corpus } from "../../../../packages/corpus/src/index.ts";
import { engines } from "../../../support/corpus.ts";
import { foundDuplicates } from "../../../support/found-duplicates.ts";
import { type Placed, place } from "../../../support/placed.ts";

const said = (nativeId: string, text: string, hour: number): Placed => ({
  kind: "comment",
  path: "a.example/1",
  publisher: "a.example",
  nativeId,
  text,
  saidAt: `2026-03-05T${String(hour).padStart(2, "0")}:00:00.000Z`,
});
const id = (nativeId: string): string => commentId(threadId("a.example", "test", "a.example/1"), nativeId);
const copies = async (corpus: Corpus): Promise<Record<string, string | null>> =>
  Object.fromEntries((await corpus.comments()).map((one) => [one.nativeId, one.duplicateOf]));

describe.each(engines)("the rule for copied comments on $name", ({ open }) => {
  it("is the corpus's: what is there is searched by it at once, and what comes later is held to it", async () => {
    await using corpus = await open();
    const letter = "The wall will not hold, and everybody at the council knows that it will not.";
    await place(corpus, [
      said("1", "Resign now, you liar", 8),
      said("2", "RESIGN NOW, YOU LIAR!", 9),
      said("3", letter, 8),
      said("4", `${letter} Who pays for all of this in the end, if not us?`, 9),
    ]);
    await corpus.dedupe();
    expect(await copies(corpus)).toEqual({ 1: null, 2: null, 3: null, 4: null });

    expect(await corpus.duplicates.chooseCommentRule({ leastWords: 4 })).toMatchObject({
      leastWords: 4,
      leastDistinct: 4,
      nearWords: 12,
    });
    expect(await copies(corpus)).toEqual({ 1: null, 2: id("1"), 3: null, 4: null });
    await corpus.duplicates.chooseCommentRule({ nearJaccard: 0.4 });
    expect(await copies(corpus)).toEqual({ 1: null, 2: id("1"), 3: null, 4: id("3") });
    expect(await corpus.duplicates.methods()).toContain(
      "same words from 4 words on (4 of them different), or with 40%",
    );
    expect((await corpus.duplicates.pair(id("3"), id("4"))).reasons.join(" ")).toContain("at least 40 % is shared");

    await place(corpus, [said("5", "Resign, now: you liar", 10)]);
    await corpus.dedupe();
    expect((await copies(corpus))[5]).toBe(id("1"));
    const before = (await foundDuplicates(corpus)).pairs;
    await corpus.dedupe({ rebuild: true });
    expect((await foundDuplicates(corpus)).pairs).toEqual(before);
    expect((await copies(corpus))[5]).toBe(id("1"));

    await corpus.duplicates.chooseCommentRule(null);
    expect(await corpus.duplicates.commentRule()).toMatchObject({ leastWords: 8, leastDistinct: 6, nearJaccard: 0.6 });
    expect(Object.values(await copies(corpus))).toEqual([null, null, null, null, null]);
  });

  it("refuses what is no rule, and keeps what it had", async () => {
    await using corpus = await open();
    for (const [rule, message] of REFUSED)
      await expect(corpus.duplicates.chooseCommentRule(rule)).rejects.toThrow(message);
    expect(await corpus.duplicates.commentRule()).toMatchObject({ leastWords: 8, leastDistinct: 6 });
  });
});

const REFUSED: readonly [rule: object, message: RegExp][] = [
  [{ leastWords: 0 }, /leastWords to be a whole number/],
  [{ nearJaccard: 1.5 }, /nearJaccard to be a share/],
  [{ leastWords: 3, leastDistinct: 4 }, /leastDistinct to be at most leastWords, which is 3/],
  [{ words: 3 }, /unknown option "words"/],
];
