// JSON-LD's articleBody as a body: taken where the page's own text is missing or a part of it, after a check against the page.
import { type Block, cleanText, type JsonObject } from "@belowline/schema";
import { parseBounded } from "../html/parse.ts";
import { textOf } from "../html/text.ts";
import { decodeTwice, listOf } from "./json-ld.ts";

/** A shorter one is a teaser. */
const SHORTEST = 400;
/** One that is longer is no article. */
const LONGEST = 400_000;
/** Ends of texts that somebody cut. */
const CUT = /(?:…|\.\.\.|\[\s?(?:…|\.\.\.)\s?\])\s*$/;
const SHINGLE = 3;
const MOST_WORDS = 3000;

/**
 * The blocks of the stated text, or undefined where the page's own is as good. A stated text that was cut, that says less than the
 * page, or that speaks of something else than headline and description do, loses.
 */
export function statedBody(
  node: JsonObject | undefined,
  own: string,
  about: readonly (string | null | undefined)[],
): readonly Block[] | undefined {
  const text = statedText(node);
  if (text === undefined || text.length < 1.3 * own.length) return undefined;
  if (CUT.test(text) && own.length > text.length / 3) return undefined;
  const said = shinglesOf(text);
  if (own.length >= SHORTEST / 2) {
    // A part of the whole: what the page shows is nearly all in what it states; of a teaser with what stands around it, some.
    const isTeaser = text.length > 3 * own.length && speaksOf(text, about);
    if (shareIn(shinglesOf(own), said) < (isTeaser ? 0.25 : 0.8)) return undefined;
  } else if (!speaksOf(text, about)) return undefined;
  return text.split("\n").map((line) => ({ kind: "paragraph", text: line }));
}

function statedText(node: JsonObject | undefined): string | undefined {
  const [stated] = listOf(node?.articleBody);
  if (typeof stated !== "string" || stated.length < SHORTEST || stated.length > LONGEST) return undefined;
  const decoded = decodeTwice(stated);
  // Plugins put the post's markup there as it is.
  const text = /<\/?(?:p|br|div|a|strong|em|h[1-6]|ul|li)\b/i.test(decoded)
    ? textOf(parseBounded(decoded).children)
    : cleanText(decoded);
  return text.length < SHORTEST ? undefined : text;
}

/** Half of the longer words of the headline or description, at least. */
export function speaksOf(text: string, about: readonly (string | null | undefined)[]): boolean {
  const said = new Set(wordsOf(text));
  const asked = about
    .map((line) => wordsOf(line ?? "").filter((word) => word.length > 3))
    .filter((it) => it.length > 1);
  if (asked.length === 0) return true;
  return asked.some((words) => words.filter((word) => said.has(word)).length >= words.length / 2);
}

const wordsOf = (text: string): readonly string[] =>
  (
    text
      .slice(0, LONGEST)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).slice(0, MOST_WORDS);

function shinglesOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  const found = new Set<string>();
  for (let i = 0; i + SHINGLE <= words.length; i++) found.add(words.slice(i, i + SHINGLE).join(" "));
  return found;
}

function shareIn(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  if (part.size === 0) return 1;
  let shared = 0;
  for (const shingle of part) if (whole.has(shingle)) shared++;
  return shared / part.size;
}
