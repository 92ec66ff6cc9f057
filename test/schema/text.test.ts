// Clean text: what is normalised away and what must stay.
import { cleanCode, cleanText, countWords, storableJson } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import fc from "../support/property.ts";

describe("cleanText", () => {
  it.each([
    ["A  b\r\n\r\n c\u0000", "A b\nc"],
    ["e\u0301", "\u00e9"],
    ["zero\u200Bwidth\uFEFF soft\u00ADhyphen", "zerowidth softhyphen"],
    ["a\uD800b", "a\uFFFDb"],
    ["\u00A0non\u00A0breaking ", "non breaking"],
    ["line\u2028break", "line\nbreak"],
  ])("makes %j into %j", (raw, clean) => {
    expect(cleanText(raw)).toBe(clean);
  });

  it("keeps the joiners that emoji and Persian need", () => {
    expect(cleanText("👩‍🌾 می‌خواهم")).toBe("👩‍🌾 می‌خواهم");
  });

  it("is idempotent, well formed and free of NUL, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (raw) => {
        const clean = cleanText(raw);
        expect(cleanText(clean)).toBe(clean);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/\u0000|\n\n|^\s|\s$/);
      }),
    );
  });
});

describe("cleanCode", () => {
  it("keeps lines, empty lines and indentation, and nothing that a database refuses", () => {
    expect(cleanCode("\r\nif (a) {\r\n\tb()  \r\n\r\n    c()\u0000\r\n}\r\n")).toBe("if (a) {\n\tb()\n\n    c()\n}");
  });

  it("is idempotent and well formed, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (raw) => {
        const clean = cleanCode(raw);
        expect(cleanCode(clean)).toBe(clean);
        expect(clean.isWellFormed()).toBe(true);
        expect(clean).not.toMatch(/\u0000|\s$/);
      }),
    );
  });
});

it("makes every string of a JSON value storable, keys too", () => {
  expect(storableJson({ "a\u0000": ["x\uDC00", { b: "\u0000" }, 1, null] })).toEqual({
    a: ["x\uFFFD", { b: "" }, 1, null],
  });
});

it("counts words as Unicode bounds them, and survives a language that is none", () => {
  expect(countWords("Don't stop – 3 times!")).toBe(4);
  expect(countWords("今日は雨です", "ja")).toBeGreaterThan(1);
  expect(countWords("two words", "no such language!")).toBe(2);
});

it("counts as the segmenter does, whatever signs stand between Latin words", () => {
  const unit = fc.constantFrom(..."aZ9é ß \n.,:;'’-–—/()!?\"“”„«»_\u00ad\u0301\u00a0日ก");
  const segmenter = new Intl.Segmenter("en", { granularity: "word" });
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
      const words = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike);
      expect(countWords(text, "en")).toBe(words.length);
    }),
    { numRuns: 2000 },
  );
});
