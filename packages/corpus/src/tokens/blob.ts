// Many short pieces of bytes in one parameter: cut apart again by the database, or by us.
import { type RawBuilder, sql } from "kysely";

/** Pieces one after the other, and where each begins (from 1) and how long it is. */
export interface Blob {
  add(piece: Uint8Array): void;
  /** `substring(blob from start for length)` gives a piece back. */
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
  value(): RawBuilder<Uint8Array>;
}

/** Bytes as a value of the database: base64, for a driver would send hexadecimal digits, half as dense. */
export const asBlob = (piece: Buffer): RawBuilder<Uint8Array> =>
  sql`decode(${piece.toString("base64")}::text, 'base64')`;

export function blob(): Blob {
  const pieces: Buffer[] = [];
  const starts: number[] = [];
  const lengths: number[] = [];
  let size = 0;
  return {
    add(piece) {
      pieces.push(Buffer.from(piece)); // a copy: the caller writes on in its buffer
      starts.push(size + 1);
      lengths.push(piece.length);
      size += piece.length;
    },
    starts,
    lengths,
    value: () => asBlob(Buffer.concat(pieces)),
  };
}

/** A bytea column as text that both drivers hand over quickly: hexadecimal digits are twice the bytes. */
export const asText = (column: RawBuilder<unknown>): RawBuilder<string> => sql`encode(${column}, 'base64')`;

export const asBytes = (text: string): Buffer => Buffer.from(text, "base64");
