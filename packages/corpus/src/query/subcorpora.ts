// Sub-corpora: filters that were kept under a name.
import { storable, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";

/** A selection that was kept. */
export interface Subcorpus {
  readonly name: string;
  readonly records: string;
  /** The filters, in the order in which they were given. */
  readonly where: readonly object[];
  readonly madeAt: string;
}

const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,99}$/u;

/** As it is stored: a Mac types "größe" otherwise than other machines. */
export const nameOf = (name: string): string => storable(name).normalize("NFC");

/** Names of sub-corpora and snapshots: fit for a file and a sentence. @throws UsageError `usage/invalid-value` */
export function checkedName(name: string, where: string): string {
  const given = typeof name === "string" ? nameOf(name) : "";
  if (NAME.test(given) && given === name.normalize("NFC")) return given;
  throw new UsageError(
    "usage/invalid-value",
    `${where}: expected a name of letters, digits, ".", "-" and "_", at most 100 of them, such as "harbour-2026"`,
    { option: "name" },
  );
}

export async function keepWheres(
  db: Database,
  given: string,
  records: string,
  wheres: readonly object[],
): Promise<void> {
  const name = checkedName(given, "keepAs");
  const { rows } = await sql`
    insert into subcorpus (name, records, wheres, made_at) values (${name}, ${records}, ${JSON.stringify(wheres)}, now())
    on conflict do nothing returning name`.execute(db);
  if (rows.length > 0) return;
  throw new UsageError("usage/conflict", `keepAs: there is a sub-corpus "${name}" already; take another name`, {
    name,
  });
}

/** @throws UsageError `usage/not-found` */
export async function keptWheres(db: Database, name: string, records: string): Promise<readonly object[]> {
  const row = await db.selectFrom("subcorpus").selectAll().where("name", "=", name).executeTakeFirst();
  if (row?.records === records) return row.wheres;
  throw new UsageError(
    "usage/not-found",
    row
      ? `subcorpus "${name}": it holds ${row.records}, not ${records}`
      : `subcorpus "${name}": there is none of this name; corpus.subcorpora() lists them`,
    { name },
  );
}

/** By name. */
export async function subcorporaOf(db: Database): Promise<Subcorpus[]> {
  const rows = await db.selectFrom("subcorpus").selectAll().orderBy("name").execute();
  return rows.map(({ name, records, wheres, madeAt }) => ({
    name,
    records,
    where: wheres,
    madeAt: madeAt.toISOString(),
  }));
}
