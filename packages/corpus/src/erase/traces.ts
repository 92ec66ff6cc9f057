// Traces: what deleted rows leave in the database's own files, which nobody sees by asking: statistics, dead rows, the write-ahead log.
import { sql } from "kysely";
import type { Connection, Database } from "../db/connection.ts";

/**
 * The planner's statistics quote common values and stay where a table was emptied; deleted rows stand in their files until they are
 * written over. A folder has one opener, whom nobody waits for: there the log is begun anew, too. A server's log, and copies of it, are
 * its administrator's.
 */
export async function removeTraces({ db, singleOpener }: Pick<Connection, "db" | "singleOpener">): Promise<void> {
  await dropStatistics(db);
  await sql`analyze`.execute(db);
  await sql.raw(singleOpener ? "vacuum full" : "vacuum").execute(db);
  if (!singleOpener) return;
  // Old segments are unlinked then, instead of being kept under a new name with what stands in them.
  await sql`set wal_recycle = off`.execute(db);
  await sql`select pg_switch_wal()`.execute(db);
  await sql`checkpoint`.execute(db);
  await sql`reset wal_recycle`.execute(db);
}

/** Allowed to a superuser alone; others get statistics without the erased where a table still has rows. */
async function dropStatistics(db: Database): Promise<void> {
  try {
    await sql`delete from pg_statistic where starelid in (
      select oid from pg_class where relnamespace = current_schema()::regnamespace or relnamespace = to_regnamespace('pgboss'))`.execute(
      db,
    );
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
  }
}
