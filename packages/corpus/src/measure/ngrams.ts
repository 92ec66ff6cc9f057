// n-grams counted exactly over a stream of texts, level by level: what is rare as a pair is rare in all that holds it.

/** Texts as rows of terms, some at a time with a zero between two; asked for once a level. */
export type Stream = () => AsyncIterable<Int32Array>;

/** A frequent n-gram: its terms, and how often it stands within a text. */
export interface Gram {
  readonly terms: readonly number[];
  readonly tokens: number;
}

/** Distinct n-grams in memory; 12 bytes each at three quarters full, so about 270 MB. */
export const MOST_GRAMS = 2 ** 24;

/** Pairs of numbers under numbers of their own, open addressing: a Map of objects would cost five times the memory. */
interface Pairs {
  /** The number of a pair, from 1; 0 where it is not there (or, with `add`, where there is no room). */
  find(a: number, b: number, add: boolean): number;
  readonly size: number;
  readonly counts: Int32Array;
  entry(id: number): readonly [number, number];
}

function pairs(most: number): Pairs {
  let size = 0;
  let first = new Int32Array(1 << 12);
  let second = new Int32Array(1 << 12);
  let counts = new Int32Array(1 << 12);
  let slots = new Int32Array(1 << 13);
  const place = (a: number, b: number): number => {
    const mask = slots.length - 1;
    let at = (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> 0;
    at = (at ^ (at >>> 15)) & mask;
    for (let id = slots[at]!; id !== 0; id = slots[at]!) {
      if (first[id] === a && second[id] === b) return at;
      at = (at + 1) & mask;
    }
    return at;
  };
  const grow = (): void => {
    const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(old.length * 2);
      grown.set(old);
      return grown;
    };
    [first, second, counts] = [wider(first), wider(second), wider(counts)];
    slots = new Int32Array(slots.length * 2);
    for (let id = 1; id <= size; id++) slots[place(first[id]!, second[id]!)] = id;
  };
  return {
    find(a, b, add) {
      const at = place(a, b);
      if (slots[at] !== 0 || !add || size === most) return slots[at]!;
      if (size + 2 > first.length) {
        grow();
        return this.find(a, b, add);
      }
      size++;
      first[size] = a;
      second[size] = b;
      return (slots[at] = size);
    },
    get size() {
      return size;
    },
    get counts() {
      return counts;
    },
    entry: (id) => [first[id]!, second[id]!],
  };
}

function endOf(terms: Int32Array, from: number): number {
  const zero = terms.indexOf(0, from);
  return zero === -1 ? terms.length : zero;
}

/**
 * The n-grams that occur at least `least` times, the most frequent first, `limit` of them, and how many distinct ones there are.
 * Undefined where there are more than `most` distinct candidates.
 */
export async function countGrams(
  stream: Stream,
  n: number,
  least: number,
  limit: number,
  most = MOST_GRAMS,
): Promise<{ readonly grams: readonly Gram[]; readonly total: number; readonly kept: number } | undefined> {
  const levels: Pairs[] = [];
  let total = 0;
  for (let length = 2; length <= n; length++) {
    const level = pairs(most);
    total = 0;
    for await (const terms of stream()) {
      // `end` is where the text ends in which the n-gram begins.
      for (let at = 0, end = endOf(terms, 0); at < terms.length; at++) {
        if (at + length > end) {
          at = end; // the zero; the next text begins behind it
          end = endOf(terms, at + 1);
          continue;
        }
        total++;
        let id = terms[at]!;
        for (let k = 0; k < levels.length && id !== 0; k++) {
          id = levels[k]!.find(id, terms[at + k + 1]!, false);
          if (id !== 0 && levels[k]!.counts[id]! < least) id = 0;
        }
        if (id === 0) continue;
        id = level.find(id, terms[at + length - 1]!, true);
        if (id === 0) return undefined;
        level.counts[id]!++;
      }
    }
    levels.push(level);
  }
  const last = levels.at(-1)!;
  const kept: number[] = [];
  for (let id = 1; id <= last.size; id++) if (last.counts[id]! >= least) kept.push(id);
  const termsOf = (id: number): number[] => {
    const terms: number[] = [];
    let at = id;
    for (let k = levels.length - 1; k >= 0; k--) {
      const [before, term] = levels[k]!.entry(at);
      terms.unshift(term);
      at = before;
    }
    return [at, ...terms];
  };
  return {
    total,
    kept: kept.length,
    grams: kept
      .sort((a, b) => last.counts[b]! - last.counts[a]! || a - b)
      .slice(0, limit)
      .map((id) => ({ terms: termsOf(id), tokens: last.counts[id]! })),
  };
}
