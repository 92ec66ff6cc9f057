// copy(): every row of one database into another that is empty, in one transaction, compared table by table before it is kept.
import { StoreError } from "@belowline/schema";
import { sql } from "kysely";
import type { Tx } from "../store/rows.ts";
import type { Connection } from "./connection.ts";

/** Tables and their rows. */
export type Copied = Readonly<Record<string, number>>;

/** How far a copy is. */
export interface CopyProgress {
  /** Rows that were copied, of so many. */
  readonly rows: number;
  readonly of: number;
}

/** Text of one batch, about; a batch is held in memory as a whole. */
const BATCH_CHARACTERS = 4_000_000;
const MOST_ROWS = 5_000;

/**
 * Both must have been migrated to the same schema, and the target must hold nothing yet. Tables come from the catalogue, so that none
 * can be forgotten. The source is read as it stood at one moment, while others may go on writing to it.
 *
 * @throws StoreError `store/failed` where a table came out different; then nothing is kept
 */
export async function copy(
  source: Connection,
  target: Connection,
  onProgress?: (progress: CopyProgress) => void,
): Promise<Copied> {
  return await source.db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute((from) =>
      target.db.transaction().execute(async (to) => {
        for (const tx of [from, to]) await plainText(tx);
        const tables = await tablesOf(to);
        const known = new Set((await tablesOf(from)).map(({ name }) => name));
        const missing = [...known].filter((name) => !tables.some((table) => table.name === name));
        if (missing.length > 0 || known.size !== tables.length) throw differs(missing[0] ?? "(number of tables)");
        const keys = await dropForeignKeys(to);
        const copied: Record<string, number> = {};
        const of = onProgress ? await rowsIn(from, tables) : 0;
        let rows = 0;
        const onRows = (count: number): void => onProgress?.({ rows: (rows += count), of });
        for (const table of tables) copied[table.name] = await copyTable(from, to, table, onRows);
        for (const { table, name, definition } of keys) {
          await sql.raw(`alter table ${table} add constraint ${name} ${definition}`).execute(to);
        }
        for (const table of tables) await compare(from, to, table);
        return copied;
      }),
    );
}

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** Columns that draw their numbers from a sequence. */
  readonly drawn: readonly string[];
}

/** Every type is written the same way on both sides. */
async function plainText(tx: Tx): Promise<void> {
  for (const setting of [
    "timezone = 'UTC'",
    "datestyle = 'ISO, YMD'",
    "bytea_output = 'hex'",
    "extra_float_digits = 1",
  ]) {
    await sql.raw(`set local ${setting}`).execute(tx);
  }
}

async function tablesOf(tx: Tx): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns,
      coalesce(array_agg(a.attname::text) filter (where a.attidentity <> ''), '{}') as drawn
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'kysely%'
    group by 1 order by 1`.execute(tx);
  return rows;
}

/** Tables point to each other in circles, so no order would do; put back, they check every row. */
async function dropForeignKeys(to: Tx): Promise<{ table: string; name: string; definition: string }[]> {
  const { rows } = await sql<{ table: string; name: string; definition: string }>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by 1, 2`.execute(to);
  for (const { table, name } of rows) await sql.raw(`alter table ${table} drop constraint ${name}`).execute(to);
  return rows;
}

async function rowsIn(tx: Tx, tables: readonly Table[]): Promise<number> {
  let sum = 0;
  for (const { name } of tables) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.id(name)}`.execute(tx);
    sum += rows[0]!.n;
  }
  return sum;
}

async function copyTable(
  from: Tx,
  to: Tx,
  { name, columns, drawn }: Table,
  onRows: (count: number) => void,
): Promise<number> {
  const table = sql.id(name);
  const listed = sql.join(columns.map((column) => sql.id(column)));
  await sql`truncate ${table}`.execute(to); // a migration may have filled it
  await sql`alter table ${table} disable trigger user`.execute(to);
  await sql`declare copying no scroll cursor for select row(${listed})::text as row from ${table}`.execute(from);
  let count = 0;
  for (let size = 100; ; ) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(size)} from copying`.execute(from);
    if (rows.length === 0) break;
    await sql`insert into ${table} (${listed}) overriding system value
      select ${sql.join(columns.map((column) => sql`(x.r).${sql.id(column)}`))}
      from (select t.row::${table} as r from unnest(${rows.map(({ row }) => row)}::text[]) t (row)) x`.execute(to);
    count += rows.length;
    onRows(rows.length);
    const characters = rows.reduce((sum, { row }) => sum + row.length, 0);
    size = Math.max(1, Math.min(MOST_ROWS, Math.floor((BATCH_CHARACTERS / Math.max(characters, 1)) * rows.length)));
  }
  await sql`close copying`.execute(from);
  await sql`alter table ${table} enable trigger user`.execute(to);
  for (const column of drawn) {
    // Where the source drew a number and took the row back, the number stays drawn.
    const sequence = await sequenceOf(from, name, column);
    await sql`select setval(${await sequenceName(to, name, column)}::regclass, ${sequence.last}::bigint, ${sequence.called}::boolean)`.execute(
      to,
    );
  }
  return count;
}

async function sequenceName(tx: Tx, table: string, column: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select pg_get_serial_sequence(quote_ident(${table}::text), ${column}::text) as name`.execute(tx);
  return rows[0]!.name;
}

async function sequenceOf(tx: Tx, table: string, column: string): Promise<{ last: number; called: boolean }> {
  const { rows } = await sql<{ last: number; called: boolean }>`
    select last_value::float8 as last, is_called as called from ${sql.raw(await sequenceName(tx, table, column))}`.execute(
    tx,
  );
  return rows[0]!;
}

/** Rows and a sum over the digests of all rows: any order gives the same. */
async function compare(from: Tx, to: Tx, { name, columns }: Table): Promise<void> {
  const [there, here] = [await digestOf(from, name, columns), await digestOf(to, name, columns)];
  if (there !== here) throw differs(name);
}

async function digestOf(tx: Tx, name: string, columns: readonly string[]): Promise<string> {
  const { rows } = await sql<{ digest: string }>`
    select count(*) || ' ' || coalesce(sum(('x' || left(md5(row(${sql.join(columns.map((column) => sql.id(column)))})::text), 15))::bit(60)::bigint), 0)
      as digest from ${sql.id(name)}`.execute(tx);
  return rows[0]!.digest;
}

const differs = (table: string): StoreError =>
  new StoreError("store/failed", `the copy of the table ${table} is not what it was copied from; nothing was kept`, {
    table,
  });
