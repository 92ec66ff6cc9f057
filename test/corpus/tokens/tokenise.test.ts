// The tokeniser: what counts as a token, in which form, and that it is Unicode's word boundaries wherever nothing special stands.

import { describe, expect, it } from "vitest";
import { tokenise } from "../../../packages/corpus/src/index.ts";
import fc from "../../support/property.ts";

const forms = (text: string, language?: string): readonly string[] => tokenise(text, language).forms;

describe("tokenise", () => {
  it.each([
    ["Don’t, she SAID.", ["don't", "she", "said"]],
    ["well-known rock'n'roll", ["well", "known", "rock'n'roll"]],
    ["1,000.50 euros, 3rd of U.S.A. in 2026", ["1,000.50", "euros", "3rd", "of", "u.s.a", "in", "2026"]],
    [
      "see https://news.example/a?b=1#c, or www.news.example.",
      ["see", "https://news.example/a?b=1#c", "or", "www.news.example"],
    ],
    ["(http://news.example/ferry)", ["http://news.example/ferry"]],
    [
      "@Jorun_7 and #Harbour2026! not #1, nor me@post.example",
      ["@jorun_7", "and", "#harbour2026", "not", "1", "nor", "me", "post.example"],
    ],
    ["fine 🙂👍🏽 👩‍👩‍👧 🇩🇪🇫🇷 ❤️", ["fine", "🙂", "👍🏽", "👩‍👩‍👧", "🇩🇪", "🇫🇷", "❤️"]],
    ["日本語 สวัสดีครับ привет", ["日本語", "สวัสดี", "ครับ", "привет"]],
    ["© ® ½ — … “ ”", []],
    ["", []],
  ])("reads %j", (text, expected) => {
    expect(forms(text)).toEqual(expected);
  });

  it("has rules of its own for some languages", () => {
    expect(forms("L’eau qu'il boit aujourd'hui", "fr-FR")).toEqual(["l'", "eau", "qu'", "il", "boit", "aujourd'hui"]);
    expect(forms("dell'acqua", "it")).toEqual(["dell'", "acqua"]);
    expect(forms("L’eau")).toEqual(["l'eau"]);
    expect(forms("DIŞ IŞIK", "tr")).toEqual(["dış", "ışık"]);
    expect(forms("EU:s", "sv")).toEqual(["eu:s"]);
    expect(forms("a b", "no such language!")).toEqual(["a", "b"]);
  });

  it("cuts endless forms, but not their place", () => {
    const { forms: found, ends } = tokenise("a".repeat(5000));
    expect(found[0]).toHaveLength(200);
    expect(ends).toEqual([5000]);
  });

  it("gives the words of Intl.Segmenter on any text without addresses, names, tags and emoji", () => {
    const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });
    const piece = fc.oneof(
      fc.constantFrom(
        "don’t",
        "a.b",
        "1,5",
        "x_y",
        "e\u0301",
        "été",
        "ς",
        "Ж",
        "word",
        "12",
        "日本",
        "ครับ",
        "שלום",
        "१२",
      ),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(piece, fc.constantFrom(" ", "", "\n", "-", "’", ".", ",")), { maxLength: 12 }),
        (parts) => {
          const text = parts.flat().join("");
          fc.pre(!/[@#]|:\/\/|www\.|[\p{Emoji_Presentation}\p{RI}\uFE0F\u2600-\u27BF]/iu.test(text));
          const words = [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike);
          const { starts, ends } = tokenise(text);
          expect(starts.map((start, i) => text.slice(start, ends[i]))).toEqual(words.map(({ segment }) => segment));
        },
      ),
    );
  });

  it("places every token in the text, in order and without overlap", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("@a", "#b1", "www.x", "https://y.z/", "l'eau", " ", "-", "🙂", "ß", "."), {
          maxLength: 20,
        }),
        (parts) => {
          const text = parts.join("");
          for (const language of ["en", "fr"]) {
            const { forms, starts, ends } = tokenise(text, language);
            let before = 0;
            for (let i = 0; i < forms.length; i++) {
              expect(starts[i]).toBeGreaterThanOrEqual(before);
              expect(text.slice(starts[i], ends[i]).toLowerCase().replaceAll("’", "'")).toBe(forms[i]);
              before = ends[i]!;
            }
          }
        },
      ),
    );
  });
});
