// tokenise(): the one place where running text becomes tokens; every count of the house comes from here.
import { type Rules, rulesFor } from "./rules.ts";

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
  const tokens = { forms: [], starts: [], ends: [] };
  let from = 0;
  if (MAYBE_SPECIAL.test(text)) {
    for (const found of text.matchAll(SPECIAL)) {
      const end = specialEnd(found[0], found.index);
      if (end === undefined) continue;
      plain(text, from, found.index, rules, tokens);
      push(tokens, text, found.index, end, rules);
      from = end;
    }
  }
  plain(text, from, text.length, rules, tokens);
  return tokens;
}

/** Undefined for what only looks special: "#1", "https://" alone. */
function specialEnd(found: string, start: number): number | undefined {
  if (found[0] === "@" || found[0] === "#") return HAS_LETTER.test(found) ? start + found.length : undefined;
  let length = found.length;
  while (SENTENCE_END.has(found[length - 1]!)) length--;
  return length > (found.includes("://") ? found.indexOf("://") + 3 : 4) ? start + length : undefined;
}

interface Growing {
  forms: string[];
  starts: number[];
  ends: number[];
}

function plain(text: string, from: number, to: number, rules: Rules, tokens: Growing): void {
  if (from === to) return;
  const piece = from === 0 && to === text.length ? text : text.slice(from, to);
  for (const { segment, index, isWordLike } of rules.segmenter.segment(piece)) {
    const start = from + index;
    if (isWordLike) {
      if (rules.elided.size > 0) elide(segment, start, rules, tokens, text);
      else push(tokens, text, start, start + segment.length, rules);
    } else if (segment.charCodeAt(0) > 0xff && EMOJI.test(segment)) {
      push(tokens, text, start, start + segment.length, rules);
    }
  }
}

function elide(word: string, start: number, rules: Rules, tokens: Growing, text: string): void {
  let from = 0;
  for (let i = 0; i < word.length - 1; i++) {
    if (word[i] !== "'" && word[i] !== "’") continue;
    if (!rules.elided.has(rules.fold(word.slice(from, i)))) break;
    push(tokens, text, start + from, start + i + 1, rules);
    from = i + 1;
  }
  push(tokens, text, start + from, start + word.length, rules);
}

function push(tokens: Growing, text: string, start: number, end: number, rules: Rules): void {
  tokens.forms.push(rules.fold(text.slice(start, end)));
  tokens.starts.push(start);
  tokens.ends.push(end);
}
