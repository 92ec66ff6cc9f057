// Texts a second from text to sketch on one core: ours, datasketch's algorithm, and npm's peers, in turns in one process.
import { MinHashFactory } from "bloom-filters";
import { Minhash } from "minhash";
import { SimHash } from "simhash-js";
import { sketch } from "../../packages/corpus/src/dedupe/sketch.ts";
import { markdownTable, median } from "../measure.ts";
import { grams, minHash, permutations, sha1Hash32, simHash, xxHash32 } from "./peers.ts";
import { chance } from "./random.ts";

const CHARACTERS = 1500;
const ROUNDS = 5;

/** A table of texts a second; each contender reads as many texts as take it about a second. */
export function sketchSpeed(texts: readonly string[]): string {
  const pieces = texts.filter(({ length }) => length >= CHARACTERS).map((text) => text.slice(0, CHARACTERS));
  const factors = permutations(128, chance(1));
  const factory = new MinHashFactory(128, 2 ** 32 - 1);
  const contenders: readonly [name: string, texts: number, (text: string) => unknown][] = [
    ["Belowline: sketch", 4000, sketch],
    [
      "datasketch's algorithm, 128 permutations, xxHash32 (our port)",
      300,
      (text) => minHash([...grams(text)].map(xxHash32), factors),
    ],
    [
      "datasketch's algorithm, 128 permutations, SHA-1, its default (our port)",
      300,
      (text) => minHash([...grams(text)].map(sha1Hash32), factors),
    ],
    ["SimHash, 64 bits (our port)", 300, simHash],
    [
      "npm minhash, 128 permutations",
      60,
      (text) => {
        const one = new Minhash({ numPerm: 128 });
        for (const gram of grams(text)) one.update(gram);
        return one;
      },
    ],
    [
      "npm bloom-filters MinHash, 128 permutations",
      60,
      (text) => {
        const one = factory.create();
        one.bulkLoad([...grams(text)].map(xxHash32));
        return one;
      },
    ],
    ["npm simhash-js, 4-character shingles", 100, (text) => new SimHash().hash(text)],
  ];
  const rates = contenders.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round++)
    for (const [i, [, count, work]] of contenders.entries()) {
      const start = performance.now();
      for (let n = 0; n < count; n++) work(pieces[n % pieces.length]!);
      // The first round warms up.
      if (round > 0) rates[i]!.push((count / (performance.now() - start)) * 1000);
    }
  const own = median(rates[0]!);
  return [
    `Text to sketch, ${CHARACTERS} characters a text, median of ${ROUNDS} rounds in turns. datasketch itself is a Python program and was not run: its algorithm, with its hashes and its arithmetic, is ported.`,
    markdownTable(
      ["contender", "texts a second", "Belowline is faster by"],
      contenders.map(([name], i) => {
        const rate = median(rates[i]!);
        return [name, Math.round(rate), i === 0 ? "" : `${(own / rate).toFixed(0)} times`];
      }),
    ),
  ].join("\n\n");
}
