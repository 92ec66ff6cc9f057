// How well clusters, edges and containments were found, against the origin of every word.
import type { RelationKind } from "../../packages/corpus/src/dedupe/relate.ts";
import type { GeneratedText } from "./generate.ts";

/** Adjusted Rand index of two groupings of the same things (Hubert and Arabie 1985): 1 the same, 0 chance. */
export function adjustedRand(found: readonly number[], truth: readonly number[]): number {
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const tally = (keys: readonly (string | number)[]): number => {
    const counts = new Map<string | number, number>();
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    return [...counts.values()].reduce((sum, n) => sum + pairs(n), 0);
  };
  const both = tally(found.map((key, i) => `${key} ${truth[i]}`));
  const [a, b, all] = [tally(found), tally(truth), pairs(found.length)];
  const expected = (a * b) / all;
  const most = (a + b) / 2;
  return most === expected ? 1 : (both - expected) / (most - expected);
}

/** Words of the one whose origin is also in the other. */
export function sharedOrigin(a: Uint32Array, b: Uint32Array): number {
  let [i, j, n] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) [i, j, n] = [i + 1, j + 1, n + 1];
    else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return n;
}

export interface FoundEdge {
  readonly a: number;
  readonly b: number;
  /** Peers know no kinds: "version" for all they find. */
  readonly kind: RelationKind;
}

export interface EdgeScore {
  readonly edges: number;
  readonly precision: number;
  /** Of the pairs of a cluster that still share text, as edges of any kind but a shared passage. */
  readonly recall: number;
  /** Of the pairs where a round-up prints most of a text, as edges of any kind / of kind `contains`. */
  readonly containment: number;
  readonly containmentTyped: number;
}

/** Words that two texts of a cluster must still have in common to be a pair that can be found, and their share of the shorter. */
const EVIDENCE = { words: 30, share: 0.2 };
/** The share of a text that must stand in a round-up to be contained in it. */
const CONTAINED = 0.5;

/**
 * An edge is right if both are of one cluster; `contains` also if most of the contained has its origin in the other, and
 * `shares-passage` also if 15 words have.
 */
export function scoreEdges(texts: readonly GeneratedText[], edges: readonly FoundEdge[]): EdgeScore {
  const found = new Map(edges.map(({ a, b, kind }) => [a < b ? `${a} ${b}` : `${b} ${a}`, kind]));
  let right = 0;
  for (const { a, b, kind } of edges) if (isRight(texts[a]!, texts[b]!, kind)) right++;
  let [pairs, hit, held, heldFound, heldTyped] = [0, 0, 0, 0, 0];
  for (const [a, b] of pairsSharing(texts)) {
    const [x, y] = [texts[a]!, texts[b]!];
    const kind = found.get(`${a} ${b}`);
    const shared = sharedOrigin(x.origin, y.origin);
    const shorter = Math.min(x.origin.length, y.origin.length);
    if (x.cluster === y.cluster) {
      if (shared < EVIDENCE.words || shared < EVIDENCE.share * shorter) continue;
      pairs++;
      if (kind && kind !== "shares-passage") hit++;
    } else if (x.kind === "round-up" || y.kind === "round-up") {
      const held1 = x.kind === "round-up" ? y : x;
      if (held1.kind === "round-up" || shared < CONTAINED * held1.text.split(/\s+/).length) continue;
      held++;
      if (kind) heldFound++;
      if (kind === "contains") heldTyped++;
    }
  }
  const part = (n: number, of: number): number => (of === 0 ? 1 : n / of);
  return {
    edges: edges.length,
    precision: part(right, edges.length),
    recall: part(hit, pairs),
    containment: part(heldFound, held),
    containmentTyped: part(heldTyped, held),
  };
}

export function isRight(a: GeneratedText, b: GeneratedText, kind: RelationKind): boolean {
  if (a.cluster === b.cluster) return true;
  const shared = sharedOrigin(a.origin, b.origin);
  if (kind === "shares-passage") return shared >= 15;
  const shorter = Math.min(a.text.split(/\s+/).length, b.text.split(/\s+/).length);
  return kind === "contains" && shared >= CONTAINED * shorter;
}

/** Pairs that have a base in common, each once, the smaller index first. */
function pairsSharing(texts: readonly GeneratedText[]): [number, number][] {
  const by = new Map<number, Set<number>>();
  texts.forEach(({ origin }, i) => {
    for (const from of origin) {
      const base = Math.floor(from / 8192);
      (by.get(base) ?? by.set(base, new Set()).get(base)!).add(i);
    }
  });
  const pairs = new Map<string, [number, number]>();
  for (const group of by.values()) {
    const list = [...group];
    list.forEach((a, i) => {
      for (const b of list.slice(i + 1)) pairs.set(`${a} ${b}`, [a, b]);
    });
  }
  return [...pairs.values()];
}

/** The largest found cluster that is not all of one kind, beside the true size of the article most of it is of. */
export function largestFalse(
  found: readonly number[],
  truth: readonly number[],
): { readonly size: number; readonly ratio: number } {
  const sizes = new Map<number, number>();
  for (const key of truth) sizes.set(key, (sizes.get(key) ?? 0) + 1);
  const groups = new Map<number, number[]>();
  found.forEach((key, i) => void (groups.get(key) ?? groups.set(key, []).get(key)!).push(truth[i]!));
  let worst = { size: 0, ratio: 1 };
  for (const group of groups.values()) {
    const inside = new Set(group);
    if (inside.size < 2) continue;
    const ratio = group.length / Math.max(...[...inside].map((key) => sizes.get(key)!));
    if (ratio > worst.ratio) worst = { size: group.length, ratio };
  }
  return worst;
}
