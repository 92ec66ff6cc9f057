// Recounting shingles: where many wordings hold one, and more or fewer than when they were matched, who is matched again.
import { type RawBuilder, sql } from "kysely";
import { insertRows, type Tx } from "../rows.ts";
import { dueForMatching } from "./due.ts";
import type { Index } from "./readings.ts";
import { list } from "./shingles.ts";

interface State {
  readonly last: number | null;
  readonly steps: Readonly<Record<string, number>>;
}

const ORDINARY_STATE: State = { last: null, steps: {} };
const [FIRST, LAST] = [-(2 ** 31), 2 ** 31 - 1];

/**
 * Compares what the index says of these shingles with what it said when their holders were last matched. Where that is another,
 * those whose pairs it may change are due again: within a step nobody is.
 */
export async function recount(tx: Tx, index: Index, hashes: readonly number[]): Promise<void> {
  if (hashes.length === 0) return;
  const { rows } = await sql<State & { hash: number }>`
    select hash, last, steps from common_shingle where hash = any(${list(hashes)})`.execute(tx);
  const before = new Map(rows.map((row) => [row.hash, row]));
  const again: Again[] = [];
  const changed: (State & { hash: number })[] = [];
  for (const hash of new Set(hashes)) {
    const was = before.get(hash) ?? ORDINARY_STATE;
    const state: State = { last: index.listed(hash).at(-1) ?? null, steps: Object.fromEntries(index.steps(hash)) };
    const found = [...againBetween(was, state)].map((one) => ({ hash, ...one }));
    if (found.length === 0) continue;
    again.push(...found);
    changed.push({ hash, ...state });
  }
  if (changed.length === 0) return;
  await sql`delete from common_shingle where hash = any(${list(changed.map(({ hash }) => hash))})`.execute(tx);
  const kept = changed.filter(({ last, steps }) => last !== null || Object.keys(steps).length > 0);
  await insertRows(tx, "common_shingle", { hash: "integer", last: "integer", steps: "jsonb" }, kept, sql``);
  await markAgain(tx, again);
}

export interface Again {
  readonly hash: number;
  /** Whose wordings; null for all. */
  readonly publisher: string | null;
  /** Numbers, both inclusive. */
  readonly low: number;
  readonly high: number;
}

function* againBetween(was: State, now: State): Generator<Omit<Again, "hash">> {
  const whole = { low: FIRST, high: LAST };
  if ((was.last === null) !== (now.last === null)) return yield { publisher: null, ...whole };
  for (const publisher of new Set([...Object.keys(was.steps), ...Object.keys(now.steps)]))
    if (was.steps[publisher] !== now.steps[publisher]) yield { publisher, ...whole };
  // Who comes into the list, or falls out of it.
  if (was.last !== null && now.last !== null && was.last !== now.last)
    yield { publisher: null, low: Math.min(was.last, now.last), high: Math.max(was.last, now.last) };
}

async function markAgain(tx: Tx, again: readonly Again[]): Promise<void> {
  await dueForMatching(tx, againQuery(again));
}

/** Who is to be matched again and is not due yet. */
export const againQuery = (again: readonly Again[]): RawBuilder<{ number: number }> => sql`
  select distinct v.number
  from unnest(${list(again.map(({ hash }) => hash))}, ${again.map(({ publisher }) => publisher)}::uuid[],
    ${list(again.map(({ low }) => low))}, ${list(again.map(({ high }) => high))}) k (hash, publisher, low, high)
  join shingle s on s.hash = k.hash and s.wording between k.low and k.high
  join wording v on v.number = s.wording
  where not exists (select 1 from wording_due d where d.number = v.number and d.step = 'match') and (k.publisher is null or v.publisher_id = k.publisher)`;
