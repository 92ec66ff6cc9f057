// Jobs of what was erased: schedules and runs of a publisher go, and of others the words that name an erased address.
import type { PublisherId } from "@belowline/schema";
import { sql } from "kysely";
import type { Tx } from "../store/rows.ts";

/** pg-boss's tables are there once anybody scheduled anything. A run under way fails at its next commit. */
export async function forgetJobs(tx: Tx, publishers: readonly PublisherId[], urls: readonly string[]): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('pgboss.schedule') is not null as there`.execute(
    tx,
  );
  if (!rows[0]!.there) return;
  await sql`delete from pgboss.schedule where key = any(${publishers}::text[]) or data ->> 'seed' = any(${urls}::text[])`.execute(
    tx,
  );
  await sql`delete from pgboss.job where singleton_key = any(${publishers}::text[]) or data ->> 'seed' = any(${urls}::text[])`.execute(
    tx,
  );
  for (const url of urls) {
    await sql`update pgboss.job set output = null, source_output = null
      where strpos(coalesce(output::text, '') || coalesce(source_output::text, ''), ${url}::text) > 0`.execute(tx);
  }
}
