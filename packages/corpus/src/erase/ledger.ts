// The ledger of erasures: every tombstone once more in a file beside the privacy key, so that a corpus restored from before knows them.
import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { insertRows, type Tx } from "../store/rows.ts";
import type { MarkKind } from "./marks.ts";
import { TOMBSTONE } from "./tombstones.ts";

/** A line of it, without the key no more telling than the row. */
export interface Stone {
  readonly mark: string;
  readonly kind: MarkKind;
  readonly place: string;
  readonly erasedAt: string;
}

/** Undefined where the key came from elsewhere than a file: then nobody but the database remembers. */
export type Ledger = string | undefined;

export function writeLedger(ledger: Ledger, stones: readonly Stone[]): void {
  if (ledger === undefined || stones.length === 0) return;
  mkdirSync(dirname(ledger), { recursive: true, mode: 0o700 });
  const lines = stones.map(({ mark, kind, place, erasedAt }) => [mark, kind, place, erasedAt].join("\t"));
  const file = openSync(ledger, "a", 0o600);
  try {
    // A line that a crash cut off must not swallow the first of these.
    appendFileSync(file, `\n${lines.join("\n")}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const LINE = /^([0-9a-f]{32})\t(comment|commenter|page|article|publisher|words|body)\t([0-9a-f]*)\t(\S+)$/;

/** Those of the ledger that the database does not hold: it is from before an erasure. A line that was cut by a crash is none. */
export async function missingStones(db: Database | Tx, ledger: Ledger): Promise<Stone[]> {
  const stones = readLedger(ledger);
  if (stones.size === 0) return [];
  const { rows } = await sql<{ mark: string }>`
    select m.mark from jsonb_array_elements_text(${JSON.stringify([...stones.keys()])}::jsonb) m (mark)
    where not exists (select from tombstone t where t.mark = m.mark)`.execute(db);
  return rows.map(({ mark }) => stones.get(mark)!);
}

function readLedger(ledger: Ledger): Map<string, Stone> {
  let text = "";
  try {
    if (ledger !== undefined) text = readFileSync(ledger, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const stones = new Map<string, Stone>();
  for (const line of text.split("\n")) {
    const [, mark, kind, place, erasedAt] = LINE.exec(line) ?? [];
    if (mark !== undefined) stones.set(mark, { mark, kind: kind as MarkKind, place: place!, erasedAt: erasedAt! });
  }
  return stones;
}

export const layStones = async (tx: Tx, stones: readonly Stone[]): Promise<void> =>
  await insertRows(tx, "tombstone", TOMBSTONE, stones, sql`on conflict do nothing`);
