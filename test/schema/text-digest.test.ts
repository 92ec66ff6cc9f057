// Exact identity of texts: what typesetters change does not count, and what a writer changes does.
import { foldText, textDigest } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import fc from "../support/property.ts";

describe("a text as it is compared", () => {
  it.each([
    ["quotation marks", "„Regen“, «pluie», ‘rain’ and ‹rain›", "\"Regen\", \"pluie\", 'rain' and 'rain'"],
    ["dashes", "1939–45 — a war‐time‑tale − 3", "1939-45 - a war-time-tale - 3"],
    ["an ellipsis", "And then…", "And then..."],
    ["blanks of any kind and paragraphs", " a\u00A0b\u2009c\r\n\r\nd\te\u3000f ", "a b c d e f"],
    ["what nobody sees", "co\u00ADop\u200Ber\u2060ate\uFEFF \u200Ehere\u200F", "cooperate here"],
    ["two ways to write one letter", "e\u0301te\u0301", "\u00E9t\u00E9"],
  ])("folds %s", (_, text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it.each([
    ["case", "polish", "Polish"],
    ["accents", "resume", "résumé"],
    ["words", "will not", "won't"],
    ["joiners, which Persian spells with", "می\u200Cخواهم", "میخواهم"],
  ])("keeps %s apart", (_, a, b) => {
    expect(textDigest(a)).not.toBe(textDigest(b));
  });

  it("is the same when folded twice", () => {
    const odd = fc.constantFrom(..."“”„«»‘’`´-–—−… \u00A0\u00AD\u200B\u2028\n\u0301\u1FEF\u037Eeé".split(""));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(odd).map((all) => all.join("")),
        ),
        (text) => {
          expect(foldText(foldText(text))).toBe(foldText(text));
          expect(textDigest(text)).toBe(textDigest(foldText(text)));
          expect(textDigest(text.normalize("NFD"))).toBe(textDigest(text));
        },
      ),
      { numRuns: 2000 },
    );
  });
});
