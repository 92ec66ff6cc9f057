// Connection: an open database of either engine behind one shape.
import type { Tables } from "@belowline/schema/tables";
import { CamelCasePlugin, type Dialect, Kysely } from "kysely";
import { covered } from "./covered.ts";
import { guarded } from "./guard.ts";

export type Database = Kysely<Tables>;

export interface Connection {
  readonly engine: "pglite" | "postgres";
  /** For messages; never holds a password. */
  readonly where: string;
  /** Nobody else can have it open: whoever held a lease before is dead. */
  readonly singleOpener: boolean;
  readonly db: Database;
  close(): Promise<void>;
}

/** snake_case in SQL, camelCase here; keys inside jsonb are the writer's own and stay. */
export const databaseOver = (dialect: Dialect, connections: "one" | "many"): Database => {
  const guard = guarded(dialect, connections);
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  return covered(new Kysely<Tables>({ dialect: guard.dialect, plugins }), guard.inside);
};
