// gathered(): columns of texts as one long value each, for single rows cost more to hand over than what is in them.
import { type RawBuilder, sql } from "kysely";

/** An aggregate of a column of texts, without nulls. */
export type Gather = (column: RawBuilder<unknown>) => RawBuilder<string>;

/** Stands between two texts. */
const BETWEEN = "\u001e";
const cutLater: Gather = (column) => sql`string_agg(${column}, ${BETWEEN})`;
const quoted: Gather = (column) => sql`json_agg(${column})::text`;

/**
 * The texts of these columns, each as the others in the order of the rows. Where a text holds the sign that stands between two, all is
 * asked for once more, as JSON, which takes longer.
 *
 * @param ask the question, with its columns gathered so; a column may be null as a whole, and gives no texts
 * @param sizeOf how many rows there were
 */
export async function gathered<Name extends string, Row extends Readonly<Record<Name, string | null>>>(
  names: readonly Name[],
  ask: (gather: Gather) => Promise<Row>,
  sizeOf: (row: Row) => number,
): Promise<{ readonly row: Row; readonly texts: Readonly<Record<Name, readonly string[]>> }> {
  const textsIn = (row: Row, read: (value: string) => string[]) =>
    Object.fromEntries(names.map((name) => [name, row[name] === null ? [] : read(row[name])])) as Record<
      Name,
      string[]
    >;
  const row = await ask(cutLater);
  const texts = textsIn(row, (value) => value.split(BETWEEN));
  if (names.every((name) => row[name] === null || texts[name].length === sizeOf(row))) return { row, texts };
  const whole = await ask(quoted);
  return { row: whole, texts: textsIn(whole, (value) => JSON.parse(value) as string[]) };
}
