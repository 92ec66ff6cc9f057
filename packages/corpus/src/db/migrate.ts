// migrate(): brings a database to the schema this version knows, or refuses one that is already beyond it.
import { migrations } from "@belowline/migrations";
import { StoreError } from "@belowline/schema";
import { sql } from "kysely";
import { Migrator } from "kysely/migration";
import type { Connection, Database } from "./connection.ts";
import { fill } from "./fill.ts";

/**
 * @throws StoreError `store/newer-schema` when a newer version made the database, `store/failed` when a step fails
 */
export async function migrate({ db, where }: Connection): Promise<void> {
  const migrator = migratorOf(db);
  const unknown = (await applied(db)).filter((name) => !(name in migrations));
  if (unknown.length > 0) {
    throw new StoreError(
      "store/newer-schema",
      `${where}: a newer version of Belowline made this corpus (it has ${unknown.join(", ")}); install that version to open it`,
      { unknown },
    );
  }
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    throw new StoreError(
      "store/failed",
      `${where}: the schema cannot be brought to date; nothing was changed`,
      {},
      error,
    );
  }
  await fill(db);
}

/** Whether the database holds a corpus at all. */
export const isCorpus = async (db: Database): Promise<boolean> => (await applied(db)).length > 0;

const migratorOf = (db: Database): Migrator =>
  new Migrator({ db, provider: { getMigrations: async () => migrations } });

/** Names of the migrations a database has; asked without making a table, so that a look changes nothing. */
async function applied(db: Database): Promise<string[]> {
  const { rows: found } = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there
  `.execute(db);
  if (!found[0]?.there) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map((row) => row.name);
}
