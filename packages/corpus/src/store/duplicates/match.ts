// Matching: who shares sampled shingles with a wording, compared exactly with their texts, and the pairs that come of it.
import { sql } from "kysely";
import { type Columns, insertRows, type Tx } from "../rows.ts";
import { type Judgement, judge } from "./judge.ts";
import { type Index, indexOver, list, type Reading, readingsOf, WORDING, type Wording } from "./readings.ts";

/** Wordings matched by one transaction. */
const MOST = 200;
/** Candidates read at a time: bounds memory, for a text may have a hundred and be a megabyte long. */
const MOST_READ = 500;
/** One shared shingle is a set phrase; two are a passage or a text. */
export const LEAST_SHARED = 2;

const LIKENESS: Columns = {
  a: "integer",
  b: "integer",
  kind: "text",
  score: "double precision",
  jaccard: "double precision",
  of_a: "double precision",
  of_b: "double precision",
  shared: "double precision",
  longest: "integer",
  spans: "jsonb",
};

export interface Matched {
  readonly wordings: number;
  /** Pairs compared with their texts. */
  readonly pairs: number;
}

/** Undefined when none is due. */
export async function matchDue(tx: Tx): Promise<Matched | undefined> {
  const { rows: due } = await sql<Wording>`
    select ${WORDING} from wording w where due = 'match' order by number limit ${sql.lit(MOST)}`.execute(tx);
  if (due.length === 0) return undefined;
  const own = new Map(due.map((wording) => [wording.number, wording]));
  const index = indexOver(tx);
  await index.look(due.flatMap(({ hashes }) => [...hashes]));
  const pairs = [...pairsAmong(due, index), ...(await exactCopies(tx, own))];
  const wanted = new Map<string, readonly [number, number]>();
  for (const [i, j] of pairs) wanted.set(i < j ? `${i} ${j}` : `${j} ${i}`, i < j ? [i, j] : [j, i]);
  const rows = await verified(tx, own, [...wanted.values()], index);
  await replace(tx, own, rows);
  return { wordings: due.length, pairs: wanted.size };
}

/** Pairs that share enough of what is not common. */
function* pairsAmong(due: readonly Wording[], index: Index): Generator<readonly [number, number]> {
  for (const { number, hashes } of due) {
    const shared = new Map<number, number>();
    for (const hash of hashes)
      for (const other of index.holders(hash) ?? [])
        if (other !== number) shared.set(other, (shared.get(other) ?? 0) + 1);
    for (const [other, times] of shared) if (times >= LEAST_SHARED) yield [number, other];
  }
}

/** The same words at another publisher, however many have them: found even where all of its shingles are common. */
async function exactCopies(tx: Tx, own: ReadonlyMap<number, Wording>): Promise<(readonly [number, number])[]> {
  const { rows } = await sql<{ a: number; b: number }>`
    select k.number as a, w.number as b
    from unnest(${list(own.keys())}, ${[...own.values()].map(({ digest }) => digest)}::text[],
      ${[...own.values()].map(({ kind }) => kind)}::text[]) k (number, digest, kind)
    join wording w on w.digest = k.digest and w.kind = k.kind and w.number <> k.number`.execute(tx);
  return rows.map(({ a, b }) => [a, b]);
}

/** Compares the pairs with their texts, so many candidates at a time. */
async function verified(
  tx: Tx,
  own: ReadonlyMap<number, Wording>,
  pairs: readonly (readonly [number, number])[],
  index: Index,
): Promise<object[]> {
  if (pairs.length === 0) return [];
  const rows: object[] = [];
  const mine = await readingsOf(tx, [...own.values()], index);
  const strangerOf = ([i, j]: readonly [number, number]): number | undefined =>
    own.has(i) ? (own.has(j) ? undefined : j) : i;
  const strangers = [...new Set(pairs.flatMap((pair) => strangerOf(pair) ?? []))];
  const byStranger = Map.groupBy(pairs, strangerOf);
  const compareAll = (some: readonly (readonly [number, number])[], reads: ReadonlyMap<number, Reading>): void => {
    for (const [i, j] of some) {
      const [one, other] = [mine.get(i) ?? reads.get(i), mine.get(j) ?? reads.get(j)];
      if (!one || !other) continue;
      const [a, b] = one.leader < other.leader ? [one, other] : [other, one];
      const row = rowOf(a.number, b.number, judge(a.kind, a, b));
      if (row) rows.push(row);
    }
  };
  compareAll(byStranger.get(undefined) ?? [], mine);
  for (let from = 0; from < strangers.length; from += MOST_READ) {
    const some = strangers.slice(from, from + MOST_READ);
    const { rows: wordings } = await sql<Wording>`
      select ${WORDING} from wording w where w.number = any(${list(some)})`.execute(tx);
    const reads = await readingsOf(tx, wordings, index);
    for (const number of some) compareAll(byStranger.get(number)!, reads);
  }
  return rows;
}

function rowOf(a: number, b: number, { comparison, relation }: Judgement): object | undefined {
  if (relation === null) return undefined;
  return {
    a,
    b,
    kind: relation.kind,
    score: relation.score,
    jaccard: comparison.jaccard,
    ofA: relation.coverage[0],
    ofB: relation.coverage[1],
    shared: comparison.shared,
    longest: relation.longest,
    spans: comparison.spans.map((span) => [...span.a, ...span.b]),
  };
}

/** Writes the pairs in place of the earlier ones; who has pairs, had some, or was ruled upon is grouped again. */
async function replace(tx: Tx, own: ReadonlyMap<number, Wording>, rows: readonly object[]): Promise<void> {
  const numbers = list(own.keys());
  await sql`
    with gone as (delete from likeness where a = any(${numbers}) or b = any(${numbers}) returning a, b)
    update wording set due = 'group'
    where due is null and number in (select a from gone union select b from gone)`.execute(tx);
  await insertRows(tx, "likeness", LIKENESS, rows, sql``);
  await sql`
    update wording set due = 'group' where due is null and number in (
      select a from likeness where b = any(${numbers}) union select b from likeness where a = any(${numbers}))`.execute(
    tx,
  );
  await sql`
    update wording w set due = case when w.times > 1 or w.representative is not null
      or exists (select 1 from likeness l where l.a = w.number)
      or exists (select 1 from likeness l where l.b = w.number)
      or exists (select 1 from duplicate_ruling d join wording_of o on o.id = d.a or o.id = d.b where o.wording = w.number)
      then 'group' end
    where w.number = any(${numbers})`.execute(tx);
}
