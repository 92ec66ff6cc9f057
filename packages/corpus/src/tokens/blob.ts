// Bytes on their way into the database, as text that both drivers hand over quickly.
import { type RawBuilder, sql } from "kysely";

/** Bytes as a value of the database: base64, for a driver would send hexadecimal digits, half as dense. */
export const asBlob = (piece: Buffer): RawBuilder<Uint8Array> =>
  sql`decode(${piece.toString("base64")}::text, 'base64')`;
