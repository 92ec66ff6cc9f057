// insertRows(): thousands of rows in one statement, sent as one JSON parameter that both engines read alike.
import type { Tables } from "@belowline/schema/tables";
import { type RawBuilder, sql, type Transaction } from "kysely";

export type Tx = Transaction<Tables>;

/** SQL type by column name. */
export type Columns = Readonly<Record<string, string>>;

const MOST_ROWS = 2000;
/** Characters of JSON in one statement: far below the 256 MB a jsonb may hold, and kind to a 32-bit PGlite. */
const MOST_CHARACTERS = 8_000_000;

/** The rows as a table expression named r. */
export function recordset(columns: Columns, json: string): RawBuilder<unknown> {
  const shape = Object.entries(columns).map(([name, type]) => sql`${sql.id(name)} ${sql.raw(type)}`);
  return sql`jsonb_to_recordset(${json}::jsonb) as r(${sql.join(shape)})`;
}

/** Inserts rows with keys in camelCase; `conflict` says what a row that is already there means. */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: Columns,
  rows: readonly object[],
  conflict: RawBuilder<unknown>,
): Promise<void> {
  const names = sql.join(Object.keys(columns).map((name) => sql.id(name)));
  for (const json of chunks(rows)) {
    await sql`insert into ${sql.id(table)} (${names}) select ${names} from ${recordset(columns, json)} ${conflict}`.execute(
      tx,
    );
  }
}

/** JSON arrays of at most so many rows and characters. */
export function* chunks(rows: readonly object[]): Generator<string> {
  let held: string[] = [];
  let length = 0;
  for (const row of rows) {
    const json = JSON.stringify(snakeKeys(row));
    if (held.length === MOST_ROWS || (held.length > 0 && length + json.length > MOST_CHARACTERS)) {
      yield `[${held.join(",")}]`;
      held = [];
      length = 0;
    }
    held.push(json);
    length += json.length;
  }
  if (held.length > 0) yield `[${held.join(",")}]`;
}

const snakeKeys = (row: object): object =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
