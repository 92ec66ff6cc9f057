// Bigrams counted exactly: second words are laid out by their first, so that each first word is counted in a small array.
import type { Gram, Stream } from "./ngrams.ts";

/** Second words held at a time, four bytes each; what is more is counted in further passes over the stream. */
const MOST_HELD = 48_000_000;

export interface Bigrams {
  /** The most frequent first; ties by term. */
  readonly grams: readonly Gram[];
  /** All bigrams. */
  readonly total: number;
  /** Different ones with at least `least`. */
  readonly kept: number;
}

/** `tokens` are the occurrences of each term in the stream, by its number. */
export async function countBigrams(
  stream: Stream,
  tokens: Int32Array,
  least: number,
  limit: number,
  most = MOST_HELD,
): Promise<Bigrams> {
  const best = foremost(limit);
  let [total, kept] = [0, 0];
  for (let from = 0; from < tokens.length; ) {
    let to = from;
    let held = 0;
    while (to < tokens.length && (to === from || held + tokens[to]! <= most)) held += tokens[to++]!;
    const { next, seconds } = await laidOut(stream, tokens, from, to, held);
    const counts = new Int32Array(tokens.length);
    const touched = new Int32Array(tokens.length);
    for (let first = from, start = 0; first < to; start += tokens[first++]!) {
      let different = 0;
      for (let i = start; i < next[first - from]!; i++) {
        const second = seconds[i]!;
        if (counts[second]!++ === 0) touched[different++] = second;
      }
      total += next[first - from]! - start;
      for (let i = 0; i < different; i++) {
        const second = touched[i]!;
        const count = counts[second]!;
        counts[second] = 0;
        if (count < least) continue;
        kept++;
        best.add(first, second, count);
      }
    }
    from = to;
  }
  return { grams: best.done(), total, kept };
}

/** The second words of all first words from `from` on and before `to`; those of one end where `next` says. */
async function laidOut(stream: Stream, tokens: Int32Array, from: number, to: number, held: number) {
  const next = new Int32Array(to - from);
  for (let first = from, at = 0; first < to; at += tokens[first++]!) next[first - from] = at;
  const seconds = new Int32Array(held);
  for await (const terms of stream()) {
    for (let i = 1; i < terms.length; i++) {
      const first = terms[i - 1]!;
      const second = terms[i]!;
      if (second !== 0 && first !== 0 && first >= from && first < to) seconds[next[first - from]!++] = second;
    }
  }
  return { next, seconds };
}

/** The `limit` largest of those that are added. */
function foremost(limit: number) {
  let held: Gram[] = [];
  let bound = 0;
  const sorted = (): Gram[] =>
    held.sort((a, b) => b.tokens - a.tokens || a.terms[0]! - b.terms[0]! || a.terms[1]! - b.terms[1]!).slice(0, limit);
  return {
    add(first: number, second: number, tokens: number): void {
      if (tokens < bound) return;
      held.push({ terms: [first, second], tokens });
      if (held.length < limit * 2 + 1000) return;
      held = sorted();
      bound = held.at(-1)!.tokens;
    },
    done: sorted,
  };
}
