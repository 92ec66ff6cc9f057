// Mentions in one text: where it names somebody whom the thread knows, and the same text with pseudonyms in their place.
import { calledAs } from "@belowline/schema";

/** Who is meant by what was written; undefined where nobody of the thread is. */
export interface Callers {
  /** By a whole name, folded by `calledAs`, and as it was written. */
  whole(called: string, written: string): string | undefined;
  /** By the first word of a name, folded. */
  first(called: string): string | undefined;
}

interface Word {
  readonly start: number;
  readonly end: number;
  readonly called: string;
}

/** Words of the longest name that is looked for. */
const LONGEST = 5;
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
/** What may stand between two words of one name. */
const WITHIN = /^(?:[ \u00a0.'’_-]|\.[ \u00a0])$/;
/** `Ann` is not in "Ann-Marie" and not in "ann.example". */
const CONTINUES = /^[-.][\p{L}\p{N}]/u;
const AT_SIGN = /[@＠]$/;
/** What follows the name of somebody who is spoken to. */
const ADDRESSED = /^\s?[,:]/;
const QUOTING = /[\s>"„“»«'-]/;
const CAPITAL = /^[\p{Lu}\p{Lo}\p{N}]/u;
const PROFILE = /\/(?:by|u|users?|authors?|profiles?|members?|people)\/$/i;
const CASELESS = /^\p{Lo}/u;

/**
 * The text with a pseudonym in place of each mention. A mention is: any spelling of a name, or its first word, behind an `@`; the same at
 * the beginning of a line before a comma or colon; elsewhere a name of several words that begins with a capital, or one word that no
 * sentence would hold by itself: with a digit, an underscore or a capital inside, or capitalised and nowhere in the text without.
 *
 * @example
 * coverText("@Ada, no", { whole: (called) => (called === "ada" ? "c_abcdefghijklmnop" : undefined), first: () => undefined });
 */
export function coverText(text: string, callers: Callers): string {
  const words: Word[] = Array.from(text.matchAll(WORD), ({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
    called: calledAs(word),
  }));
  let plain: ReadonlySet<string> | undefined;
  const isPlain = (word: string): boolean => {
    plain ??= new Set(words.map(({ start, end }) => text.slice(start, end)));
    return plain.has(word.toLowerCase());
  };
  let covered = "";
  let copied = 0;
  for (let at = 0; at < words.length; at++) {
    const found = mentionAt(text, words, at, callers, isPlain);
    if (!found) continue;
    covered += text.slice(copied, words[at]!.start) + found.pseudonym;
    copied = found.end;
    at = found.last;
  }
  return copied === 0 ? text : covered + text.slice(copied);
}

interface Mention {
  readonly pseudonym: string;
  readonly end: number;
  /** Its last word. */
  readonly last: number;
}

function mentionAt(
  text: string,
  words: readonly Word[],
  at: number,
  callers: Callers,
  isPlain: (word: string) => boolean,
): Mention | undefined {
  const { start } = words[at]!;
  const before = text.slice(Math.max(0, start - 12), start);
  const addressed = AT_SIGN.test(before) || PROFILE.test(before);
  const begins = isLineBegin(text, start);
  const capital = CAPITAL.test(text.slice(start, start + 2));
  if (!addressed && !begins && !capital && !isTelling(text.slice(start, words[at]!.end), isPlain)) return undefined;
  let last = at;
  while (
    last + 1 < words.length &&
    last + 1 - at < LONGEST &&
    WITHIN.test(text.slice(words[last]!.end, words[last + 1]!.start))
  )
    last++;
  for (; last >= at; last--) {
    const { end } = words[last]!;
    if (CONTINUES.test(text.slice(end, end + 3))) continue;
    const written = text.slice(start, end);
    const called = words.slice(at, last + 1).map((word) => word.called);
    const addressing = addressed || (begins && ADDRESSED.test(text.slice(end, end + 2)));
    if (!addressing && !(last === at ? isTelling(written, isPlain) : capital)) continue;
    const name = called.join("");
    const pseudonym =
      name.length < 2 ? undefined : (callers.whole(name, written) ?? (addressing ? callers.first(name) : undefined));
    if (pseudonym !== undefined) return { pseudonym, end, last };
  }
  return addressed && CASELESS.test(text.slice(start, start + 2)) ? prefixAt(text, words, at, callers) : undefined;
}

/** Whether nothing but signs of quotation stands before it in its line. */
function isLineBegin(text: string, start: number): boolean {
  for (let at = start - 1; at >= Math.max(0, start - 40); at--) {
    if (text[at] === "\n") return true;
    if (!QUOTING.test(text[at]!)) return false;
  }
  return start <= 40;
}

/** Whether one word is a name without anything around it that says so. */
const isTelling = (word: string, isPlain: (word: string) => boolean): boolean =>
  (/\p{L}/u.test(word) && /[\p{N}_]/u.test(word)) ||
  /\p{Ll}\p{Lu}/u.test(word) ||
  (/^\p{Lu}/u.test(word) && word.length >= 3 && !isPlain(word));

/** Scripts without blanks: the name is the beginning of the word. */
function prefixAt(text: string, words: readonly Word[], at: number, callers: Callers): Mention | undefined {
  const { start, end } = words[at]!;
  for (let to = Math.min(end, start + 20); to >= start + 2; to--) {
    const written = text.slice(start, to);
    const pseudonym = callers.whole(calledAs(written), written);
    if (pseudonym !== undefined) return { pseudonym, end: to, last: at };
  }
  return undefined;
}
