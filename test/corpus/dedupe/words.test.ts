// The tokeniser of duplicate detection: what is the same word, in all scripts, and where it stands.

import { describe, expect, it } from "vitest";
import { hashWords } from "../../../packages/corpus/src/dedupe/words.ts";
import fc from "../../support/property.ts";

function wordsOf(text: string): string[] {
  const { starts, ends } = hashWords(text);
  return [...starts].map((start, i) => text.slice(start, ends[i]));
}

/** Alphabets, accents, a symbol that decomposes, blanks and an emoji. */
const letter = fc.constantFrom(..."aZéßşİıçñЙйΐς῍한글ậ\u0301\u0323 .-👍7");
const hashesOf = (text: string): number[] => [...hashWords(text).hashes];

describe("words", () => {
  it.each([
    ["letters and digits", "Ferry 12 is late, again.", ["Ferry", "12", "is", "late", "again"]],
    ["what an apostrophe parts", "don’t", ["don", "t"]],
    ["a soft hyphen within a word", "har\u00adbour wall", ["har\u00adbour", "wall"]],
    ["an emoji as no word, beside one too", "wall👍 👍 tide", ["wall", "tide"]],
    ["letters beyond the basic plane", "𐐷𐐲 wall", ["𐐷𐐲", "wall"]],
    ["a lone surrogate as no word", "tide \ud83d wall\ude00", ["tide", "wall"]],
    ["Cyrillic and Greek", "Паром опоздал: το πλοίο", ["Паром", "опоздал", "το", "πλοίο"]],
    ["each character of a script without spaces", "渡船 late", ["渡", "船", "late"]],
    ["nothing in punctuation", "… – ?!", []],
    ["nothing in nothing", "", []],
  ])("reads %s", (_, text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  it.each([
    ["case", "Harbour WALL", "harbour wall"],
    ["composed and decomposed accents", "caf\u00e9", "cafe\u0301"],
    ["ß and SS", "Straße", "STRASSE"],
    ["the final sigma", "ΠΛΟΙΟΣ", "πλοιος"],
    ["Hangul syllables and jamo", "한글", "한글".normalize("NFD")],
    ["quotes and dashes around", "“late” — again", '"late" - again'],
    ["invisible hyphens", "har\u00adbour", "harbour"],
  ])("takes %s for the same words", (_, one, other) => {
    expect(hashesOf(one)).toEqual(hashesOf(other));
  });

  it("takes different words for different", () => {
    expect(new Set(hashesOf("harbour wall ferry council 12 13 café cafe")).size).toBe(8);
  });

  it("knows a Chinese character by the ones before it", () => {
    expect(hashesOf("東京都").at(-1)).not.toBe(hashesOf("西京都").at(-1));
    expect(hashesOf("東京都").at(-1)).not.toBe(hashesOf("都").at(-1));
  });

  it("reads any text, with offsets that rise and stay within it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        const { starts, ends } = hashWords(text);
        let last = 0;
        for (let i = 0; i < starts.length; i++) {
          expect(starts[i]).toBeGreaterThanOrEqual(last);
          expect(ends[i]).toBeGreaterThan(starts[i]!);
          last = ends[i]!;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it("reads a text as the same words, however it is composed and whatever stands around it", () => {
    fc.assert(
      fc.property(fc.string({ unit: letter, maxLength: 40 }), fc.string({ maxLength: 10 }), (text, other) => {
        expect(hashesOf(text.normalize("NFD"))).toEqual(hashesOf(text.normalize("NFC")));
        expect(hashesOf(`${other}. ${text}`).slice(hashesOf(other).length)).toEqual(hashesOf(text));
      }),
    );
  });
});
