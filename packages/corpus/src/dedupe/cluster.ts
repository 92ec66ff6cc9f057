// Clusters of one article: around the text that covers most of its neighbours, never by chains of pairs.
import { type ErrorCode, UsageError } from "@belowline/schema";
import { heapOf } from "./heap.ts";
import type { RelationKind } from "./relate.ts";
import { isRoundUp, isTwin, type Tie } from "./round-up.ts";

export interface ClusterMember {
  readonly id: string;
  /** ISO 8601, UTC; null where the page states none. */
  readonly publishedAt: string | null;
  readonly firstSeenAt: string;
}

export interface ClusterEdge {
  readonly a: string;
  readonly b: string;
  readonly kind: RelationKind;
  readonly score: number;
  readonly coverage: readonly [ofA: number, ofB: number];
}

/** A researcher's word about two texts. It wins over every rule; a split wins over a merge that only follows from others. */
export interface Overrides {
  readonly merge?: readonly (readonly [string, string])[];
  readonly split?: readonly (readonly [string, string])[];
}

export interface ClusterSeat {
  readonly id: string;
  /** How much of it stands in the centre of the cluster; null for the centre itself and for what a researcher merged. */
  readonly coverage: number | null;
  /** The edge that brought it in. */
  readonly edge: ClusterEdge | null;
}

export interface Cluster {
  /** The earliest published, then the first seen, then the smallest id. */
  readonly representative: string;
  /** Ordered as the representative is chosen; a cluster may have one member only. */
  readonly members: readonly ClusterSeat[];
}

/** A member must stand in the centre with this share of its text. */
export const LEAST_COVERAGE = 0.34;

/**
 * Groups texts by their edges. The result does not depend on the order of members or edges.
 *
 * @example
 * const at = { publishedAt: null, firstSeenAt: "2026-03-05T12:00:00.000Z" };
 * cluster([{ id: "a", ...at }, { id: "b", ...at }], [{ a: "a", b: "b", kind: "same", score: 1, coverage: [1, 1] }]);
 */
export function cluster(
  members: readonly ClusterMember[],
  edges: readonly ClusterEdge[],
  overrides: Overrides = {},
): Cluster[] {
  const order = [...members].sort(earlier);
  const rank = new Map(order.map(({ id }, i) => [id, i]));
  const links = linksOf(rank, edges);
  const split = pairsOf(rank, overrides.split ?? []);
  for (const [one, other] of overrides.merge ?? []) {
    const [i, j] = [rank.get(one), rank.get(other)];
    if (i !== undefined && j !== undefined && split.get(i)?.has(j))
      throw new UsageError(
        "usage/conflict" satisfies ErrorCode,
        `"${one}" and "${other}" are to be merged and split: take one back`,
      );
  }
  const roundUps = order.map((_, i) => isRoundUp(links, i));
  const home = stars(links, roundUps, split);
  merge(home, pairsOf(rank, overrides.merge ?? []), split);
  return seated(order, home, links);
}

interface Link extends Tie {
  readonly edge: ClusterEdge;
}

type Links = readonly (readonly Link[])[];
type Pairs = ReadonlyMap<number, ReadonlySet<number>>;

function earlier(a: ClusterMember, b: ClusterMember): number {
  return (
    compareText(a.publishedAt ?? "9", b.publishedAt ?? "9") ||
    compareText(a.firstSeenAt, b.firstSeenAt) ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function linksOf(rank: ReadonlyMap<string, number>, edges: readonly ClusterEdge[]): Links {
  const links: Link[][] = Array.from({ length: rank.size }, () => []);
  for (const edge of edges) {
    const [i, j] = [rank.get(edge.a), rank.get(edge.b)];
    if (i === undefined || j === undefined || i === j || edge.kind === "shares-passage") continue;
    links[i]!.push({ to: j, covers: edge.coverage[1], covered: edge.coverage[0], edge });
    links[j]!.push({ to: i, covers: edge.coverage[0], covered: edge.coverage[1], edge });
  }
  for (const list of links) list.sort((x, y) => x.to - y.to);
  return links;
}

function pairsOf(rank: ReadonlyMap<string, number>, pairs: Overrides["merge"] & object): Pairs {
  const map = new Map<number, Set<number>>();
  const add = (i: number, j: number): void => void (map.get(i) ?? map.set(i, new Set()).get(i)!).add(j);
  for (const [one, other] of pairs) {
    const [i, j] = [rank.get(one), rank.get(other)];
    if (i === undefined || j === undefined || i === j) continue;
    add(i, j);
    add(j, i);
  }
  return map;
}

interface Centre {
  readonly i: number;
  /** What of others it would hold. */
  readonly gain: number;
}

/** Takes the text that covers most of what is left as the next centre, until each text has a home. */
function stars(links: Links, roundUps: readonly boolean[], split: Pairs): number[] {
  const home = new Array<number>(links.length).fill(-1);
  const reach = (i: number): Link[] =>
    links[i]!.filter(
      (link) =>
        home[link.to] === -1 && link.covers >= LEAST_COVERAGE && (isTwin(link) || !(roundUps[i] || roundUps[link.to])),
    );
  const gain = (i: number): number => reach(i).reduce((sum, { covers }) => sum + covers, 0);
  // Gains only fall while homes fill, so a stale entry is looked at again, and never too late.
  const open = heapOf<Centre>((x, y) => x.gain - y.gain || y.i - x.i);
  links.forEach((_, i) => void open.push({ i, gain: gain(i) }));
  for (let next = open.pop(); next; next = open.pop()) {
    if (home[next.i] !== -1) continue;
    const now = { i: next.i, gain: gain(next.i) };
    if (now.gain < next.gain) {
      open.push(now);
      continue;
    }
    home[next.i] = next.i;
    const inside = [next.i];
    for (const { to } of reach(next.i).sort((x, y) => y.covers - x.covers || x.to - y.to)) {
      if (inside.some((other) => split.get(to)?.has(other))) continue;
      home[to] = next.i;
      inside.push(to);
    }
  }
  return home;
}

function merge(home: number[], wanted: Pairs, split: Pairs): void {
  for (const [i, others] of [...wanted].sort(([x], [y]) => x - y))
    for (const j of [...others].sort((x, y) => x - y)) {
      const [keep, give] = [home[i]!, home[j]!];
      if (j < i || keep === give) continue;
      const inside = home.flatMap((centre, k) => (centre === keep ? [k] : []));
      const moving = home.flatMap((centre, k) => (centre === give ? [k] : []));
      if (moving.some((k) => inside.some((other) => split.get(k)?.has(other)))) continue;
      for (const k of moving) home[k] = keep;
    }
}

function seated(order: readonly ClusterMember[], home: readonly number[], links: Links): Cluster[] {
  const groups = new Map<number, number[]>();
  home.forEach((centre, i) => void (groups.get(centre) ?? groups.set(centre, []).get(centre)!).push(i));
  return [...groups.entries()]
    .map(([centre, inside]) => ({
      representative: order[inside[0]!]!.id,
      members: inside.map((i): ClusterSeat => {
        const link = i === centre ? undefined : links[centre]!.find(({ to }) => to === i);
        return { id: order[i]!.id, coverage: link?.covers ?? null, edge: link?.edge ?? null };
      }),
    }))
    .sort((x, y) => compareText(x.representative, y.representative));
}
