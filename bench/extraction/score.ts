// The scorer: how alike two texts are by 4-token shingles and by lines, and which lines of one text stand in another.

/**
 * # How figures are made
 * - A **token** is a run of letters, marks and digits, lower case, NFKC; each Han, Hiragana, Katakana or Thai letter is a token of its own.
 * - A **shingle** is four tokens in a row; a text of one to three tokens is one shingle. Shingles count as often as they occur.
 * - **Precision** is the share of the returned shingles that the gold has, **recall** the share of the gold's that were returned,
 *   **F1** their harmonic mean. A page's F1 is 0 where nothing is shared; a figure is the mean over pages, so that one long page is one page.
 * - A **pooled** F1 is taken over the shingles (or lines) of all pages at once, so that a long thread weighs more than a short one.
 * - A **line** is what stands between line breaks. Lines **agree** by their letters alone (NFKC, lower case), from 25 letters on, and count as often as they occur.
 *   So "November 8, 2012 at 10:38 pm" and "Ada says:" are no lines: the gold of `dragnet` is the text as printed, with the lines that name author
 *   and date between the comments, which an extractor of records keeps apart. Compared with digits, a perfect text would reach a line F1 of .77, without them .92.
 *   Shingles cannot be freed of them: there the same perfect text (gold without lines of date or name) reaches a mean of .84, pooled .89. That is the ceiling.
 * - On **forum pages** (`wcxb-forum-dev`) the gold is the conversation, opening post and answers with names and dates, of which it mostly holds
 *   the first few posts. There the body of each tool is what it returns of the conversation: its article's text and its comments. Belowline
 *   gives such a page as a thread without an article; the peers give all they find as one text. The figures are named "conversation", and
 *   stand apart from those of articles.
 * - A gold comment line (white space collapsed, 25 characters or more) **leaks** when it stands within the returned body (a substring, over line breaks) and not within the gold body.
 */

const TOKEN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]/gu;
const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const SHINGLE = 4;
const SHORTEST_LINE = 25;

export interface Agreement {
  /** Items that both have, and the items of both: what a pooled figure adds up. */
  readonly shared: number;
  readonly items: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  let end = -1;
  let alone = true;
  for (const match of text.normalize("NFKC").toLowerCase().matchAll(TOKEN)) {
    const letter = match[0];
    const single = ALONE.test(letter);
    if (match.index === end && !single && !alone) tokens[tokens.length - 1] += letter;
    else tokens.push(letter);
    end = match.index + letter.length;
    alone = single;
  }
  return tokens;
}

export function shinglesOf(text: string): string[] {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return [];
  if (tokens.length < SHINGLE) return [tokens.join(" ")];
  return Array.from({ length: tokens.length - SHINGLE + 1 }, (_, i) => tokens.slice(i, i + SHINGLE).join(" "));
}

export function normalised(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

export function linesOf(text: string): string[] {
  return text
    .split(/[\r\n]+/u)
    .map(normalised)
    .filter((line) => line.length >= SHORTEST_LINE);
}

/** The lines by which texts agree: their letters alone. */
export function lettersOfLines(text: string): string[] {
  return text
    .split(/[\r\n]+/u)
    .map((line) =>
      line
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[^\p{L}\p{M}]+/gu, ""),
    )
    .filter((line) => line.length >= SHORTEST_LINE);
}

/** Undefined where both are empty: nothing was to be found, nothing was returned, and no figure says how well. */
export function agreement(returned: readonly string[], gold: readonly string[]): Agreement | undefined {
  if (returned.length === 0 && gold.length === 0) return undefined;
  const left = new Map<string, number>();
  for (const item of gold) left.set(item, (left.get(item) ?? 0) + 1);
  let shared = 0;
  for (const item of returned) {
    const count = left.get(item) ?? 0;
    if (count === 0) continue;
    left.set(item, count - 1);
    shared++;
  }
  const precision = returned.length === 0 ? 0 : shared / returned.length;
  const recall = gold.length === 0 ? 0 : shared / gold.length;
  const items = returned.length + gold.length;
  return { shared, items, precision, recall, f1: (2 * shared) / items };
}

export const textAgreement = (returned: string, gold: string): Agreement | undefined =>
  agreement(shinglesOf(returned), shinglesOf(gold));

export const lineAgreement = (returned: string, gold: string): Agreement | undefined =>
  agreement(lettersOfLines(returned), lettersOfLines(gold));

/** Gold comment lines that could leak, and those that did. */
export function leaks(body: string, goldComments: string, goldBody: string): { lines: number; leaked: string[] } {
  const within = normalised(body);
  const rightly = normalised(goldBody);
  const lines = linesOf(goldComments).filter((line) => !rightly.includes(line));
  return { lines: lines.length, leaked: lines.filter((line) => within.includes(line)) };
}

/** Which of the snippets stand in the text. */
export function found(snippets: readonly string[], text: string): string[] {
  const within = normalised(text);
  return snippets.filter((snippet) => within.includes(normalised(snippet)));
}
