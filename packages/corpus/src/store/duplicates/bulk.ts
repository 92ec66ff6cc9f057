// The bulk load: while all texts are taken in, the shingle table has no index; it is built at once at the end, by sorting.
import { sql } from "kysely";
import type { Tx } from "../rows.ts";

/**
 * Sixteen rows a text at random places of a large index are sixteen pages read and written; appended and sorted later, they are not.
 * Whoever does not own the table leaves it as it is.
 */
export async function unindexShingles(tx: Tx): Promise<void> {
  const { rows } = await sql<{ owns: boolean }>`
    select pg_has_role(relowner, 'usage') as owns from pg_class where oid = 'shingle'::regclass`.execute(tx);
  if (rows[0]!.owns) await sql`alter table shingle drop constraint if exists shingle_pkey`.execute(tx);
}

/** To be called when nothing is left to be taken in: also by a search that goes on after a bulk load that was killed. */
export async function indexShingles(tx: Tx): Promise<void> {
  const { rows } = await sql`
    select 1 from pg_constraint where conrelid = 'shingle'::regclass and conname = 'shingle_pkey'`.execute(tx);
  if (rows.length === 0) await sql`alter table shingle add primary key (hash, wording)`.execute(tx);
}
