// Grouping: wordings whose pairs changed are clustered again, with all that hang together with them.
import { sql } from "kysely";
import { type ClusterEdge, type ClusterMember, cluster, type Overrides } from "../../dedupe/cluster.ts";
import type { RelationKind } from "../../dedupe/relate.ts";
import type { Tx } from "../rows.ts";

/** Wordings that one transaction begins with; what hangs together with them comes along. */
const MOST = 200;

interface Member {
  readonly number: number;
  readonly leader: string;
  readonly saidAt: Date | null;
  readonly firstSeenAt: Date;
  readonly times: number;
}

interface Link {
  readonly a: number;
  readonly b: number;
  /** Null for a ruling. */
  readonly kind: RelationKind | null;
  readonly score: number;
  readonly ofA: number;
  readonly ofB: number;
  readonly ruling: "merge" | "split" | null;
}

/** @returns how many wordings were looked at; 0 when none is due */
export async function groupDue(tx: Tx): Promise<number> {
  const { rows: due } = await sql<{ number: number }>`
    select number from wording_due where step = 'group' order by number limit ${sql.lit(MOST)}`.execute(tx);
  if (due.length === 0) return 0;
  const { numbers, links } = await hangingTogether(
    tx,
    due.map(({ number }) => number),
  );
  const { rows: members } = await sql<Member>`
    select number, leader, said_at, first_seen_at, times from wording where number = any(${numbers}::integer[])`.execute(
    tx,
  );
  const leaderOf = new Map(members.map(({ number, leader }) => [number, leader]));
  const timesOf = new Map(members.map(({ leader, times }) => [leader, times]));
  const clusters = cluster(members.map(memberOf), edgesOf(links, leaderOf), overridesOf(links, leaderOf));
  const representativeOf = new Map<string, string | null>();
  for (const { representative, members: seats } of clusters) {
    const alone = seats.length === 1 && timesOf.get(representative) === 1;
    for (const { id } of seats) representativeOf.set(id, alone ? null : representative);
  }
  const representatives = members.map(({ leader }) => representativeOf.get(leader) ?? null);
  await sql`update wording w set representative = r.representative
    from unnest(${members.map(({ number }) => number)}::integer[], ${representatives}::uuid[]) r (number, representative)
    where w.number = r.number and w.representative is distinct from r.representative`.execute(tx);
  await sql`delete from wording_due where step = 'group' and number = any(${numbers}::integer[])`.execute(tx);
  return due.length;
}

/** All that can be reached from these by pairs that may cluster and by rulings; a shared passage joins nothing. */
async function hangingTogether(
  tx: Tx,
  start: readonly number[],
): Promise<{ numbers: number[]; links: readonly Link[] }> {
  const met = new Set(start);
  const links = new Map<string, Link>();
  for (let edge = [...start]; edge.length > 0; ) {
    const near = await linksOf(tx, edge);
    edge = [];
    for (const link of near) {
      links.set(`${link.a} ${link.b} ${link.ruling}`, link);
      for (const number of [link.a, link.b])
        if (!met.has(number)) {
          met.add(number);
          edge.push(number);
        }
    }
  }
  return { numbers: [...met], links: [...links.values()] };
}

async function linksOf(tx: Tx, numbers: readonly number[]): Promise<Link[]> {
  const list = sql`${numbers}::integer[]`;
  const columns = sql`a, b, kind, score, of_a, of_b, null as ruling`;
  const ruled = sql`x.wording as a, y.wording as b, null as kind, 0::float8 as score, 0::float8 as of_a, 0::float8 as of_b,
    d.ruling`;
  const { rows } = await sql<Link>`
    select ${columns} from likeness where a = any(${list}) and kind <> 'shares-passage'
    union all select ${columns} from likeness where b = any(${list}) and kind <> 'shares-passage'
    union all select ${ruled} from wording_of x join duplicate_ruling d on d.a = x.id join wording_of y on y.id = d.b
      where x.wording = any(${list}) and y.wording is not null
    union all select ${ruled} from wording_of y join duplicate_ruling d on d.b = y.id join wording_of x on x.id = d.a
      where y.wording = any(${list}) and x.wording is not null`.execute(tx);
  return rows;
}

const memberOf = ({ leader, saidAt, firstSeenAt }: Member): ClusterMember => ({
  id: leader,
  publishedAt: saidAt?.toISOString() ?? null,
  firstSeenAt: firstSeenAt.toISOString(),
});

const edgesOf = (links: readonly Link[], leaderOf: ReadonlyMap<number, string>): ClusterEdge[] =>
  links.flatMap(({ a, b, kind, score, ofA, ofB }) =>
    kind === null ? [] : [{ a: leaderOf.get(a)!, b: leaderOf.get(b)!, kind, score, coverage: [ofA, ofB] as const }],
  );

function overridesOf(links: readonly Link[], leaderOf: ReadonlyMap<number, string>): Overrides {
  const pairs = (ruling: "merge" | "split"): [string, string][] =>
    links.flatMap((link) => (link.ruling === ruling ? [[leaderOf.get(link.a)!, leaderOf.get(link.b)!]] : []));
  return { merge: pairs("merge"), split: pairs("split") };
}
