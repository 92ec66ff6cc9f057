// tokenise(): the one place where running text becomes tokens; every count of the house comes from here.
import { type Rules, rulesFor } from "./rules.ts";
import { AS_WRITTEN, BY_RULES, scanWords, type Take } from "./word-scan.ts";

/** The tokens of one text: what they count as, and where they stand in it (UTF-16 units, end excluded). */
export interface Tokens {
  readonly forms: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** What Unicode's word rules would tear apart: addresses, and names and tags with their sign. */
const SPECIAL =
  /(?<![\p{L}\p{N}_@#])(?:https?:\/\/|www\.)[^\s<>"“”«»]{1,2000}|(?<![\p{L}\p{N}\p{M}_.@#/&])[@#][\p{L}\p{N}\p{M}_]{1,200}/giu;
const MAYBE_SPECIAL = /[@#]|:\/\/|www\./i;
/** Signs that belong to the sentence when they end an address. */
const SENTENCE_END = new Set(".,;:!?'’)]}…");
const EMOJI = /[\p{Emoji_Presentation}\p{RI}\uFE0F\u2600-\u27BF]/u;
const HAS_LETTER = /\p{L}/u;

/**
 * Cuts a text into tokens by Unicode's word boundaries (UAX #29, `Intl.Segmenter`): segments with a letter or a digit, and emoji.
 * `www.` and `http(s)://` addresses, `@names` and `#tags` are one token each. Forms are folded to lower case, with straight
 * apostrophes. `language` is a BCP 47 tag.
 *
 * @example
 * tokenise("She didn’t see the well-known #Ferry.").forms; // ["she", "didn't", "see", "the", "well", "known", "#ferry"]
 */
export function tokenise(text: string, language?: string | null): Tokens {
  return cut(text, rulesFor(language));
}

/** The same with the rules in hand. */
export function cut(text: string, rules: Rules): Tokens {
  const tokens: { forms: string[]; starts: number[]; ends: number[] } = { forms: [], starts: [], ends: [] };
  cutInto(text, rules, (start, end, folding) => {
    const written = text.slice(start, end);
    tokens.forms.push(folding === AS_WRITTEN ? written : rules.fold(written));
    tokens.starts.push(start);
    tokens.ends.push(end);
  });
  return tokens;
}

/** Tells of each token in order, without making its form. */
export function cutInto(text: string, rules: Rules, take: Take): void {
  const others = {
    elide: (start: number, end: number) => elide(text, start, end, rules, take),
    strange: (start: number, end: number) => segmented(text, start, end, rules, take),
  };
  let from = 0;
  if (MAYBE_SPECIAL.test(text)) {
    for (const found of text.matchAll(SPECIAL)) {
      const end = specialEnd(found[0], found.index);
      if (end === undefined) continue;
      scanWords(text, from, found.index, rules, take, others);
      take(found.index, end, BY_RULES);
      from = end;
    }
  }
  scanWords(text, from, text.length, rules, take, others);
}

/** Undefined for what only looks special: "#1", "https://" alone. */
function specialEnd(found: string, start: number): number | undefined {
  if (found[0] === "@" || found[0] === "#") return HAS_LETTER.test(found) ? start + found.length : undefined;
  let length = found.length;
  while (SENTENCE_END.has(found[length - 1]!)) length--;
  return length > (found.includes("://") ? found.indexOf("://") + 3 : 4) ? start + length : undefined;
}

function segmented(text: string, from: number, to: number, rules: Rules, take: Take): void {
  for (const { segment, index, isWordLike } of rules.segmenter.segment(text.slice(from, to))) {
    const start = from + index;
    const end = start + segment.length;
    if (isWordLike) {
      if (rules.elided.size > 0) elide(text, start, end, rules, take);
      else take(start, end, BY_RULES);
    } else if (segment.charCodeAt(0) > 0xff && EMOJI.test(segment)) take(start, end, BY_RULES);
  }
}

function elide(text: string, start: number, end: number, rules: Rules, take: Take): void {
  let from = start;
  for (let i = start; i < end - 1; i++) {
    if (text[i] !== "'" && text[i] !== "’") continue;
    if (!rules.elided.has(rules.fold(text.slice(from, i)))) break;
    take(from, i + 1, BY_RULES);
    from = i + 1;
  }
  take(from, end, BY_RULES);
}
