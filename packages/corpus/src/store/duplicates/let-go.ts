// Letting go: articles and comments that are erased leave their wordings; one that nobody says any more leaves no trace.
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../rows.ts";
import { lockDuplicates } from "./dedupe.ts";
import { dueForGrouping } from "./due.ts";
import { writeShingles } from "./shingles.ts";
import { forget, lead } from "./take-in.ts";

/** To be called before the rows themselves go; `ids` is a query for them. The next search groups what is left. */
export async function letGo(tx: Tx, ids: RawBuilder<unknown>): Promise<void> {
  await lockDuplicates(tx);
  await sql`delete from duplicate_ruling where a in (${ids}) or b in (${ids})`.execute(tx);
  const { rows } = await sql<{ wording: number | null }>`
    delete from wording_of where id in (${ids}) returning wording`.execute(tx);
  const numbers = [...new Set(rows.flatMap(({ wording }) => wording ?? []))];
  if (numbers.length === 0) return;
  // The row of a leader that goes must not name it any longer, nor may a cluster.
  await dueForGrouping(tx, sql`select number from wording where representative in (${ids})`);
  await sql`update wording set representative = null where representative in (${ids})`.execute(tx);
  const went = await lead(tx, numbers);
  await writeShingles(tx, [], went);
  await forget(tx, went);
}
