// copyIn(): rows by COPY in its binary form, within the transaction that they belong to; the same call on both engines.
import { CompiledQuery } from "kysely";
import type { Tx } from "../store/rows.ts";

/** Integers; or values in the database's binary form (for text UTF-8, for a uuid its sixteen bytes) and nulls. */
export type Column = Int32Array | readonly (Uint8Array | null)[];

/** Appends rows, given one column after the other. A third of the processor time that the same rows take as arrays. */
export async function copyIn(tx: Tx, table: string, columns: Readonly<Record<string, Column>>): Promise<void> {
  const names = Object.keys(columns).map((name) => `"${name}"`);
  await tx.executeQuery(
    CompiledQuery.raw(`copy "${table}" (${names.join(", ")}) from stdin (format binary)`, [
      binaryOf(Object.values(columns)),
    ]),
  );
}

/** Signature, flags, no header extension (PostgreSQL: COPY, Binary Format). */
const HEADER = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");

function binaryOf(columns: readonly Column[]): Buffer {
  const rows = columns[0]!.length;
  let size = HEADER.length + rows * (2 + 4 * columns.length) + 2;
  for (const column of columns) {
    if (column instanceof Int32Array) size += 4 * rows;
    else for (const value of column) size += value?.length ?? 0;
  }
  const bytes = Buffer.allocUnsafe(size);
  let at = HEADER.copy(bytes);
  for (let row = 0; row < rows; row++) {
    at = bytes.writeInt16BE(columns.length, at);
    for (const column of columns) {
      const value = column[row]!;
      if (typeof value === "number") {
        at = bytes.writeInt32BE(4, at);
        at = bytes.writeInt32BE(value, at);
      } else if (value === null) {
        at = bytes.writeInt32BE(-1, at);
      } else {
        at = bytes.writeInt32BE(value.length, at);
        bytes.set(value, at);
        at += value.length;
      }
    }
  }
  bytes.writeInt16BE(-1, at);
  return bytes;
}

/**
 * What a driver is to send after a statement, for Kysely knows of none that streams: PostgreSQL has no COPY with parameters, so that one
 * whose only parameter is bytes can be nothing but ours.
 */
export function bytesToCopy([text, values]: readonly unknown[]): Uint8Array | undefined {
  const isCopy = typeof text === "string" && text.startsWith("copy ") && Array.isArray(values) && values.length === 1;
  return isCopy && values[0] instanceof Uint8Array ? values[0] : undefined;
}
