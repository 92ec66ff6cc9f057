// describe(): COMMENT ON a table or view and each of its columns, so that the database explains itself to SQL, Python and R users.
import { type Kysely, sql } from "kysely";

/** What a table holds, and what each column means, with its unit. */
export interface Description {
  readonly what: string;
  readonly columns: Readonly<Record<string, string>>;
}

/** COMMENT takes no parameters, hence the literals; all of them are written in these migrations. */
export async function describe(
  db: Kysely<unknown>,
  kind: "table" | "view",
  name: string,
  { what, columns }: Description,
): Promise<void> {
  await sql`comment on ${sql.raw(kind)} ${sql.id(name)} is ${sql.lit(what)}`.execute(db);
  for (const [column, meaning] of Object.entries(columns)) {
    await sql`comment on column ${sql.id(name)}.${sql.id(column)} is ${sql.lit(meaning)}`.execute(db);
  }
}

/** The five columns that keep a stated time: the moment, and how far to trust it. */
export const statedTime = (prefix: string, what: string): Record<string, string> => ({
  [`${prefix}_at`]: `${what}, as the page states it (UTC)`,
  [`${prefix}_precision`]: `How exact ${prefix}_at is: ms, s, min, h or d`,
  [`${prefix}_source`]: `Where ${prefix}_at came from: machine (an attribute or API field), text (a date for people), relative ("2 hours ago")`,
  [`${prefix}_offset`]: `Zone as stated, such as +01:00 or Z; null where none was stated`,
  [`${prefix}_raw`]: `What the page said, verbatim`,
});
