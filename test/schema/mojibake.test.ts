// Mojibake: what was UTF-8 becomes it again, and clean text in any language stays as it is.
import { cleanText, repairMojibake } from "@belowline/schema";
import { describe, expect, it } from "vitest";
import fc from "../support/property.ts";

const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
/** The damage: UTF-8 read as windows-1252 by a browser, or as Latin-1. */
const mangled = (text: string): string =>
  [...new TextEncoder().encode(text)]
    .map((byte) => (byte >= 0x80 && byte < 0xa0 ? HIGH[byte - 0x80] : String.fromCharCode(byte)))
    .join("");
const asLatin1 = (text: string): string => Buffer.from(text).toString("latin1");

const LOCALES =
  "af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko lt lv mk ml mn mr ms nb nl pa pl pt-BR pt-PT ro ru sk sl sq sr sv sw ta te th tr uk ur uz vi zh".split(
    " ",
  );
const REGIONS = "AD AT BR CI CW CZ DE EG ES FR GR HU IS IT JP MX NO PL PT RO RU SE TR UA VN".split(" ");
/** Names of countries in a language, as ICU has them. */
const namesIn = (locale: string): string[] => {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return REGIONS.map((region) => names.of(region)!);
};

/** The same names as typesetters, headline writers and stammerers put them. */
const DRESSES: readonly ((a: string, b: string) => string)[] = [
  (a, b) => `« ${a} » – “${b}”`,
  (a, b) => `«\u00A0${a}\u00A0», ${b}\u00A0»…`,
  (a, b) => `„${a.toUpperCase()}“ … ${b.toUpperCase()}…`,
  (a, b) => `‘${a.toUpperCase()}’ — ${b.toUpperCase()}’S »${a.toUpperCase()}« ${b}™`,
  (a, b) => `${a.toUpperCase()}\u00A0: ${b.toUpperCase()}\u00A0? ${a}… 25 °C, 3 €, §4`,
];

describe("clean text", () => {
  it.each(LOCALES)("in %s stays as it is", (locale) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...namesIn(locale)),
        fc.constantFrom(...namesIn(locale)),
        fc.constantFrom(...DRESSES),
        (a, b, dress) => {
          expect(repairMojibake(dress(a, b))).toBe(dress(a, b));
        },
      ),
    );
  });

  it.each([
    "un CAFÉ…",
    "“le CAFÉ”",
    "AQUÍ… ALLÍ…",
    "il est déjà\u00A0»",
    "du passé\u00A0».",
    "OÙ\u00A0? ÉTÉ\u00A0!",
    "«LÃ»",
    "AMANHÃ – e depois",
    "Ö…Ö… Ä…",
    "Ä’s und Ö’s",
    "MENÜ“",
    "está»…",
    "NESCAFÉ®",
    "CITROËN™ É²",
    "voilà”…",
    "ESPAÑA… Ñ…",
  ])("%s is meant", (text) => {
    expect(repairMojibake(text)).toBe(text);
  });
});

describe("mojibake", () => {
  it.each([
    ["Itâ€™s a cafÃ©", "It’s a café"],
    ["Ã–sterreich grÃ¼ÃŸt", "Österreich grüßt"],
    ["voilÃ\u00A0 la mÃªme", "voilà la même"],
    ["25Â°C, Â£5, 4Ã—25", "25°C, £5, 4×25"],
    ["jÄ™zyk zÅ‚oty", "język złoty"],
    ["Ð¿Ñ€Ð¸Ð²ÐµÑ‚ ÐœÐ¸Ñ€", "привет Мир"],
    ["\u00F0\u0178\u2122\u201A", "🙂"],
    ["æ—¥æœ¬", "日本"],
    ["â\u0080\u0099tis LatÃ­n", "’tis Latín"],
    ["cafÃƒÂ© Ã¢â‚¬â€œ twice", "café – twice"],
    ["A clean “é” beside a spoilt cafÃ©", "A clean “é” beside a spoilt café"],
  ])("%s is %s", (broken, whole) => {
    expect(repairMojibake(broken)).toBe(whole);
  });

  it.each(LOCALES)("of running text in %s comes back, once or twice spoilt", (locale) => {
    const names = namesIn(locale).filter((name) => /[^\u0000-\u007f]/.test(name));
    const text = `${names.join(" – ")} “so it was”`;
    expect(repairMojibake(mangled(text))).toBe(text);
    expect(repairMojibake(asLatin1(text))).toBe(text);
    expect(repairMojibake(mangled(mangled(text)))).toBe(text);
  });

  it("is gone after one look", () => {
    const odd = fc.constantFrom(..."ÂÃÄÅÈâðéàz Z€™˜œ“”…–»°©1\u00A0\u00AD\u0080\u0099\u200B\n".split(""));
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 30 }), (signs) => {
        const text = signs.join("");
        expect(repairMojibake(repairMojibake(text))).toBe(repairMojibake(text));
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
      }),
      { numRuns: 5000 },
    );
  });
});
