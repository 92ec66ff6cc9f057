// The usual ways to find near-duplicates, as their best-known programs do it: datasketch's MinHash, bands, SimHash.
import { hash as digest } from "node:crypto";

/** Words in a shingle, as datasketch's users and datatrove take them. */
const GRAM = 5;

/** The different word 5-grams of a text, as strings; a shorter text is one. */
export function grams(text: string, size = GRAM): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const found = new Set<string>();
  for (let i = 0; i + size <= words.length; i++) found.add(words.slice(i, i + size).join(" "));
  if (found.size === 0 && words.length > 0) found.add(words.join(" "));
  return found;
}

/** datasketch's default: the first four bytes of SHA-1, little-endian. */
export const sha1Hash32 = (gram: string): number => (digest("sha1", gram, "buffer") as Buffer).readUInt32LE(0);

const [P1, P2, P3, P4, P5] = [2654435761, 2246822519, 3266489917, 668265263, 374761393];
const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** xxHash, 32 bits, seed 0, of the UTF-8 bytes: datasketch's users take it for speed. */
export function xxHash32(gram: string): number {
  const bytes = Buffer.from(gram);
  const { length } = bytes;
  let at = 0;
  let h = P5 + length;
  if (length >= 16) {
    let [a, b, c, d] = [(P1 + P2) | 0, P2 | 0, 0, -P1 | 0];
    const round = (sum: number): number => {
      const lane = Math.imul(rotated((sum + Math.imul(bytes.readInt32LE(at), P2)) | 0, 13), P1);
      at += 4;
      return lane;
    };
    while (at <= length - 16) [a, b, c, d] = [round(a), round(b), round(c), round(d)];
    h = (rotated(a, 1) + rotated(b, 7) + rotated(c, 12) + rotated(d, 18) + length) | 0;
  }
  for (; at <= length - 4; at += 4) h = Math.imul(rotated((h + Math.imul(bytes.readInt32LE(at), P3)) | 0, 17), P4);
  for (; at < length; at++) h = Math.imul(rotated((h + Math.imul(bytes[at]!, P5)) | 0, 11), P1);
  h = Math.imul(h ^ (h >>> 15), P2);
  h = Math.imul(h ^ (h >>> 13), P3);
  return (h ^ (h >>> 16)) >>> 0;
}

export type Permutations = { readonly [Half in "aHigh" | "aLow" | "bHigh" | "bLow"]: Uint32Array };

/** Factors and addends below 2^61 - 1. */
export function permutations(count: number, draw: () => number): Permutations {
  const half = (top: number): Uint32Array => Uint32Array.from({ length: count }, () => Math.floor(draw() * top));
  return { aHigh: half(2 ** 29), aLow: half(2 ** 32), bHigh: half(2 ** 29), bLow: half(2 ** 32) };
}

/**
 * datasketch 1.x: `((hash * a + b) % (2^61 - 1)) & (2^32 - 1)`, the least of all shingles, with numpy's arithmetic modulo 2^64.
 * In halves of 32 bits, because BigInt would be slower by a hundred times and no fair peer.
 */
export function minHash(hashes: Iterable<number>, { aHigh, aLow, bHigh, bLow }: Permutations): Uint32Array {
  const least = new Uint32Array(aHigh.length).fill(0xffffffff);
  for (const hash of hashes) {
    const [h1, h0] = [hash >>> 16, hash & 0xffff];
    for (let k = 0; k < least.length; k++) {
      const a = aLow[k]!;
      const [a1, a0] = [a >>> 16, a & 0xffff];
      const low = Math.imul(h0, a0) >>> 0;
      const t = (Math.imul(h1, a0) >>> 0) + (low >>> 16);
      const u = (Math.imul(h0, a1) >>> 0) + (t & 0xffff);
      const productLow = ((u << 16) | (low & 0xffff)) >>> 0;
      const productHigh = (Math.imul(h1, a1) >>> 0) + (t >>> 16) + (u >>> 16);
      const sumLow = productLow + bLow[k]!;
      const high = (productHigh + Math.imul(aHigh[k]!, hash) + bHigh[k]! + (sumLow > 0xffffffff ? 1 : 0)) >>> 0;
      const value = residue(high, sumLow >>> 0);
      if (value < least[k]!) least[k] = value;
    }
  }
  return least;
}

/** The low 32 bits of a 64-bit number modulo 2^61 - 1. */
function residue(high: number, low: number): number {
  const top = high >>> 29;
  const sum = low + top;
  const rest = (high & 0x1fffffff) + (sum > 0xffffffff ? 1 : 0);
  // Folded once it is below 2^61 + 7; one more subtraction where it reaches the prime.
  const over = rest > 0x1fffffff || (rest === 0x1fffffff && sum >>> 0 === 0xffffffff);
  return over ? ((sum >>> 0) + 1) >>> 0 : sum >>> 0;
}

/** Pairs with the same values in all rows of a band. */
export function bandPairs(signatures: readonly Uint32Array[], bands: number, rows: number): [number, number][] {
  const pairs = new Map<number, [number, number]>();
  for (let band = 0; band < bands; band++) {
    const buckets = new Map<string, number[]>();
    signatures.forEach((signature, i) => {
      const key = signature.subarray(band * rows, (band + 1) * rows).join(" ");
      const bucket = buckets.get(key);
      if (bucket) bucket.push(i);
      else buckets.set(key, [i]);
    });
    for (const bucket of buckets.values())
      for (const [n, a] of bucket.entries())
        for (const b of bucket.slice(n + 1)) pairs.set(a * signatures.length + b, [a, b]);
  }
  return [...pairs.values()];
}

/** Manku's 64 bits over word 3-grams, as two halves. */
export function simHash(text: string): readonly [number, number] {
  const counts = new Int32Array(64);
  for (const gram of grams(text, 3)) {
    const [one, other] = [xxHash32(gram), xxHash32(`${gram} `)];
    for (let bit = 0; bit < 32; bit++) {
      counts[bit]! += (one >>> bit) & 1 ? 1 : -1;
      counts[bit + 32]! += (other >>> bit) & 1 ? 1 : -1;
    }
  }
  let [low, high] = [0, 0];
  for (let bit = 0; bit < 32; bit++) {
    if (counts[bit]! > 0) low |= 1 << bit;
    if (counts[bit + 32]! > 0) high |= 1 << bit;
  }
  return [low, high];
}

const ones = (x: number): number => {
  let v = x - ((x >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/** Pairs within a Hamming distance; all against all, which is fair to SimHash and no use in practice. */
export function simHashPairs(hashes: readonly (readonly [number, number])[], distance: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let a = 0; a < hashes.length; a++)
    for (let b = a + 1; b < hashes.length; b++)
      if (ones(hashes[a]![0] ^ hashes[b]![0]) + ones(hashes[a]![1] ^ hashes[b]![1]) <= distance) pairs.push([a, b]);
  return pairs;
}

/** Connected components: what most programs call clusters. */
export function unionFind(count: number, pairs: readonly (readonly [number, number])[]): number[] {
  const parent = Array.from({ length: count }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  for (const [a, b] of pairs) parent[root(a)] = root(b);
  return parent.map((_, i) => root(i));
}
