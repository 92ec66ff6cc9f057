// The table of word boundaries: sign by sign and in every short row of classes it is what Intl.Segmenter says.

import { describe, expect, it } from "vitest";
import { tokenise } from "../../../packages/corpus/src/index.ts";
import fc from "../../support/property.ts";

const EMOJI = /[\p{Emoji_Presentation}\p{RI}\uFE0F\u2600-\u27BF]/u;
const segmenters = {
  en: new Intl.Segmenter(undefined, { granularity: "word" }),
  sv: new Intl.Segmenter("sv", { granularity: "word" }),
};

/** Places and signs of each word or emoji, in one string that is quick to compare. */
function segmented(text: string, language: "en" | "sv"): string {
  return [...segmenters[language].segment(text)]
    .filter(({ segment, isWordLike }) => isWordLike || (segment.charCodeAt(0) > 0xff && EMOJI.test(segment)))
    .map(({ segment, index }) => `${index}:${segment}`)
    .join("|");
}

function ours(text: string, language: string): string {
  const { starts, ends } = tokenise(text, language);
  return starts.map((start, i) => `${start}:${text.slice(start, ends[i])}`).join("|");
}

const TOGETHER = 100;

/** Texts that are cut otherwise, a hundred lines at a time. Addresses, names and tags have rules of their own. */
function differing(texts: readonly string[], language: "en" | "sv" = "en"): string[] {
  const plain = texts.filter((text) => !/[@#]|:\/\/|www\./i.test(text));
  const pieces = Array.from({ length: Math.ceil(plain.length / TOGETHER) }, (_, i) =>
    plain.slice(i * TOGETHER, (i + 1) * TOGETHER).join("\n"),
  );
  return pieces.filter((piece) => segmented(piece, language) !== ours(piece, language));
}

const CLASSES = ["a", "1", "_", ":", ",", ".", "'", " ", "\u0301", "漢", "😀", "-", "\u200d"];

describe("the table of word boundaries", () => {
  it("knows every sign up to U+2100 as ICU does", () => {
    const texts = Array.from({ length: 0x2100 }, (_, code) => String.fromCharCode(code)).flatMap((sign) => [
      sign,
      `a${sign}b`,
      `1${sign}2`,
      `a ${sign}${sign} b`,
      `_${sign}a`,
    ]);
    expect(differing(texts)).toEqual([]);
  });

  it("joins and parts every row of up to four classes as ICU does", () => {
    const longer = (texts: readonly string[]): string[] => texts.flatMap((text) => CLASSES.map((sign) => text + sign));
    const two = longer(longer([""]));
    expect(differing([...two, ...longer(two), ...longer(longer(two))])).toEqual([]);
    expect(differing([...two, ...longer(two)], "sv")).toEqual([]);
  });

  it("gives way to ICU where other scripts, marks, emoji and joiners stand among words", () => {
    const sign = fc.constantFrom(
      ...CLASSES,
      ..."é ж ς İ ſ ﬁ ª 🇩 🇪 ครับ ש १ カ ー 한 ❤ © ’ “ … ʼ ﾞ".split(" "),
      "\u00ad",
      "\uFE0F",
      "\n",
      "\t",
      "\u00a0",
      "\u2028",
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 14 }), (signs) => {
        expect(differing([signs.join("")])).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it("folds by sign as by the whole word", () => {
    const { forms } = tokenise("ÀÉÎ ŒUVRE ŽIVOT ΟΔΟΣ ΣΟΦΊΑ МИР Straße İzmir L’EAU");
    expect(forms).toEqual(["àéî", "œuvre", "život", "οδος", "σοφία", "мир", "straße", "i̇zmir", "l'eau"]);
    expect(tokenise("Σ ΟΔΟΣ").forms).toEqual(["σ", "οδος"]);
  });

  it("cuts endless forms between signs, never within one", () => {
    const [form] = tokenise(`a${"𝐀".repeat(150)}`).forms;
    expect(form!.length).toBe(199);
    expect(form!.isWellFormed()).toBe(true);
  });
});
