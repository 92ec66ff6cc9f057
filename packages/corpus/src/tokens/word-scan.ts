// scanWords(): Unicode's word boundaries (UAX #29) for Latin, Greek and Cyrillic by a table, several times faster than ICU's iterator.
import { LONGEST, type Rules } from "./rules.ts";

/** How the form of a token follows from what is written. */
export const AS_WRITTEN = 0;
/** Sign by sign, by `lower`. */
export const BY_SIGN = 1;
/** Only by `rules.fold`. */
export const BY_RULES = 2;
export type Folding = typeof AS_WRITTEN | typeof BY_SIGN | typeof BY_RULES;

/** Is told of each token in order. */
export type Take = (start: number, end: number, folding: Folding) => void;

/** What the table cannot cut. */
export interface Others {
  /** A word with an apostrophe, in a language that elides. */
  elide(start: number, end: number): void;
  /** A piece with other scripts, emoji or marks, from the blank before it on. */
  strange(start: number, end: number): void;
}

/** Word_Break classes, as UAX #29 names them; `strange` is whatever the table leaves to `Intl.Segmenter`. */
const OTHER = 0;
const SPACE = 1;
const LETTER = 2;
const NUMERIC = 3;
const EXTEND_NUM_LET = 4;
const MID_LETTER = 5;
const MID_NUM = 6;
const MID_NUM_LET = 7;
const STRANGE = 8;

const joinsLetters = (kind: number): boolean => kind === MID_LETTER || kind === MID_NUM_LET;
const joinsDigits = (kind: number): boolean => kind === MID_NUM || kind === MID_NUM_LET;

const SIZE = 0x2070;
const KINDS = new Uint8Array(SIZE).fill(STRANGE);
const FOLDINGS = new Uint8Array(SIZE);
/** The folded sign, for those that fold by sign. */
export const LOWER = new Uint16Array(SIZE);
/** What belongs to its neighbours as a mark does: soft hyphen and cedilla. */
const MARKS = new Set([0xad, 0xb8]);
/** The small sigma depends on its place. */
const SIGMA = 0x3a3;

for (let code = 0; code < SIZE; code++) {
  const sign = String.fromCharCode(code);
  const latin = code < 0x2b0;
  const greekOrCyrillic = code >= 0x370 && code < 0x530;
  if ((latin || greekOrCyrillic) && /\p{L}/u.test(sign)) KINDS[code] = LETTER;
  else if (latin && !MARKS.has(code)) KINDS[code] = OTHER;
  else if ((code >= 0x2010 && code <= 0x2027) || (code >= 0x2030 && code <= 0x205e)) KINDS[code] = OTHER;
  const lower = sign.toLowerCase();
  LOWER[code] = lower.charCodeAt(0);
  if (lower !== sign) FOLDINGS[code] = lower.length === 1 && code !== SIGMA ? BY_SIGN : BY_RULES;
}
const set = (signs: string, kind: number): void => {
  for (const sign of signs) KINDS[sign.charCodeAt(0)] = kind;
};
set("0123456789", NUMERIC);
set(" \n", SPACE);
set("_\u203f\u2040\u2054", EXTEND_NUM_LET);
set("\u00b7\u0387\u2027", MID_LETTER);
set(",;\u037e\u2044", MID_NUM);
set(".'\u2018\u2019\u2024", MID_NUM_LET); // Single_Quote (') joins letters and digits as these do
const [APOSTROPHE, CURLY, COLON] = ["'", "’", ":"].map((sign) => sign.charCodeAt(0)) as [number, number, number];
FOLDINGS[CURLY] = BY_SIGN;
LOWER[CURLY] = APOSTROPHE;

/** Takes the words of text[from..to). */
export function scanWords(text: string, from: number, to: number, rules: Rules, take: Take, others: Others): void {
  const { colonJoins, foldsBySign } = rules;
  const elides = rules.elided.size > 0;
  const kindAt = (at: number): number => {
    const code = text.charCodeAt(at);
    if (code >= SIZE) return STRANGE;
    return colonJoins && code === COLON ? MID_LETTER : KINDS[code]!;
  };
  /** The next blank behind which nothing strange follows at once: a text in another script is one piece. */
  const strangeEnd = (start: number): number => {
    for (let at = start; ; ) {
      while (at < to && kindAt(at) !== SPACE) at++;
      const end = at;
      while (at < to && kindAt(at) === SPACE) at++;
      if (at === to || kindAt(at) !== STRANGE) return end;
    }
  };
  let blank = from;
  let at = from;
  while (at < to) {
    // From one blank to the next: what a mark or a joiner does to its neighbours ends there.
    if (kindAt(at) === SPACE) {
      blank = ++at;
      continue;
    }
    let end = at + 1;
    let kind = kindAt(at);
    while (kind !== STRANGE && end < to) {
      kind = kindAt(end);
      if (kind === SPACE) break;
      end++;
    }
    if (kind === STRANGE) {
      end = strangeEnd(end);
      others.strange(Math.max(from, blank - 1), end);
    } else wordsOf(at, end);
    at = end;
  }

  /** The words of a piece that the table knows. */
  function wordsOf(first: number, last: number): void {
    for (let at = first; at < last; ) {
      const start = at;
      let kind = kindAt(at++);
      if (kind < LETTER || kind > EXTEND_NUM_LET) continue;
      let folding = FOLDINGS[text.charCodeAt(start)]!;
      let apostrophe = false;
      for (let before = kind; at < last; ) {
        kind = kindAt(at);
        if (kind >= LETTER && kind <= EXTEND_NUM_LET) {
          before = kind;
          folding |= FOLDINGS[text.charCodeAt(at++)]!;
          continue;
        }
        const joins = before === LETTER ? joinsLetters(kind) : before === NUMERIC && joinsDigits(kind);
        if (!joins || at + 1 === last || kindAt(at + 1) !== before) break;
        const code = text.charCodeAt(at++);
        folding |= FOLDINGS[code]!;
        apostrophe ||= code === APOSTROPHE || code === CURLY;
      }
      const length = at - start;
      if (length === 1 && kindAt(start) === EXTEND_NUM_LET) continue; // of which ICU counts only two or more as a word
      if (elides && apostrophe) others.elide(start, at);
      else if (folding > BY_SIGN || length > LONGEST || (folding !== AS_WRITTEN && !foldsBySign)) {
        take(start, at, BY_RULES);
      } else take(start, at, folding as Folding);
    }
  }
}
