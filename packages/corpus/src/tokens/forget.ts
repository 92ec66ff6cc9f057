// forgetTerms(): after an erasure the index is brought to date, and the terms that no text holds any more go.
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { again } from "../store/again.ts";
import { catchUp, LOCK } from "./catch-up.ts";
import { noteForgotten } from "./terms.ts";

export async function forgetTerms(db: Database): Promise<void> {
  const { rows } = await sql`select from token_term limit 1`.execute(db);
  if (rows.length === 0) return;
  await catchUp(db);
  await again(() =>
    db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx);
      await sql`delete from token_posting p using (
        select kind, term from token_posting group by 1, 2 having sum(tokens) = 0 and sum(texts) = 0
      ) z where p.kind = z.kind and p.term = z.term`.execute(tx);
      await noteForgotten(tx);
      await sql`delete from token_term t where not exists (select from token_posting p where p.term = t.id)`.execute(
        tx,
      );
    }),
  );
}
