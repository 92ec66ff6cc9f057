// Whether two readings are of one article: how much of the shorter text the other holds, and whether the headlines are the same.
import { foldText } from "@belowline/schema";

export interface Told {
  readonly headline: string;
  readonly text: string;
}

export interface Agreement {
  readonly same: boolean;
  /** For people: "text 0.97, headline". */
  readonly evidence: string;
}

/** Forms of one page differ in captions, boxes and the state of their caches; two articles on one matter share far less. */
const ENOUGH = 0.6;
/** With the same headline: an edited article beside its older form, a live page. */
const ENOUGH_BELOW_HEADLINE = 0.2;
/** Fewer runs of three words are a teaser or a notice, which many pages share. */
const LEAST = 20;
const MOST_WORDS = 20_000;

/** @param page one of the two is a later page of the article, which shares its headline and no text */
export function agreementOf(a: Told, b: Told, page: boolean): Agreement {
  const [left, right] = [runsOf(a.text), runsOf(b.text)];
  const [few, many] = left.size <= right.size ? [left, right] : [right, left];
  let shared = 0;
  for (const run of few) if (many.has(run)) shared++;
  const share = few.size === 0 ? 0 : shared / few.size;
  const key = keyOf(a.headline);
  const headline = key !== "" && key === keyOf(b.headline);
  const same = headline
    ? page || share >= ENOUGH_BELOW_HEADLINE || few.size === 0
    : share >= ENOUGH && few.size >= LEAST;
  return { same, evidence: `text ${share.toFixed(2)}${headline ? ", headline" : ""}` };
}

/** A page number that a later page adds to the headline does not count. */
const keyOf = (headline: string): string =>
  wordsOf(headline.replace(/[\s–|(-]{0,3}\b(?:page|seite|pagina|página|strana) \d{1,2}\b.{0,20}$/iu, "")).join(" ");

/** Words, and each sign of a script that puts no blanks between them. */
const wordsOf = (text: string): readonly string[] =>
  foldText(text)
    .toLowerCase()
    .match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}]|[\p{L}\p{M}\p{N}]+/gu) ?? [];

function runsOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text).slice(0, MOST_WORDS);
  const runs = new Set<string>();
  for (let i = 0; i + 2 < words.length; i++) runs.add(`${words[i]} ${words[i + 1]} ${words[i + 2]}`);
  return runs;
}
