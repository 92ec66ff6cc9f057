// Tombstones: laid by an erasure, and asked by every commit and every re-extraction before anything is stored.
import type { PublisherId } from "@belowline/schema";
import { sql } from "kysely";
import { insertRows, type Tx } from "../store/rows.ts";
import type { Marker, MarkKind } from "./marks.ts";

/** Erasures alone, commits beside each other: a commit sees every tombstone, or ends before the erasure begins. */
const LOCK = 0x65726173;

export const lockForErasure = async (tx: Tx): Promise<unknown> =>
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(tx);

export const TOMBSTONE = { mark: "text", kind: "text", place: "text", erased_at: "timestamptz" };

/** For everything in the table `doomed` and for the runs of words by which it is known again; returns them. */
export async function layTombstones(
  tx: Tx,
  mark: Marker,
  runs: ReadonlySet<string>,
  at: string,
): Promise<readonly { mark: string; kind: MarkKind; place: string; erasedAt: string }[]> {
  const { rows } = await sql<{ kind: MarkKind | "thread"; id: string }>`select kind, id from doomed`.execute(tx);
  const stones: { mark: string; kind: MarkKind; place: string; erasedAt: string }[] = rows.flatMap(({ kind, id }) =>
    kind === "thread" ? [] : [{ mark: mark(kind, id), kind, place: "", erasedAt: at }],
  );
  const { rows: places } = await sql<{ publisherId: string }>`
    select publisher_id from comment where id in (select id from doomed where kind = 'comment')
    union select publisher_id from article where id in (select id from doomed where kind = 'article')`.execute(tx);
  for (const { publisherId } of runs.size === 0 ? [] : places) {
    const place = mark("publisher", publisherId);
    for (const run of runs)
      stones.push({ mark: mark("words", `${publisherId} ${run}`), kind: "words", place, erasedAt: at });
  }
  await insertRows(tx, "tombstone", TOMBSTONE, stones, sql`on conflict do nothing`);
  return stones;
}

/** What was erased, for those who are about to store something. */
export interface Erased {
  /** Which of these ids must not come back. */
  among(kind: MarkKind, ids: readonly string[]): Promise<Set<string>>;
  /** Whether words in a row, of an answer of this publisher, are of a text that was erased; undefined where none was. */
  wordsAt(publisher: PublisherId): Promise<((run: string) => boolean) | undefined>;
}

/** Undefined where nothing was ever erased, which costs two small queries. Erasures wait until the transaction ends. */
export async function erasedIn(tx: Tx, mark: Marker): Promise<Erased | undefined> {
  await sql`select pg_advisory_xact_lock_shared(${sql.lit(LOCK)})`.execute(tx);
  // A statement of its own: it must see what was erased while we waited.
  const { rows } = await sql`select from tombstone limit 1`.execute(tx);
  if (rows.length === 0) return undefined;
  return {
    async among(kind, ids) {
      const idOf = new Map(ids.map((id) => [mark(kind, id), id]));
      const found = await sql<{ mark: string }>`
        select mark from tombstone where mark in (select jsonb_array_elements_text(${JSON.stringify([...idOf.keys()])}::jsonb))`.execute(
        tx,
      );
      return new Set(found.rows.map((row) => idOf.get(row.mark)!));
    },
    async wordsAt(publisher) {
      const found = await sql<{ mark: string }>`
        select mark from tombstone where kind = 'words' and place = ${mark("publisher", publisher)}`.execute(tx);
      const words = new Set(found.rows.map((row) => row.mark));
      return words.size === 0 ? undefined : (run) => words.has(mark("words", `${publisher} ${run}`));
    },
  };
}
