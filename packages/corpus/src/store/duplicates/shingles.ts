// The shingle index: who holds which sampled shingle, and which of them have become common or cease to be.
import { type RawBuilder, sql } from "kysely";
import { ORDINARY } from "../../dedupe/weight.ts";
import type { Tx } from "../rows.ts";

/**
 * A shingle of more wordings than these finds nobody: it is a set phrase or boilerplate, and would make each of them a
 * candidate for all the others.
 */
export const MOST_HOLDERS = 100;

/** So that a comment never finds an article: the same shingle has another hash there. */
const COMMENT = 0x5bd1e995;
export const hashesOf = (kind: "article" | "comment", keys: Int32Array): number[] =>
  kind === "article" ? [...keys] : Array.from(keys, (key) => key ^ COMMENT).sort((a, b) => a - b);
export const hashOf = (kind: "article" | "comment", key: number): number => (kind === "article" ? key : key ^ COMMENT);

/**
 * How many wordings of one publisher hold a shingle, in steps: within a step one more changes nothing, and so a text has not to
 * be compared again with each that arrives. Doubling beyond what is ordinary.
 */
export function stepOf(holders: number): number {
  let step: number = ORDINARY;
  while (step < holders) step *= 2;
  return step;
}
/** For shingles beyond MOST_HOLDERS. */
export const COMMON = stepOf(MOST_HOLDERS + 1);

/**
 * The planner must walk the index hash by hash. Left alone it joins by hash over the whole table as soon as statistics are old
 * (measured: 2,200 instead of 22,900 documents a second), and JIT compiles for longer than the query runs. The LATERAL with its
 * LIMIT leaves it little choice, these settings none. For one transaction only.
 */
export async function onlyByIndex(tx: Tx): Promise<void> {
  const off = ["enable_hashjoin", "enable_mergejoin", "enable_seqscan", "enable_bitmapscan", "jit"];
  await sql`select ${sql.join(off.map((name) => sql`set_config(${sql.lit(name)}, 'off', true)`))}`.execute(tx);
}

const list = (numbers: readonly number[]): RawBuilder<unknown> => sql`${numbers}::integer[]`;

/** Who holds each of these hashes; left out where only one wording does, null where more than MOST_HOLDERS do. */
export const holdersQuery = (hashes: readonly number[]): RawBuilder<{ hash: number; wordings: number[] }> => sql`
  select k.hash, array_agg(s.wording) as wordings from unnest(${list(hashes)}) k (hash)
  cross join lateral (select wording from shingle where hash = k.hash limit ${sql.lit(MOST_HOLDERS + 1)}) s
  group by k.hash having count(*) > 1`;

export async function holdersOf(tx: Tx, hashes: readonly number[]): Promise<Map<number, readonly number[] | null>> {
  if (hashes.length === 0) return new Map();
  const { rows } = await holdersQuery(hashes).execute(tx);
  return new Map(rows.map(({ hash, wordings }) => [hash, wordings.length > MOST_HOLDERS ? null : wordings]));
}

/** A wording as far as its shingles go. */
export interface Holder {
  readonly number: number;
  readonly publisherId: string;
  readonly hashes: readonly number[];
}

/**
 * Writes the shingles of wordings that came and takes out those of wordings that went.
 *
 * @returns numbers of wordings that hold a shingle which became common by this, or rare: their pairs must be looked at again
 */
export async function changeShingles(tx: Tx, came: readonly Holder[], went: readonly Holder[]): Promise<Set<number>> {
  await writeShingles(tx, came, went);
  return await turned(tx, came, went);
}

/** The rows alone. */
export async function writeShingles(tx: Tx, came: readonly Holder[], went: readonly Holder[]): Promise<void> {
  const rowsOf = (holders: readonly Holder[]): RawBuilder<unknown> =>
    sql`unnest(${list(holders.flatMap(({ hashes }) => [...hashes]))},
      ${list(holders.flatMap(({ number, hashes }) => hashes.map(() => number)))}) r (hash, wording)`;
  if (came.length > 0) {
    // In the order of the key: neighbours in the index are written together.
    await sql`insert into shingle (hash, wording) select hash, wording from ${rowsOf(came)} order by 1, 2`.execute(tx);
  }
  if (went.length > 0) {
    await sql`delete from shingle s using ${rowsOf(went)} where s.hash = r.hash and s.wording = r.wording`.execute(tx);
  }
}

export async function turned(tx: Tx, came: readonly Holder[], went: readonly Holder[]): Promise<Set<number>> {
  const deltas = new Map<number, Map<string, number>>();
  const count = ({ hashes, publisherId }: Holder, by: number): void => {
    for (const hash of hashes) {
      const of = deltas.get(hash) ?? new Map<string, number>();
      if (of.size === 0) deltas.set(hash, of);
      of.set(publisherId, (of.get(publisherId) ?? 0) + by);
    }
  };
  for (const holder of came) count(holder, 1);
  for (const holder of went) count(holder, -1);
  const hashes = [...deltas.keys()];
  const added = hashes.map((hash) => Math.max(0, sum(deltas.get(hash)!)));
  const gone = hashes.map((hash) => [...deltas.get(hash)!.values()].reduce((n, delta) => n - Math.min(0, delta), 0));
  const { rows } = await sql<{ hash: number; wordings: number[] }>`
    select k.hash, array_agg(s.wording) as wordings
    from unnest(${list(hashes)}, ${list(added)}, ${list(gone)}) k (hash, added, gone)
    cross join lateral (
      select wording from shingle where hash = k.hash limit ${sql.lit(MOST_HOLDERS + 1)} + k.added) s
    group by k.hash, k.gone having count(*) + k.gone > ${sql.lit(ORDINARY)}`.execute(tx);
  const publisherOf = await publishersOf(tx, new Set(rows.flatMap(({ wordings }) => wordings)));
  const found = new Set<number>();
  for (const { hash, wordings } of rows) {
    const of = deltas.get(hash)!;
    const before = wordings.length - sum(of);
    if (wordings.length > MOST_HOLDERS && before > MOST_HOLDERS) continue;
    const crossed = wordings.length > MOST_HOLDERS || before > MOST_HOLDERS;
    for (const [publisher, delta] of of) {
      const own = wordings.filter((wording) => publisherOf.get(wording) === publisher);
      if (!crossed && stepOf(own.length) === stepOf(own.length - delta)) continue;
      for (const wording of crossed ? wordings : own) found.add(wording);
    }
  }
  return found;
}

export async function publishersOf(tx: Tx, wordings: ReadonlySet<number>): Promise<Map<number, string>> {
  if (wordings.size === 0) return new Map();
  const { rows } = await sql<{ number: number; publisherId: string }>`
    select number, publisher_id from wording where number = any(${list([...wordings])})`.execute(tx);
  return new Map(rows.map(({ number, publisherId }) => [number, publisherId]));
}

const sum = (of: ReadonlyMap<string, number>): number => [...of.values()].reduce((a, b) => a + b, 0);
