// What a stored text may be: NFC, no control or zero-width junk, no mojibake, nothing that Postgres or JSON refuses.
import { repairMojibake } from "./mojibake.ts";

const JUNK = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u200B\u2060\uFEFF]/g;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const LINE_END = /\r\n?|\u0085|\u2028|\u2029/g;
const BLANKS = /[^\S\n]+/g;

/**
 * Normalises running text: NFC, one blank between words, one newline between paragraphs, no empty lines, no NUL or other
 * control characters, no zero-width space, soft hyphen or byte-order mark; lone surrogates become U+FFFD. The zero-width
 * joiner and non-joiner stay: Persian, Hindi and emoji sequences need them. Mojibake is put right (see `repairMojibake`), first
 * of all: blanks and soft hyphens are half of its letters.
 *
 * @example
 * cleanText("A  b\r\n\r\n c\u0000"); // "A b\nc"
 */
export function cleanText(text: string): string {
  if (isClean(text)) return text;
  const cleaned = wellFormed(repairMojibake(text).replace(LINE_END, "\n"))
    .replace(JUNK, "")
    .replace(BLANKS, " ")
    .replace(/ ?\n[ \n]*/g, "\n")
    .trim()
    .normalize("NFC");
  return repairMojibake(cleaned) === cleaned ? cleaned : cleanText(cleaned);
}

/**
 * Most lines are clean as they come, and looking is four times cheaper than replacing. Clean for sure: printable ASCII, Latin
 * letters that are one code point, curly quotes and dashes, with single blanks or newlines between them.
 */
function isClean(text: string): boolean {
  let afterBlank = true;
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 32 || code === 10) {
      if (afterBlank) return false;
      afterBlank = true;
    } else if ((code > 32 && code < 127) || (code >= 0xc0 && code < 0x250) || (code >= 0x2010 && code < 0x2028)) {
      afterBlank = false;
      // "Ã–": a letter and a sign that may be one letter gone wrong.
      if (code > 0x151 && last > 0xc1 && last < 0xf5) return false;
    } else return false;
    last = code;
  }
  return !afterBlank || text === "";
}

/**
 * Normalises program text: as `cleanText`, but line breaks, empty lines and the blanks at a line's beginning stay, tabs too.
 *
 * @example
 * cleanCode("\r\nif (a) {\r\n\tb()  \r\n}\r\n"); // "if (a) {\n\tb()\n}"
 */
export function cleanCode(text: string): string {
  return wellFormed(text.replace(LINE_END, "\n"))
    .replace(JUNK, "")
    .replaceAll("\u00A0", " ")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+/, "")
    .trimEnd()
    .normalize("NFC");
}

/** `cleanText` on one line, for headlines and names. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\n/g, " ");

/**
 * Keeps markup as it is but for what no Postgres text or jsonb can hold: NUL goes, lone surrogates become U+FFFD. A byte-order mark
 * before it goes too, for PGlite does not give it back.
 */
export const storable = (text: string): string =>
  wellFormed(text)
    .replaceAll("\u0000", "")
    .replace(/^\uFEFF+/, "");

/** Every string within a JSON value made storable, keys included. */
export function storableJson<T>(value: T): T {
  if (typeof value === "string") return storable(value) as T;
  if (Array.isArray(value)) return value.map(storableJson) as T;
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [storable(k), storableJson(v)])) as T;
  }
  return value;
}

const wellFormed = (text: string): string => (text.isWellFormed() ? text : text.replace(LONE_SURROGATE, "\uFFFD"));

/** Number of words by Unicode word boundaries (UAX #29), counting segments that hold a letter or a digit. */
export function countWords(text: string, language?: string | null): number {
  let words = 0;
  let rest = "";
  for (let at = 0; at < text.length; ) {
    const end = endOfChunk(text, at);
    const plain = plainWords(text, at, end);
    // Signs that bind some words and part others, and all other scripts, are for the standard's own rules.
    if (plain < 0) rest += ` ${text.slice(at, end)}`;
    else words += plain;
    at = end + 1;
  }
  if (rest !== "") for (const segment of segmenter(language).segment(rest)) if (segment.isWordLike) words++;
  return words;
}

/** No word reaches over a blank. */
function endOfChunk(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) > 32) at++;
  return at;
}

/** The words of a chunk of Latin letters, digits and signs that part words for sure; -1 for any other chunk. */
function plainWords(text: string, from: number, to: number): number {
  let words = 0;
  let isIn = false;
  let isBound = false;
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i);
    if (isPlainLetter(code)) {
      if (isBound) return -1;
      if (!isIn) words++;
      isIn = true;
    } else if (BINDING.includes(text[i]!)) {
      isBound = isIn;
      isIn = false;
    } else if (PARTING.includes(text[i]!)) isIn = isBound = false;
    else return -1;
  }
  return words;
}

const isPlainLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  (code >= 0xc0 && code < 0x250 && code !== 0xd7 && code !== 0xf7);
/** Between two letters or digits these may belong to the word ("don't", "1,000"); elsewhere they part. */
const BINDING = ".,:;'’";
const PARTING = '-–—/()[]!?"“”„«»';

const segmenters = new Map<string, Intl.Segmenter>();
function segmenter(language: string | null | undefined): Intl.Segmenter {
  const key = language ?? "";
  let found = segmenters.get(key);
  if (!found) {
    try {
      found = new Intl.Segmenter(language ?? undefined, { granularity: "word" });
    } catch {
      found = new Intl.Segmenter(undefined, { granularity: "word" }); // a page may claim any nonsense as its language
    }
    segmenters.set(key, found);
  }
  return found;
}
