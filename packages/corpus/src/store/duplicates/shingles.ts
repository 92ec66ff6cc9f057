// The shingle index: who holds which sampled shingle.
import { type RawBuilder, sql } from "kysely";
import { copyIn } from "../../db/copy-in.ts";
import { ORDINARY } from "../../dedupe/weight.ts";
import type { Tx } from "../rows.ts";

/**
 * A shingle of more wordings than these is common: a set phrase, boilerplate, or part of a story that everybody prints. It would
 * make each of them a candidate for all the others.
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

export const list = (numbers: Iterable<number>): RawBuilder<unknown> => sql`${[...numbers]}::integer[]`;

/**
 * Who holds each of these hashes, by number; left out where only one wording does. That is asked first, for most shingles of a
 * corpus stand in one text, and it takes a third of the time off.
 */
export const holdersQuery = (hashes: readonly number[]): RawBuilder<{ hash: number; wordings: number[] }> => sql`
  select k.hash, array(
    select wording from shingle where hash = k.hash order by wording limit ${sql.lit(MOST_HOLDERS + 1)}) as wordings
  from unnest(${list(hashes)}) k (hash) where exists (select 1 from shingle where hash = k.hash offset 1)`;

/** Of those with more than MOST_HOLDERS, one holder more. */
export async function holdersOf(tx: Tx, hashes: readonly number[]): Promise<Map<number, readonly number[]>> {
  if (hashes.length === 0) return new Map();
  const { rows } = await holdersQuery([...hashes].sort((a, b) => a - b)).execute(tx);
  return new Map(rows.map(({ hash, wordings }) => [hash, wordings]));
}

/** Every holder, however many. */
export async function crowdsOf(tx: Tx, hashes: readonly number[]): Promise<Map<number, readonly number[]>> {
  if (hashes.length === 0) return new Map();
  const { rows } = await sql<{ hash: number; wordings: number[] }>`
    select k.hash, array(select wording from shingle where hash = k.hash) as wordings from unnest(${list(hashes)}) k (hash)`.execute(
    tx,
  );
  return new Map(rows.map(({ hash, wordings }) => [hash, wordings]));
}

/** A wording as far as its shingles go. */
export interface Holder {
  readonly number: number;
  readonly publisherId: string;
  readonly hashes: readonly number[];
}

/** Writes the shingles of wordings that came and takes out those of wordings that went. */
export async function writeShingles(tx: Tx, came: readonly Holder[], went: readonly Holder[]): Promise<void> {
  const hash = Int32Array.from(came.flatMap(({ hashes }) => hashes));
  if (hash.length > 0) {
    const wording = Int32Array.from(came.flatMap(({ number, hashes }) => hashes.map(() => number)));
    // In the order of the key: neighbours in the index are written together.
    const order = Uint32Array.from(hash.keys()).sort((a, b) => hash[a]! - hash[b]!);
    const sorted = (column: Int32Array): Int32Array => Int32Array.from(order, (at) => column[at]!);
    await copyIn(tx, "shingle", { hash: sorted(hash), wording: sorted(wording) });
  }
  if (went.length > 0) {
    await sql`delete from shingle s using unnest(${list(went.flatMap(({ hashes }) => [...hashes]))},
      ${list(went.flatMap(({ number, hashes }) => hashes.map(() => number)))}) r (hash, wording)
      where s.hash = r.hash and s.wording = r.wording`.execute(tx);
  }
}

export async function publishersOf(tx: Tx, wordings: ReadonlySet<number>): Promise<Map<number, string>> {
  if (wordings.size === 0) return new Map();
  const { rows } = await sql<{ number: number; publisherId: string }>`
    select number, publisher_id from wording where number = any(${list([...wordings])})`.execute(tx);
  return new Map(rows.map(({ number, publisherId }) => [number, publisherId]));
}
