// Matching: who shares sampled shingles with a wording, compared exactly with their texts, and the pairs that come of it.
import { sql } from "kysely";
import { type Columns, insertRows, type Tx } from "../rows.ts";
import { commentRuleOf } from "./comment-rule.ts";
import { isToldEverywhere } from "./common.ts";
import { dueForGrouping, hasCompany, unpair } from "./due.ts";
import type { Likeness } from "./judge.ts";
import { type Judges, judgeHere, type Pleaded } from "./judges.ts";
import { type Index, indexOver, type Reading, readingsOf, WORDING, type Wording } from "./readings.ts";
import { recount } from "./recount.ts";
import { crowdsOf, list } from "./shingles.ts";

/** Wordings matched by one transaction. */
const MOST = 200;
/** Candidates read at a time: bounds memory, for a text may have a hundred and be a megabyte long. */
const MOST_READ = 500;
/** One shared shingle is a set phrase; two are a passage or a text. */
export const LEAST_SHARED = 2;

export const LIKENESS: Columns = {
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
export async function matchDue(tx: Tx, judges: Judges = judgeHere): Promise<Matched | undefined> {
  const { rows: due } = await sql<Wording>`
    select ${WORDING} from (select number from wording_due where step = 'match' order by number limit ${sql.lit(MOST)}) d
    join wording w on w.number = d.number order by w.number`.execute(tx);
  if (due.length === 0) return undefined;
  const own = new Map(due.map((wording) => [wording.number, wording]));
  const index = indexOver(tx);
  const hashes = due.flatMap((wording) => [...wording.hashes]);
  await index.look(hashes);
  await recount(
    tx,
    index,
    hashes.filter((hash) => index.isCommon(hash) || index.steps(hash).size > 0),
  );
  const wanted = new Map<string, Pair>();
  for (const pair of [...pairsAmong(due, index, await crowdsFor(tx, due, index)), ...(await exactCopies(tx, own))])
    wanted.set(`${pair.a} ${pair.b}`, pair);
  const rows = await verified(tx, own, [...wanted.values()], index, judges);
  await replace(tx, own, rows);
  return { wordings: due.length, pairs: wanted.size };
}

/** By number, the smaller one first. */
interface Pair {
  readonly a: number;
  readonly b: number;
  /** They met over common shingles: that counts only between two texts that are told everywhere. */
  readonly crowded: boolean;
}

const pairOf = (i: number, j: number, crowded: boolean): Pair => ({ a: Math.min(i, j), b: Math.max(i, j), crowded });

/**
 * Pairs that share enough. A common shingle finds those on its list, and finds everybody for them: so it does not matter which
 * of two is asked.
 */
function* pairsAmong(
  due: readonly Wording[],
  index: Index,
  crowds: ReadonlyMap<number, readonly number[]>,
): Generator<Pair> {
  for (const wording of due) {
    const { number, hashes } = wording;
    const shared = new Map<number, number>();
    const count = (others: readonly number[]): void => {
      for (const other of others) if (other !== number) shared.set(other, (shared.get(other) ?? 0) + 1);
    };
    for (const hash of hashes) count(index.holders(hash));
    const sure = new Set([...shared].flatMap(([other, times]) => (times >= LEAST_SHARED ? [other] : [])));
    for (const other of sure) yield pairOf(number, other, false);
    if (!isToldEverywhere(wording, index)) continue;
    for (const hash of hashes) count(isListed(number, hash, index) ? crowds.get(hash)! : index.listed(hash));
    for (const [other, times] of shared)
      if (times >= LEAST_SHARED && !sure.has(other)) yield pairOf(number, other, true);
  }
}

const isListed = (number: number, hash: number, index: Index): boolean => index.listed(hash).includes(number);

function crowdsFor(tx: Tx, due: readonly Wording[], index: Index): Promise<Map<number, readonly number[]>> {
  const hashes = due
    .filter((wording) => isToldEverywhere(wording, index))
    .flatMap((wording) => wording.hashes.filter((hash) => isListed(wording.number, hash, index)));
  return crowdsOf(tx, [...new Set(hashes)]);
}

/** The same words at another publisher, however many have them: found even where all of its shingles are common. */
async function exactCopies(tx: Tx, own: ReadonlyMap<number, Wording>): Promise<Pair[]> {
  const { rows } = await sql<{ a: number; b: number }>`
    select k.number as a, w.number as b
    from unnest(${list(own.keys())}, ${[...own.values()].map(({ digest }) => digest)}::text[],
      ${[...own.values()].map(({ kind }) => kind)}::text[]) k (number, digest, kind)
    join wording w on w.digest = k.digest and w.kind = k.kind and w.number <> k.number`.execute(tx);
  return rows.map(({ a, b }) => pairOf(a, b, false));
}

/** Compares the pairs with their texts, so many candidates at a time. */
async function verified(
  tx: Tx,
  own: ReadonlyMap<number, Wording>,
  pairs: readonly Pair[],
  index: Index,
  judges: Judges,
): Promise<Likeness[]> {
  if (pairs.length === 0) return [];
  const rows: Likeness[] = [];
  const rule = await commentRuleOf(tx);
  const mine = await readingsOf(tx, [...own.values()], index);
  const strangerOf = ({ a, b }: Pair): number | undefined => (own.has(a) ? (own.has(b) ? undefined : b) : a);
  const strangers = [...new Set(pairs.flatMap((pair) => strangerOf(pair) ?? []))];
  const byStranger = Map.groupBy(pairs, strangerOf);
  const compareAll = async (some: readonly Pair[], reads: ReadonlyMap<number, Reading>): Promise<void> => {
    const pleaded: Pleaded[] = [];
    for (const pair of some) {
      const [one, other] = [mine.get(pair.a) ?? reads.get(pair.a), mine.get(pair.b) ?? reads.get(pair.b)];
      if (!one || !other) continue;
      if (pair.crowded && !(isToldEverywhere(one, index) && isToldEverywhere(other, index))) continue;
      pleaded.push(one.leader < other.leader ? [one, other] : [other, one]);
    }
    rows.push(...(await judges(pleaded, rule)));
  };
  await compareAll(byStranger.get(undefined) ?? [], mine);
  for (let from = 0; from < strangers.length; from += MOST_READ) {
    const some = strangers.slice(from, from + MOST_READ);
    const { rows: wordings } = await sql<Wording>`
      select ${WORDING} from wording w where w.number = any(${list(some)})`.execute(tx);
    const reads = await readingsOf(tx, wordings, index);
    await compareAll(
      some.flatMap((number) => byStranger.get(number)!),
      reads,
    );
  }
  return rows;
}

/** Writes the pairs in place of the earlier ones; who has pairs, had some, or was ruled upon is grouped again. */
async function replace(tx: Tx, own: ReadonlyMap<number, Wording>, rows: readonly object[]): Promise<void> {
  const numbers = list(own.keys());
  await unpair(tx, numbers);
  await insertRows(tx, "likeness", LIKENESS, rows, sql``);
  await dueForGrouping(
    tx,
    sql`select a from likeness where b = any(${numbers}) union select b from likeness where a = any(${numbers})`,
  );
  await sql`update wording_due d set step = 'group' from wording w
    where d.number = any(${numbers}) and w.number = d.number and ${hasCompany}`.execute(tx);
  await sql`delete from wording_due where number = any(${numbers}) and step = 'match'`.execute(tx);
}
