// Connection: an open database of either engine behind one shape.
import type { Tables } from "@belowline/schema/tables";
import { CamelCasePlugin, type Dialect, Kysely } from "kysely";
import { covered } from "./covered.ts";
import { guarded } from "./guard.ts";

export type Database = Kysely<Tables>;

/** As much of PGlite as pg-boss asks for; its own types need a browser's to be checked. */
export interface Embedded {
  query<T>(text: string, values?: unknown[]): Promise<{ rows: T[] }>;
  exec(text: string): Promise<{ rows: unknown[] }[]>;
}

export interface Connection {
  readonly engine: "pglite" | "postgres";
  /** For messages; never holds a password. */
  readonly where: string;
  /** Nobody else can have it open: whoever held a lease before is dead. */
  readonly singleOpener: boolean;
  readonly db: Database;
  /** What Kysely stands on, for pg-boss, which brings its own SQL; the address holds the password. */
  readonly driver: { readonly pglite: Embedded } | { readonly url: string };
  close(): Promise<void>;
}

/** snake_case in SQL, camelCase here; keys inside jsonb are the writer's own and stay. */
export const databaseOver = (dialect: Dialect, connections: "one" | "many"): Database => {
  const guard = guarded(dialect, connections);
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
  return covered(new Kysely<Tables>({ dialect: guard.dialect, plugins }), guard.inside);
};
