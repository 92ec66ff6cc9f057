// Readings: wordings with their texts, ready to be compared, and with what the shingle index says of their shingles.
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../rows.ts";
import { type Read, readFor } from "./judge.ts";
import { COMMON, type Holder, holdersOf, publishersOf, stepOf } from "./shingles.ts";
import { type RecordKind, spokenBy } from "./texts.ts";

export interface Wording extends Holder {
  readonly kind: RecordKind;
  readonly digest: string;
  readonly leader: string;
}

export type Reading = Wording & Read;

/** The columns of a Wording, of a table named w. */
export const WORDING = sql`w.number, w.kind, w.publisher_id, w.digest, w.leader, w.hashes`;
export const list = (numbers: Iterable<number>): RawBuilder<unknown> => sql`${[...numbers]}::integer[]`;

export type Index = ReturnType<typeof indexOver>;

/** What was asked of the shingle index in this transaction. */
export function indexOver(tx: Tx) {
  const asked = new Set<number>();
  const held = new Map<number, readonly number[] | null>();
  const publishers = new Map<number, string>();
  return {
    /** All holders; empty where there is only one, null where there are too many. */
    holders: (hash: number): readonly number[] | null => held.get(hash) ?? (held.has(hash) ? null : []),
    publisher: (wording: number): string | undefined => publishers.get(wording),
    async look(hashes: readonly number[]): Promise<void> {
      const fresh = [...new Set(hashes)].filter((hash) => !asked.has(hash));
      for (const hash of fresh) asked.add(hash);
      const found = await holdersOf(tx, fresh);
      for (const [hash, wordings] of found) held.set(hash, wordings);
      const strangers = new Set([...found.values()].flatMap((wordings) => wordings ?? []));
      for (const known of publishers.keys()) strangers.delete(known);
      for (const [wording, publisher] of await publishersOf(tx, strangers)) publishers.set(wording, publisher);
    },
  };
}

/** By number; a wording whose text is gone (its article was erased) has none. */
export async function readingsOf(tx: Tx, wordings: readonly Wording[], index: Index): Promise<Map<number, Reading>> {
  await index.look(wordings.flatMap(({ hashes }) => [...hashes]));
  const leaders = new Map<string, string>();
  for (const kind of ["article", "comment"] as const) {
    const ids = wordings.flatMap((wording) => (wording.kind === kind ? [wording.leader] : []));
    for (const { id, text } of await spokenBy(tx, kind, ids)) leaders.set(id, text);
  }
  return new Map(
    wordings.flatMap((wording) => {
      const text = leaders.get(wording.leader);
      return text === undefined ? [] : [[wording.number, { ...wording, ...readFor(text, heldAt(wording, index)) }]];
    }),
  );
}

export function heldAt({ hashes, publisherId }: Holder, index: Index): Map<number, number> {
  const held = new Map<number, number>();
  for (const hash of hashes) {
    const holders = index.holders(hash);
    const own = holders?.filter((wording) => index.publisher(wording) === publisherId).length;
    held.set(hash, own === undefined ? COMMON : stepOf(own));
  }
  return held;
}
