// Readings: wordings with their texts, ready to be compared, and with what the shingle index says of their shingles.
import { sql } from "kysely";
import { ORDINARY } from "../../dedupe/weight.ts";
import type { Tx } from "../rows.ts";
import { isToldEverywhere, LISTED, stepsAmong } from "./common.ts";
import { type Read, readFor } from "./judge.ts";
import { COMMON, type Holder, holdersOf, MOST_HOLDERS, publishersOf } from "./shingles.ts";
import { type RecordKind, spokenBy } from "./texts.ts";

export interface Wording extends Holder {
  readonly kind: RecordKind;
  readonly digest: string;
  readonly leader: string;
}

export type Reading = Wording & Read;

/** The columns of a Wording, of a table named w. */
export const WORDING = sql`w.number, w.kind, w.publisher_id, w.digest, w.leader, w.hashes`;

/** What was asked of the shingle index in a transaction. */
export interface Index {
  /** Asks for what was not asked yet. */
  look(hashes: readonly number[]): Promise<void>;
  /** Whether more than MOST_HOLDERS hold it. */
  isCommon(hash: number): boolean;
  /** All holders; none where there is only one, or where it is common. */
  holders(hash: number): readonly number[];
  /** The holders that a common shingle finds. */
  listed(hash: number): readonly number[];
  /** How many wordings of a publisher hold it, in steps; ordinary numbers left out. */
  steps(hash: number): ReadonlyMap<string, number>;
}

export function indexOver(tx: Tx): Index {
  const asked = new Set<number>();
  const held = new Map<number, readonly number[]>();
  const publishers = new Map<number, string>();
  const steps = new Map<number, ReadonlyMap<string, number>>();
  const isCommon = (hash: number): boolean => (held.get(hash)?.length ?? 0) > MOST_HOLDERS;
  return {
    isCommon,
    holders: (hash) => (isCommon(hash) ? [] : (held.get(hash) ?? [])),
    listed: (hash) => (isCommon(hash) ? held.get(hash)!.slice(0, LISTED) : []),
    steps: (hash) => steps.get(hash) ?? NONE,
    async look(hashes) {
      const fresh = [...new Set(hashes)].filter((hash) => !asked.has(hash));
      for (const hash of fresh) asked.add(hash);
      const found = await holdersOf(tx, fresh);
      const busy = [...found].filter(([, wordings]) => wordings.length > ORDINARY);
      const strangers = new Set(busy.flatMap(([, wordings]) => wordings));
      for (const known of publishers.keys()) strangers.delete(known);
      for (const [wording, publisher] of await publishersOf(tx, strangers)) publishers.set(wording, publisher);
      for (const [hash, wordings] of found) held.set(hash, wordings);
      for (const [hash, wordings] of busy)
        steps.set(
          hash,
          stepsAmong(wordings, (wording) => publishers.get(wording)),
        );
    },
  };
}

const NONE: ReadonlyMap<string, number> = new Map();

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

export function heldAt(holder: Holder, index: Index): Map<number, number> {
  const { hashes, publisherId } = holder;
  const isTold = isToldEverywhere(holder, index);
  return new Map(
    hashes.map((hash) => {
      const step = index.steps(hash).get(publisherId) ?? ORDINARY;
      return [hash, index.isCommon(hash) && !isTold ? COMMON : step];
    }),
  );
}
