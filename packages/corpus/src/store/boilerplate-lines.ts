// The lines of an article: its blocks and their sentences, each under keys by which the same line is known in other articles.
import { createHash } from "node:crypto";
import type { Block, PublisherId } from "@belowline/schema";

/** A piece of a body that may be boilerplate. */
export interface Line {
  /** Index of its block. */
  readonly at: number;
  /** Index of its item, for lists. */
  readonly item: number | null;
  /** Characters within the block's text; the whole text for whole blocks. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly whole: boolean;
  /** Holds no other line. */
  readonly single: boolean;
  readonly head: boolean;
  readonly tail: boolean;
  readonly quoted: boolean;
  /** The exact one first; empty where the line says too little to be known again. */
  readonly keys: readonly LineKey[];
}

export interface LineKey {
  readonly key: number;
  /** Words that made the key. */
  readonly words: number;
  readonly exact: boolean;
}

/** A body longer than this is read to here: lines that recur stand at the ends and between the first paragraphs. */
const MOST_LINES = 1500;
/** The first and the last blocks of a body, at most; of a short body a third and a half. */
const HEAD = 2;
const TAIL = 4;
/** A sentence of fewer words ("He did.") says too little; a whole block of one word ("Advertisement") may be enough. */
const FEWEST_IN_SENTENCE = 3;
/** Small changes are looked for in lines up to so many words: longer ones recur verbatim or are no boilerplate. */
const MOST_NEAR = 30;
/** With fewer words a key with parts left out would say nothing. */
const FEWEST_NEAR = 6;
const FEWEST_WITHOUT_NAMES = 5;
/** In shorter lines the number is what is said ("Attendance: 4,200"), so it counts. */
const FEWEST_FOLDED = 6;

/** Cuts a body into lines: each text block or list item, and the sentences of those that hold several. */
export function linesOf(publisher: PublisherId, blocks: readonly Block[]): Line[] {
  const texts = blocks.flatMap((block, at) =>
    textsOf(block).map((one) => ({ at, ...one, speech: block.kind === "quote" })),
  );
  const places = [...new Set(texts.map(({ at }) => at))];
  const head = new Set(places.slice(0, Math.min(HEAD, Math.floor(places.length / 3))));
  const tail = new Set(places.slice(places.length - Math.min(TAIL, Math.floor(places.length / 2))));
  const lines: Line[] = [];
  for (const { at, item, text, speech } of texts) {
    if (lines.length >= MOST_LINES) break;
    const where = { at, item, head: head.has(at), tail: tail.has(at) };
    const sentences = item === null ? sentencesOf(text) : [];
    const all = { start: 0, end: text.length, text, whole: true, single: sentences.length === 0 };
    lines.push({ ...where, ...all, quoted: speech || isSpeech(text), keys: keysOf(publisher, text, true, true) });
    sentences.forEach((sentence, i) => {
      const near = i === 0 || i === sentences.length - 1;
      const quoted = speech || isSpeech(text) || isSpeech(sentence.text);
      const keys = keysOf(publisher, sentence.text, false, near);
      lines.push({ ...where, ...sentence, whole: false, single: true, quoted, keys });
    });
  }
  return lines;
}

function textsOf(block: Block): { item: number | null; text: string }[] {
  if (block.kind === "paragraph" || block.kind === "heading" || block.kind === "quote") {
    return [{ item: null, text: block.text }];
  }
  return block.kind === "list" ? block.items.map((text, item) => ({ item, text })) : [];
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "sentence" });

/** By Unicode's rules (UAX #29): the pieces put together are the text. Empty for a text of one sentence. */
function sentencesOf(text: string): { start: number; end: number; text: string }[] {
  if (text.length < 20) return [];
  const found = [...segmenter.segment(text)].map(({ segment, index }) => ({
    start: index,
    end: index + segment.length,
    text: segment,
  }));
  return found.length > 1 ? found : [];
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts without blanks between words: about two characters make one. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu;
const LETTER = /\p{L}/u;
const SPEECH = /[“„«「"][^”“»」"„«「]*[”“»」"]/g;

/** Mostly somebody's spoken words: two stories may quote the same ones. */
function isSpeech(text: string): boolean {
  const spoken = (text.match(SPEECH) ?? []).reduce((sum, part) => sum + part.length, 0);
  return spoken * 5 > text.length * 2;
}

/**
 * Several readings of one line, so that small changes leave at least one of them as it was: numbers folded to 0; names, and
 * months where they are written like names, left out; one third of the words left out, whichever holds the changed word.
 */
function keysOf(publisher: PublisherId, text: string, whole: boolean, near: boolean): LineKey[] {
  const words = text.normalize("NFKC").match(WORD) ?? [];
  const size = Math.max(words.length, Math.ceil((text.match(UNSPACED)?.length ?? 0) / 2));
  if (!LETTER.test(text) || (!whole && size < FEWEST_IN_SENTENCE)) return [];
  const fold = words.length >= FEWEST_FOLDED;
  const plain = words.map((word) => (fold ? word.toLowerCase().replace(/\p{N}+/gu, "0") : word.toLowerCase()));
  const keys: LineKey[] = [{ key: hashOf(publisher, "=", plain), words: size, exact: true }];
  if (!near || plain.length < FEWEST_NEAR || plain.length > MOST_NEAR) return keys;
  const lower = plain.filter((word, i) => word[0] === words[i]![0] || word === "0");
  if (lower.length >= FEWEST_WITHOUT_NAMES && lower.length < plain.length) {
    keys.push({ key: hashOf(publisher, "a", lower), words: lower.length, exact: false });
  }
  const [a, b] = [Math.round(plain.length / 3), Math.round((plain.length * 2) / 3)];
  for (const [from, to] of [
    [0, a],
    [a, b],
    [b, plain.length],
  ] as const) {
    const rest = [...plain.slice(0, from), "…", ...plain.slice(to)];
    keys.push({ key: hashOf(publisher, `/${plain.length}`, rest), words: plain.length, exact: false });
  }
  return keys;
}

/** The keys of a text given as a line of its own. */
export const keysOfLine = (publisher: PublisherId, text: string): LineKey[] => keysOf(publisher, text, true, true);

/** The line of all articles: its count is the number of them. */
export const totalKey = (publisher: PublisherId): number => hashOf(publisher, "*", []);

/** 53 bits: exact as a JavaScript number and in JSON; among ten million lines one chance in two hundred of a false pair. */
function hashOf(publisher: PublisherId, reading: string, words: readonly string[]): number {
  const digest = createHash("sha1")
    .update(`${publisher}\n${reading}\n${words.join(" ")}`)
    .digest();
  return digest.readUIntBE(0, 6) * 32 + (digest[6]! >> 3);
}
