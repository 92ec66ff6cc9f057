// copyOut(): rows of a query by COPY in its binary form, of which each value is read when it is asked for; the same call on both engines.
import { CompiledQuery, type RawBuilder, sql } from "kysely";
import type { Database } from "./connection.ts";
import { isoOf } from "./iso.ts";
import { withLiterals } from "./literal.ts";

/** A column as it is asked for, and how its bytes are read. */
export interface Column<T> {
  readonly of: RawBuilder<unknown>;
  readonly read: (bytes: Buffer, at: number, length: number) => T;
}

// biome-ignore lint/suspicious/noExplicitAny: a column of anything
export type Columns = Readonly<Record<string, Column<any>>>;

/** Rows that lie in memory as the database sent them. */
export interface Copied<Of extends Columns> {
  readonly size: number;
  /** Each column's value in a row, which is read anew each time. */
  readonly at: { readonly [Name in keyof Of]: (row: number) => Of[Name] extends Column<infer T> ? T : never };
}

const of =
  <Common>(read: Column<Common>["read"]) =>
  <T = Common>(of: RawBuilder<unknown>): Column<T> => ({ of, read: read as unknown as Column<T>["read"] });

/** The constructors take the type that the value has beside that of its kind: `text<string | null>(...)`. */
export const text = of((bytes, at, length) => bytes.toString("utf8", at, at + length));
/** smallint, integer or bigint. */
export const whole = of((bytes, at, length) =>
  length === 4 ? bytes.readInt32BE(at) : length === 8 ? Number(bytes.readBigInt64BE(at)) : bytes.readInt16BE(at),
);
export const flag = of((bytes, at) => bytes[at] === 1);
/** A view of what lies in memory. */
export const blob = of((bytes, at, length) => bytes.subarray(at, at + length));
export const uuid = of((bytes, at) => uuidAt(bytes, at));
/** timestamptz as ISO 8601, cut to milliseconds. */
export const time = of((bytes, at) => isoOf(EPOCH + Math.floor(microsAt(bytes, at) / 1000)));
/** timestamptz as ISO 8601 to the microsecond. */
export const exactTime = of((bytes, at) => {
  const micros = microsAt(bytes, at);
  const ms = Math.floor(micros / 1000);
  const iso = isoOf(EPOCH + ms);
  const beyond = micros - ms * 1000;
  return beyond === 0 ? iso : `${iso.slice(0, -1)}${String(beyond).padStart(3, "0")}Z`;
});
/** jsonb. */
export const json = of((bytes, at, length): unknown => JSON.parse(bytes.toString("utf8", at + 1, at + length)));
/** text[] of one dimension without nulls. */
export const texts = of((bytes, at): string[] => {
  if (bytes.readInt32BE(at) === 0) return [];
  let next = at + 20;
  return Array.from({ length: bytes.readInt32BE(at + 12) }, () => {
    const start = next + 4;
    next = start + bytes.readInt32BE(next);
    return bytes.toString("utf8", start, next);
  });
});

/** The columns with their names, as a query selects them. */
export const selected = (columns: Columns): RawBuilder<unknown> =>
  sql.join(Object.entries(columns).map(([name, column]) => sql`${column.of} as ${sql.ref(name)}`));

/**
 * What a query gives, which has to select the columns in their order ({@link selected}). Bytes cost both sides a part of what rows in a
 * driver's objects cost, and nothing is made of what nobody asks for.
 */
export async function copyOut<Of extends Columns>(
  db: Pick<Database, "executeQuery">,
  columns: Of,
  query: RawBuilder<unknown>,
): Promise<Copied<Of>> {
  const asked = CompiledQuery.raw(`copy (${withLiterals(query)}) to stdout (format binary)`, [COPY_OUT]);
  const { rows } = await db.executeQuery<{ bytes: Buffer }>(asked);
  return copiedFrom(rows[0]!.bytes, columns);
}

const COPY_OUT = Symbol("copy out");

/** Whether a statement is ours: no COPY has a parameter. */
export const isCopyOut = ([, values]: readonly unknown[]): boolean => Array.isArray(values) && values[0] === COPY_OUT;

/** Signature, flags and the length of an extension that nobody writes (PostgreSQL: COPY, Binary Format). */
const HEADER = 19;

function copiedFrom<Of extends Columns>(bytes: Buffer, columns: Of): Copied<Of> {
  const names = Object.keys(columns);
  const width = names.length;
  let places = new Int32Array(1000 * width);
  let size = 0;
  for (let at = HEADER, cell = 0; bytes.readInt16BE(at) !== -1; size++) {
    at += 2;
    if (cell === places.length) {
      const known = places;
      places = new Int32Array(2 * cell);
      places.set(known);
    }
    for (let i = 0; i < width; i++) {
      const length = bytes.readInt32BE(at);
      at += 4;
      places[cell++] = at;
      if (length > 0) at += length;
    }
  }
  const reader =
    ({ read }: Column<unknown>, i: number) =>
    (row: number) => {
      const at = places[row * width + i]!;
      const length = bytes.readInt32BE(at - 4);
      return length === -1 ? null : read(bytes, at, length);
    };
  const at = Object.fromEntries(names.map((name, i) => [name, reader(columns[name]!, i)]));
  return { size, at: at as unknown as Copied<Of>["at"] };
}

/** Microseconds since 2000 in 64 bits, as the server keeps them. */
const EPOCH = Date.UTC(2000, 0, 1);
const microsAt = (bytes: Buffer, at: number): number => bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4);

const DIGITS = Buffer.from("0123456789abcdef");
const DASH = 45;
const written = Buffer.alloc(36, DASH);
/** Where each byte's two digits stand in a uuid. */
const STEPS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];

function uuidAt(bytes: Buffer, at: number): string {
  for (let i = 0; i < 16; i++) {
    const byte = bytes[at + i]!;
    const step = STEPS[i]!;
    written[step] = DIGITS[byte >> 4]!;
    written[step + 1] = DIGITS[byte & 15]!;
  }
  return written.toString("latin1", 0, 36);
}
