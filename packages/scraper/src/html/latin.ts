// Which Latin alphabet bytes are in that nobody labelled: windows-1252, unless they make words in another one and not in that.
import { TextDecoder } from "node:util";

type Letters = ReadonlySet<string | undefined>;

const WESTERN = "windows-1252";
const CENTRAL: readonly string[] = ["windows-1250", "iso-8859-2"];
const TURKISH: readonly string[] = ["windows-1254"];
const BALTIC: readonly string[] = ["windows-1257"];

const lettersOf = (small: string): Letters =>
  new Set([...small, ...small.toUpperCase(), ...(small.includes("ı") ? "İ" : "")]);

interface Elsewhere {
  readonly encodings: readonly string[];
  readonly letters: Letters;
}

const elsewhere = (encodings: readonly string[], small: string): Elsewhere => ({
  encodings,
  letters: lettersOf(small),
});
const croatian = elsewhere(CENTRAL, "čćđšž");

/** Letters beyond ASCII by ISO 639-1, after the exemplar characters of CLDR; ş and ţ are what Romanian had before Unicode. */
const ELSEWHERE: Readonly<Record<string, Elsewhere>> = {
  pl: elsewhere(CENTRAL, "ąćęłńóśźż"),
  cs: elsewhere(CENTRAL, "áčďéěíňóřšťúůýž"),
  sk: elsewhere(CENTRAL, "áäčďéíĺľňóôŕšťúýž"),
  hu: elsewhere(CENTRAL, "áéíóöőúüű"),
  sl: elsewhere(CENTRAL, "čšž"),
  hr: croatian,
  bs: croatian,
  sr: croatian,
  ro: elsewhere(CENTRAL, "ăâîşţ"),
  tr: elsewhere(TURKISH, "çğıöşüâîû"),
  lt: elsewhere(BALTIC, "ąčęėįšųūž"),
  lv: elsewhere(BALTIC, "āčēģīķļņšūž"),
};

/** Whom windows-1252 serves, neighbours together as they stand on one page. */
const WEST: readonly Letters[] = [
  "äöüßéàè", // German
  "åäöéüæøàáèêëóòôñ", // Swedish, Finnish, Danish, Norwegian
  "àâæçéèêëîïôœùûüÿöäáíóñ", // French, Dutch, Afrikaans
  "àèéìíîòóùúçïüñáêâôû", // Italian, Catalan, Occitan
  "áéíñóúüçàèòïêâôãõìù", // Spanish, Portuguese, Galician, Basque, Irish, Gaelic
  "áðéíóúýþæöøåäü", // Icelandic, Faroese
  "äõöüšžé", // Estonian
  "ëçéâêîûíóôàìòùïöäáúÿ", // Albanian, Welsh, Breton, Luxembourgish
].map(lettersOf);

/** Countries' domains, and what is written there. */
const DOMAINS: Readonly<Record<string, string>> = {
  pl: "pl",
  cz: "cs",
  sk: "sk",
  hu: "hu",
  si: "sl",
  hr: "hr",
  ba: "bs",
  rs: "sr",
  ro: "ro",
  tr: "tr",
  lt: "lt",
  lv: "lv",
};

/** Of all letters, those beyond ASCII, at least: less are names in another language. */
const LEAST_SHARE = 0.004;
/** Of the letters beyond ASCII, those of the language, at least: a name or a word may be another's. */
const LEAST_FIT = 0.96;
/** Letters that windows-1252 would read as others, at least, where neither page nor domain says what language it is. */
const LEAST_TOLD = 3;
/** Of the language's letters, capitals counted apart, those that are used, at least: footnotes and cubic metres use two or three of Polish. */
const LEAST_USED = 0.2;

/**
 * Undefined where nothing fits: then it is another script. A language that the page states is believed; the domain of a country, by which
 * browsers go (chardetng does), decides where its language fits as well as the West; else no Western language may fit as well.
 *
 * @param bytes no UTF-8, of an encoding that extends ASCII
 */
export function latinEncoding(bytes: Uint8Array, url?: string): string | undefined {
  const ascii = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const stated = statedLanguage(ascii);
  const places = [...ascii.matchAll(/[\x80-\xff]/g)].map(({ index }) => index);
  const west = read(bytes, WESTERN, places);
  const westFit = Math.max(...WEST.map((letters) => fitOf(west, letters)));
  const western = westFit >= LEAST_FIT ? WESTERN : undefined;
  // What templates state by default says nothing.
  const isStated = stated !== undefined && stated !== "en";
  if (isStated && !ELSEWHERE[stated]) return western;
  const said = ELSEWHERE[(isStated ? stated : domainOf(url)) ?? ""];
  const plain = ascii.replace(/<[^<>]*>/g, "").match(/[a-z]/gi)?.length ?? 0;
  let best = { encoding: western, fit: isStated ? 0 : westFit, use: said ? 0 : 1 };
  for (const { encodings, letters } of said ? [said] : Object.values(ELSEWHERE)) {
    for (const encoding of encodings) {
      const signs = read(bytes, encoding, places);
      const told = signs.filter((sign, at) => sign !== west[at]);
      const fit = fitOf(isStated ? told : signs, letters);
      if (fit < LEAST_FIT || countOf(told, letters) < (said ? 1 : LEAST_TOLD)) continue;
      if (countOf(signs, letters) < LEAST_SHARE * (plain + signs.length)) continue;
      const use = new Set(signs.filter((sign) => letters.has(sign))).size / letters.size;
      if (!said && use < LEAST_USED) continue;
      // Small alphabets lie within larger ones: of two that fit, the one is meant of which more is used.
      if (fit > best.fit || (fit === best.fit && use > best.use)) best = { encoding, fit, use };
    }
  }
  return best.encoding;
}

/** Signs that stand after a letter, or before one, where an encoding tears words: "zosta³" was "został". */
const AFTER_NO_LETTER = /[¡-§¨¬¯±-´µ¶¸¹¼-¿]/;
const BEFORE_NO_LETTER = /[¢¤-¦¨¬¯±-¶¸¹¼-¾]/;

/** What stands at these places: a letter, or what cannot stand in a word there; undefined for signs that any text may hold. */
function read(bytes: Uint8Array, encoding: string, places: readonly number[]): (string | undefined)[] {
  const text = new TextDecoder(encoding).decode(bytes);
  return places.map((place) => {
    const sign = text[place]!;
    if (/[\p{L}\x80-\x9f\ufffd]/u.test(sign) && !/[ªº]/.test(sign)) return sign;
    const isTorn =
      (isLetter(text[place - 1]) && AFTER_NO_LETTER.test(sign)) ||
      (isLetter(text[place + 1]) && BEFORE_NO_LETTER.test(sign));
    return isTorn ? sign : undefined;
  });
}

const isLetter = (sign: string | undefined): boolean => sign !== undefined && /\p{L}/u.test(sign);

const countOf = (signs: readonly (string | undefined)[], letters: Letters): number =>
  signs.filter((sign) => letters.has(sign)).length;

function fitOf(signs: readonly (string | undefined)[], letters: Letters): number {
  const read = signs.filter((sign) => sign !== undefined).length;
  return read === 0 ? 1 : countOf(signs, letters) / read;
}

/** ISO 639-1, as `<html lang>` or its forerunner says. */
const statedLanguage = (html: string): string | undefined =>
  (/<html\b[^<>]{0,300}?\blang\s{0,4}=\s{0,4}["']?([a-z]{2})\b/i.exec(html) ??
    /<meta\b[^<>]{0,100}content-language["']?\s{1,4}content\s{0,4}=\s{0,4}["']?([a-z]{2})\b/i.exec(
      html,
    ))?.[1]?.toLowerCase();

const domainOf = (url: string | undefined): string | undefined =>
  DOMAINS[(url === undefined ? undefined : URL.parse(url)?.hostname.split(".").at(-1)) ?? ""];
