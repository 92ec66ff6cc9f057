// The end of an erasure, after its rows are gone: index, clusters, statistics and files; done by the next opener where it was cut off.
import { sql } from "kysely";
import type { Connection } from "../db/connection.ts";
import { dedupe } from "../store/duplicates/dedupe.ts";
import type { Tx } from "../store/rows.ts";
import { forgetTerms } from "../tokens/forget.ts";
import { removeTraces } from "./traces.ts";

const UNFINISHED = "erasure_unfinished";

/** From the transaction that takes the rows until the last trace is gone. */
export const noteUnfinished = async (tx: Tx): Promise<unknown> =>
  await sql`insert into setting (key, value) values (${UNFINISHED}, now()::text)
    on conflict (key) do update set value = excluded.value`.execute(tx);

export async function finishErasure(connection: Connection): Promise<void> {
  const { db } = connection;
  await forgetTerms(db);
  await dedupe(db);
  await removeTraces(connection);
  await db.deleteFrom("setting").where("key", "=", UNFINISHED).execute();
}

/** Who may not (a reader, a writer) leaves it to the owner: of what was erased no question shows anything. */
const MAY_NOT = new Set(["42501", "25006"]);

/** Ends an erasure that was cut off. */
export async function finishCutOff(connection: Connection): Promise<void> {
  if (!(await isCutOff(connection))) return;
  try {
    await finishErasure(connection);
  } catch (error) {
    if (!MAY_NOT.has((error as { code?: string }).code ?? "")) throw error;
  }
}

/** In a folder whoever was at it is dead; on a server another process may be at it, for minutes. */
async function isCutOff({ db, singleOpener }: Connection): Promise<boolean> {
  const { rows } = await sql`select from setting where key = ${UNFINISHED}
    and (${singleOpener}::boolean or value::timestamptz < now() - interval '1 hour')`.execute(db);
  return rows.length > 0;
}
