// Whether a line that recurs is boilerplate: how often, where in the body, and how little its articles have in common otherwise.

/** What the corpus knows of one line; see the table learned_line. */
export interface LineStanding {
  readonly articles: number;
  readonly heads: number;
  readonly tails: number;
  readonly wholes: number;
  readonly quotes: number;
  readonly words: number;
  /** Independent articles in the sample. */
  readonly stories: number;
  readonly ruled: "keep" | "drop" | null;
}

/** Articles with the smallest ids that hold a line: enough to see whether they are copies of each other. */
export const SAMPLE = 8;

/**
 * The verdict, from the counts alone, so that the order in which articles came makes no difference.
 *
 * Five articles or fewer need most of them; after that the share may fall, but never to chance. What ends an article needs least: author's
 * notes, agency marks and appeals stand there, and belong to some articles only. What begins one may be the shared standfirst
 * of a series, and what stands in the middle a stock sentence or a quotation: those need many. A long line is more likely to be
 * somebody's own words; a very short one more likely to be said again by chance.
 */
export function isBoilerplate(line: LineStanding, total: number): boolean {
  if (line.ruled !== null) return line.ruled === "drop";
  if (line.articles < 2 || line.stories < 2 || line.words === 0) return false;
  const sampled = Math.min(line.articles, SAMPLE);
  const seen = (line.articles * line.stories) / sampled;
  return seen >= needed(line, total);
}

function needed(line: LineStanding, total: number): number {
  const most = Math.ceil(1 + 0.4 * total);
  const mostly = (part: number): boolean => part * 2 >= line.articles;
  const least = (count: number, share: number): number => Math.min(most, Math.max(count, share * total));
  let need: number;
  if (mostly(line.quotes)) need = Math.max(4, 0.3 * total);
  else if (line.words < 4) need = least(5, 0.1);
  else if (mostly(line.tails) && mostly(line.wholes)) need = total <= 20 ? 2 : least(3, 0.005);
  else if (mostly(line.tails)) need = least(3, 0.02);
  else if (mostly(line.heads)) need = total === 2 ? 2 : Math.min(Math.ceil(1 + 0.6 * total), Math.max(8, 0.1 * total));
  else need = mostly(line.wholes) ? least(6, 0.02) : least(8, 0.05);
  return need + (line.words > 60 ? 1 : 0) + (line.words > 120 ? 2 : 0);
}

/** An article as far as it matters here: its exact lines with their words, and its headline. */
export interface Witness {
  readonly id: string;
  readonly headline: string;
  /** Words by key of an exact line. */
  readonly lines: ReadonlyMap<number, number>;
}

/**
 * Whether two articles tell one story: copies, versions, or a text within a longer one. What they share is then their own. A
 * few words of one's own are a time of change or a place; half the body in common under one headline is an update.
 */
export function isKin(a: Witness, b: Witness): boolean {
  const [small, large] = a.lines.size <= b.lines.size ? [a, b] : [b, a];
  let shared = 0;
  for (const [key, words] of small.lines) if (large.lines.has(key)) shared += words;
  const own = Math.min(wordsOf(a), wordsOf(b)) - shared;
  const part = shared / Math.max(1, shared + own);
  if (part >= 0.9) return true;
  const alike = likeness(a.headline, b.headline);
  return (part >= 0.8 && shared >= 100 && alike >= 0.2) || (part >= 0.4 && (own < 4 || alike >= 0.6));
}

/** How many of the witnesses tell stories of their own. Longest first: a brief is all appeal and looks like kin to everybody. */
export function storiesAmong(witnesses: readonly Witness[], kin: (a: Witness, b: Witness) => boolean): number {
  const order = witnesses.toSorted((a, b) => wordsOf(b) - wordsOf(a) || (a.id < b.id ? -1 : 1));
  const chosen: Witness[] = [];
  for (const witness of order) if (!chosen.some((other) => kin(witness, other))) chosen.push(witness);
  return chosen.length;
}

const sums = new WeakMap<ReadonlyMap<number, number>, number>();
function wordsOf({ lines }: Witness): number {
  let sum = sums.get(lines);
  if (sum === undefined) {
    sum = 0;
    for (const words of lines.values()) sum += words;
    sums.set(lines, sum);
  }
  return sum;
}

/** Jaccard's index of the words of two headlines. */
function likeness(a: string, b: string): number {
  const [one, two] = [wordSet(a), wordSet(b)];
  let both = 0;
  for (const word of one) if (two.has(word)) both++;
  return both / Math.max(1, one.size + two.size - both);
}

const wordSet = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
