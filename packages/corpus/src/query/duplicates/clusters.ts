// corpus.duplicates.clusters() and .pairs(): what belongs together, with the evidence.
import { refuseUnknown, UsageError } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { RELATIONS, type RelationKind } from "../../dedupe/relate.ts";
import type { RecordKind } from "../../store/duplicates/texts.ts";
import { type DuplicateMember, type Known, memberAt, membersWhere } from "./member.ts";

export interface ClusterWish {
  /** "articles" by default. */
  readonly of?: "articles" | "comments";
  /** Only those with a member of this publisher. */
  readonly publisher?: string;
}

export interface PairWish extends ClusterWish {
  readonly kind: RelationKind;
}

/** How a member belongs to its cluster. */
export interface DuplicateSeat extends DuplicateMember {
  /** `wording`: the same words as `to`. `merged`: by nothing but a ruling. Null for the representative itself. */
  readonly by: RelationKind | "wording" | "merged" | null;
  /** The member that the evidence is about: the representative where there is a pair with it. */
  readonly to: string | null;
  /** The share that decided, 0 to 1. */
  readonly score: number | null;
}

export interface DuplicateCluster {
  /** The id of its representative. */
  readonly id: string;
  /** The representative first, then by time. */
  readonly members: readonly DuplicateSeat[];
  /** What a researcher decided on members of it. */
  readonly rulings: readonly { readonly a: string; readonly b: string; readonly ruling: "merge" | "split" }[];
}

export interface DuplicatePair {
  readonly kind: RelationKind;
  readonly a: DuplicateMember;
  readonly b: DuplicateMember;
  readonly score: number;
  /** How much of a stands in b, and of b in a. */
  readonly coverage: readonly [ofA: number, ofB: number];
  /** Words of the longest passage in both. */
  readonly longest: number;
  /** Whether the two are in one cluster. */
  readonly together: boolean;
}

/** Clusters fetched at a time: bounds memory. */
const BATCH = 100;

export const kindOf = (what: string, wish: ClusterWish): RecordKind => {
  const { of = "articles" } = wish;
  if (of === "articles") return "article";
  if (of === "comments") return "comment";
  throw new UsageError("usage/invalid-value", `${what}: expected of to be articles or comments`, { option: "of" });
};

const atPublisher = (publisher: string | undefined, wordings: RawBuilder<unknown>): RawBuilder<unknown> =>
  publisher === undefined
    ? sql`true`
    : sql`exists (select 1 from wording v join publisher p on p.id = v.publisher_id where p.key = ${publisher} and ${wordings})`;

/** The largest first. */
export async function* clustersOf(db: Database, wish: ClusterWish = {}): AsyncGenerator<DuplicateCluster> {
  refuseUnknown("duplicates.clusters", wish, ["of", "publisher"]);
  const kind = kindOf("duplicates.clusters", wish);
  const { rows } = await sql<{ id: string }>`
    select w.representative as id from wording w
    where w.representative is not null and w.kind = ${kind}
      and ${atPublisher(wish.publisher, sql`v.representative = w.representative`)}
    group by 1 order by sum(w.times) desc, 1`.execute(db);
  for (let from = 0; from < rows.length; from += BATCH) {
    yield* await clustersBy(
      db,
      kind,
      rows.slice(from, from + BATCH).map(({ id }) => id),
    );
  }
}

export async function clusterWith(
  db: Database,
  place: string,
): Promise<(DuplicateCluster & { readonly self: string }) | undefined> {
  const { kind, wording, member } = await memberAt(db, "duplicates.clusterOf", place);
  const { rows } = await sql<{ id: string }>`
    select representative as id from wording where number = ${wording}::integer and representative is not null`.execute(
    db,
  );
  const [cluster] = await clustersBy(
    db,
    kind,
    rows.map(({ id }) => id),
  );
  return cluster && { ...cluster, self: member.id };
}

interface Edge {
  readonly a: number;
  readonly b: number;
  readonly kind: RelationKind;
  readonly score: number;
}

async function clustersBy(db: Database, kind: RecordKind, ids: readonly string[]): Promise<DuplicateCluster[]> {
  const { rows: wordings } = await sql<{ number: number; leader: string; representative: string }>`
    select number, leader, representative from wording where representative = any(${ids}::uuid[])`.execute(db);
  const numbers = sql`${wordings.map(({ number }) => number)}::integer[]`;
  const { rows: edges } = await sql<Edge>`
    select a, b, kind, score from likeness where a = any(${numbers}) and b = any(${numbers})
      and kind <> 'shares-passage'`.execute(db);
  const members = await membersWhere(db, kind, sql`o.wording = any(${numbers})`);
  const said = members.map(({ member }) => member.id);
  const { rows: rulings } = await sql<DuplicateCluster["rulings"][number]>`
    select a, b, ruling from duplicate_ruling where a = any(${said}::uuid[]) or b = any(${said}::uuid[])
    order by ruled_at, a, b`.execute(db);
  const homeOf = new Map(wordings.map((wording) => [wording.number, wording]));
  const edgesOf = new Map<number, Edge[]>();
  for (const edge of edges) for (const end of [edge.a, edge.b]) edgesOf.set(end, [...(edgesOf.get(end) ?? []), edge]);
  const groups = Map.groupBy(members, ({ wording }) => homeOf.get(wording!)!.representative);
  return ids.flatMap((id) => {
    const inside = groups.get(id);
    if (!inside) return [];
    const seats = inside.map((one) => seatOf(one, id, homeOf, edgesOf));
    const own = new Set(inside.map(({ member }) => member.id));
    return [
      {
        id,
        members: [...seats.filter((seat) => seat.id === id), ...seats.filter((seat) => seat.id !== id)],
        rulings: rulings.filter(({ a, b }) => own.has(a) || own.has(b)),
      },
    ];
  });
}

/** The best evidence: with the representative if there is any, else the strongest within the cluster. */
function seatOf(
  { member, wording }: Known,
  representative: string,
  homeOf: ReadonlyMap<number, { readonly leader: string; readonly representative: string }>,
  edgesOf: ReadonlyMap<number, readonly Edge[]>,
): DuplicateSeat {
  if (member.id === representative) return { ...member, by: null, to: null, score: null };
  const { leader } = homeOf.get(wording!)!;
  if (leader !== member.id) return { ...member, by: "wording", to: leader, score: 1 };
  const otherOf = ({ a, b }: Edge): number => (a === wording ? b : a);
  const candidates = (edgesOf.get(wording!) ?? [])
    .filter((edge) => homeOf.get(otherOf(edge))!.representative === representative)
    .map((edge) => ({ edge, to: homeOf.get(otherOf(edge))!.leader }))
    .sort((x, y) => Number(y.to === representative) - Number(x.to === representative) || y.edge.score - x.edge.score);
  const [best] = candidates;
  if (!best) return { ...member, by: "merged", to: representative, score: null };
  return { ...member, by: best.edge.kind, to: best.to, score: best.edge.score };
}

/** Pairs of one kind, in one cluster or not; the surest first. */
export async function pairsOf(db: Database, wish: PairWish): Promise<DuplicatePair[]> {
  refuseUnknown("duplicates.pairs", wish, ["of", "publisher", "kind"]);
  const kind = kindOf("duplicates.pairs", wish);
  if (!RELATIONS.includes(wish.kind)) {
    throw new UsageError(
      "usage/invalid-value",
      `duplicates.pairs: expected kind to be one of ${RELATIONS.join(", ")}`,
      {
        option: "kind",
      },
    );
  }
  const { rows } = await sql<{
    a: string;
    b: string;
    score: number;
    ofA: number;
    ofB: number;
    longest: number;
    together: boolean;
  }>`
    select x.leader as a, y.leader as b, l.score, l.of_a, l.of_b, l.longest,
      x.representative is not null and x.representative is not distinct from y.representative as together
    from likeness l join wording x on x.number = l.a join wording y on y.number = l.b
    where l.kind = ${wish.kind} and x.kind = ${kind} and ${atPublisher(wish.publisher, sql`v.number in (l.a, l.b)`)}
    order by l.score desc, 1, 2`.execute(db);
  const ids = [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
  const known = await membersWhere(db, kind, sql`o.id = any(${ids}::uuid[])`);
  const byId = new Map(known.map(({ member }) => [member.id, member]));
  return rows.flatMap(({ a, b, score, ofA, ofB, longest, together }) => {
    const [one, other] = [byId.get(a), byId.get(b)];
    if (!one || !other) return [];
    return [{ kind: wish.kind, a: one, b: other, score, coverage: [ofA, ofB] as const, longest, together }];
  });
}
