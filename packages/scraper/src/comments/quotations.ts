// Quotations between comments: what each quotes, and which comment says it itself.
import type { StatedComment } from "@belowline/schema";
import { type AnyNode, isTag } from "domhandler";
import { textOf } from "../html/text.ts";
import { nodesOf } from "./content.ts";

/** Text without what editors change: case, width and blanks. */
export const fold = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

/** Shorter quotations stand in many comments. */
const SHORTEST = 30;
const FEWEST_WORDS = 6;
const MOST_QUOTATIONS = 5;
/** By so many first words a quotation is looked up. */
const OPENING = 5;

/** What a comment quotes: block quotations, lines behind ">", and a text that begins within quotation marks. */
export function quotationsIn({ html, text }: StatedComment): readonly string[] {
  const found: string[] = [];
  if (/<(?:blockquote|q)\b/i.test(html)) found.push(...blocksIn(nodesOf(html)).map((node) => textOf([node])));
  if (text.includes(">")) {
    const lines = text.split("\n").filter((line) => line.startsWith(">"));
    if (lines.length > 0) found.push(lines.map((line) => line.replace(/^>[> ]*/, "")).join(" "));
  }
  const [, marked] = /^[„“"«»”]([^„“"«»”]{30,1000})[“"«»”]/.exec(text.trimStart().slice(0, 1100)) ?? [];
  if (marked !== undefined) found.push(marked);
  return found
    .slice(0, MOST_QUOTATIONS)
    .map(bare)
    .filter((quote) => quote.length >= SHORTEST && quote.split(" ").length >= FEWEST_WORDS);
}

/** The outermost block quotations. */
function blocksIn(nodes: readonly AnyNode[]): readonly AnyNode[] {
  const found: AnyNode[] = [];
  const ahead = [...nodes].reverse();
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (!isTag(node)) continue;
    if (node.name === "blockquote" || node.name === "q") found.push(node);
    else for (let i = node.children.length - 1; i >= 0; i--) ahead.push(node.children[i]!);
  }
  return found;
}

/** Words alone: editors change signs and line breaks in what they quote. */
export const bare = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

export interface Library {
  /** What each comment says itself, in bare words; empty where nothing of it can be quoted. */
  readonly own: readonly string[];
  /** The places of the comments in which the opening of a quotation stands. */
  readonly openings: ReadonlyMap<string, readonly number[]>;
}

const openingOf = (quote: string): string => quote.split(" ").slice(0, OPENING).join(" ");

const longestWord = (words: string): string =>
  words.split(" ").reduce((longest, word) => (word.length > longest.length ? word : longest));

/** Looking for more words than these costs what reading the text does. */
const MOST_TELLING = 50;

/** Whether a text holds none of the words for sure: outside of ASCII only folding tells. */
function lacks(text: string, words: readonly string[]): boolean {
  if (!/^[\u0000-\u007F]*$/.test(text)) return false;
  const lower = text.toLowerCase();
  return !words.some((word) => lower.includes(word));
}

/** Reads every comment once, whatever the number of quotations. */
export function libraryOf(comments: readonly StatedComment[], quotations: readonly (readonly string[])[]): Library {
  const wanted = new Set(quotations.flat().map(openingOf));
  const openings = new Map<string, number[]>();
  if (wanted.size === 0) return { own: [], openings };
  const firstWords = new Set([...wanted].map((opening) => opening.split(" ", 1)[0]!));
  const telling = [...new Set([...wanted].map(longestWord))];
  const own = comments.map(({ text }, at) => {
    if (telling.length <= MOST_TELLING && lacks(text, telling)) return "";
    let words = bare(text);
    for (const quote of quotations[at]!) words = words.replace(quote, "|");
    const all = words.split(" ");
    for (let i = 0; i + OPENING <= all.length; i++) {
      if (!firstWords.has(all[i]!)) continue;
      const run = all.slice(i, i + OPENING).join(" ");
      if (!wanted.has(run)) continue;
      const places = openings.get(run);
      if (places === undefined) openings.set(run, [at]);
      else if (places.at(-1) !== at) places.push(at);
    }
    return words;
  });
  return { own, openings };
}

/** The comments that hold the first of the quotations that any comment holds. */
export function quotedIn(quotes: readonly string[], { own, openings }: Library): readonly number[] {
  for (const quote of quotes) {
    const found = (openings.get(openingOf(quote)) ?? []).filter((at) => ` ${own[at]!} `.includes(` ${quote} `));
    if (found.length > 0) return found;
  }
  return [];
}
