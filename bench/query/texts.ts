// Comments for the query benchmark: invented words under Zipf's law, in sentences with case and signs; the same in each run.

export interface Said {
  readonly text: string;
  readonly publisher: number;
  readonly article: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly depth: number;
}

export const PUBLISHERS = 8;
/** Comments below one article, on average. */
const PER_ARTICLE = 100;

const SYLLABLES =
  "ba be bo ca con da de di en er fa fer ga ge har in ka la le ma men na ne no or pa per ra re ro sa sen so ta te ti to un va ver wa win".split(
    " ",
  );
const FREQUENT =
  "the of and to a in is it that for you was on as are with be they this have not but at by or we from one all were there can an what when your if do will up about out so he she who get which go me my no them their said would make like time just know".split(
    " ",
  );

/** A generator of numbers in [0, 1): Lehmer's, with the multiplier of Park and Miller. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/**
 * 117,000 types as in English of this size, by Zipf and Mandelbrot: the weight of rank r is 1 / (r + 2.7); a token
 * takes six and a half characters with what stands between, a tenth more than there.
 */
export function vocabulary(types = 117_000): { readonly words: readonly string[]; draw(random: () => number): string } {
  const random = numbers(7);
  const words = [...FREQUENT];
  const known = new Set(words);
  while (words.length < types) {
    const syllables = 1 + Math.floor(random() ** 2 * 3) + (words.length > 3000 ? 1 : 0);
    const word = Array.from({ length: syllables }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join("");
    if (known.has(word)) continue;
    known.add(word);
    words.push(word);
  }
  const sums = new Float64Array(types);
  let sum = 0;
  for (let rank = 1; rank <= types; rank++) sums[rank - 1] = sum += 1 / (rank + 2.7);
  const draw = (from: () => number): string => {
    const at = from() * sum;
    let [low, high] = [0, types - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return words[low]!;
  };
  return { words, draw };
}

/** In the order in which a crawl stores them: a thread at a time. */
export function* said(comments: number): Generator<Said> {
  const { draw } = vocabulary();
  const random = numbers(11);
  const articles = Math.ceil(comments / PER_ARTICLE);
  const below = Int32Array.from({ length: comments }, () => Math.floor(random() ** 2 * articles)).sort();
  for (const article of below) {
    yield {
      text: textOf(draw, random),
      publisher: article % PUBLISHERS,
      article,
      at: Date.UTC(2024, 0, 1) + article * 3e5 + Math.floor(random() * 4e8),
      depth: random() < 0.57 ? 2 : 1,
    };
  }
}

/** 50 tokens on average, heavy-tailed. */
function textOf(draw: (random: () => number) => string, random: () => number): string {
  const length = 8 + Math.floor(170 * random() ** 3);
  let text = "";
  let starts = true;
  for (let i = 0; i < length; i++) {
    const word = draw(random);
    text += starts ? word[0]!.toUpperCase() + word.slice(1) : word;
    const sign = random();
    starts = sign < 0.07 || i === length - 1;
    text += starts ? (sign < 0.01 ? "!" : ".") : sign < 0.13 ? "," : sign < 0.135 ? "’s" : "";
    if (i < length - 1) text += starts && random() < 0.2 ? "\n" : " ";
  }
  return text;
}
