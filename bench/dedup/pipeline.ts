// Our engine over a corpus in memory, as the store runs it: sampled keys, an index of keys, exact comparison, typed edges, clusters.
import { type Cluster, type ClusterEdge, cluster } from "../../packages/corpus/src/dedupe/cluster.ts";
import { type Comparison, compare } from "../../packages/corpus/src/dedupe/compare.ts";
import { RELATION_THRESHOLDS, type RelationThresholds, relate } from "../../packages/corpus/src/dedupe/relate.ts";
import { shingle } from "../../packages/corpus/src/dedupe/shingles.ts";
import { sketch } from "../../packages/corpus/src/dedupe/sketch.ts";
import { ORDINARY, weightBy } from "../../packages/corpus/src/dedupe/weight.ts";
import type { GeneratedText } from "./generate.ts";

/** Texts that may hold a key before it finds nobody, and keys that a pair must share. */
const INDEX = { cap: 100, share: 2 };

export interface Found {
  readonly candidates: number;
  readonly edges: readonly ClusterEdge[];
  readonly clusters: readonly Cluster[];
}

export function ours(texts: readonly GeneratedText[], thresholds: RelationThresholds = RELATION_THRESHOLDS): Found {
  const { pairs, comparisons } = compared(texts);
  return settled(texts, pairs, comparisons, thresholds);
}

/** The part that no threshold changes. */
export function compared(texts: readonly GeneratedText[]): { pairs: [number, number][]; comparisons: Comparison[] } {
  const sketches = texts.map(({ text }) => sketch(text).keys);
  const shingled = texts.map(({ text }) => shingle(text));
  const frequencies = articlesByPublisher(texts, sketches);
  const pairs = candidates(sketches);
  const comparisons = pairs.map(([a, b]) => {
    const [inA, inB] = [frequencies.get(texts[a]!.publisher)!, frequencies.get(texts[b]!.publisher)!];
    const most = (key: number): number | undefined => {
      const [one, other] = [inA.get(key), inB.get(key)];
      return one === undefined ? step(other) : step(Math.max(one, other ?? 0));
    };
    return compare(shingled[a]!, shingled[b]!, weightBy({ get: most }));
  });
  return { pairs, comparisons };
}

export function settled(
  texts: readonly GeneratedText[],
  pairs: readonly (readonly [number, number])[],
  comparisons: readonly Comparison[],
  thresholds: RelationThresholds,
): Found {
  const edges = pairs.flatMap(([a, b], i): ClusterEdge[] => {
    const relation = relate(comparisons[i]!, thresholds);
    return relation ? [{ a: texts[a]!.id, b: texts[b]!.id, ...relation }] : [];
  });
  const members = texts.map(({ id, publishedAt }) => ({ id, publishedAt, firstSeenAt: publishedAt }));
  return { candidates: pairs.length, edges, clusters: cluster(members, edges) };
}

/** The store keeps frequencies in doubling steps, so that a text is not compared again with each that arrives. */
function step(held: number | undefined): number | undefined {
  if (held === undefined) return undefined;
  let to: number = ORDINARY;
  while (to < held) to *= 2;
  return to;
}

/** How many articles of each publisher hold each key. */
function articlesByPublisher(
  texts: readonly GeneratedText[],
  sketches: readonly Int32Array[],
): Map<string, Map<number, number>> {
  const by = new Map<string, Map<number, number>>();
  texts.forEach(({ publisher }, i) => {
    const own = by.get(publisher) ?? by.set(publisher, new Map()).get(publisher)!;
    for (const key of sketches[i]!) own.set(key, (own.get(key) ?? 0) + 1);
  });
  return by;
}

/** Pairs that share enough keys, the smaller index first. */
export function candidates(sketches: readonly Int32Array[], { cap, share } = INDEX): [number, number][] {
  const holders = new Map<number, number[]>();
  sketches.forEach((keys, i) => {
    for (const key of keys) (holders.get(key) ?? holders.set(key, []).get(key)!).push(i);
  });
  const pairs: [number, number][] = [];
  sketches.forEach((keys, i) => {
    const met = new Map<number, number>();
    for (const key of keys) {
      const held = holders.get(key)!;
      if (held.length > cap) continue;
      for (const other of held) if (other < i) met.set(other, (met.get(other) ?? 0) + 1);
    }
    for (const [other, n] of met) if (n >= share) pairs.push([other, i]);
  });
  return pairs;
}
