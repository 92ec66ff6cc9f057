// Numbers as bytes: seven bits a byte, the small ones first (LEB128), so that frequent terms and near neighbours take one byte.
import type { RawBuilder } from "kysely";
import type { Column } from "../db/copy-out.ts";

/** A growing row of numbers from 0 to 2^31 - 1. */
export interface Bytes {
  push(value: number): void;
  readonly length: number;
  /** A view that the next push may change. */
  view(): Buffer;
}

export function bytes(capacity = 16): Bytes {
  let buffer = Buffer.allocUnsafe(capacity + 5);
  let length = 0;
  return {
    push(value) {
      if (length + 5 > buffer.length) {
        const wider = Buffer.allocUnsafe(buffer.length * 2);
        buffer.copy(wider, 0, 0, length);
        buffer = wider;
      }
      let rest = value;
      while (rest > 127) {
        buffer[length++] = (rest & 127) | 128;
        rest >>>= 7;
      }
      buffer[length++] = rest;
    },
    get length() {
      return length;
    },
    view: () => buffer.subarray(0, length),
  };
}

/** The numbers in `data` from one byte to another, written into `into`, which must hold as many as there are bytes. Returns how many there were. */
function readNumbers(data: Uint8Array, from: number, to: number, into: Int32Array): number {
  let count = 0;
  for (let i = from; i < to; ) {
    let byte = data[i++]!;
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = data[i++]!;
      value |= (byte & 127) << shift;
    }
    into[count++] = value;
  }
  return count;
}

/** The numbers as an array of their own. */
export function numbersOf(data: Uint8Array): Int32Array {
  const into = new Int32Array(data.length);
  return into.subarray(0, readNumbers(data, 0, data.length, into));
}

/** Reads rows of numbers, each good until the next is read: all are put in the same place. */
export function numbersReader(): (data: Uint8Array, from: number, to: number) => Int32Array {
  let into = new Int32Array(1 << 12);
  return (data, from, to) => {
    if (to - from > into.length) into = new Int32Array(2 * (to - from));
    return into.subarray(0, readNumbers(data, from, to, into));
  };
}

/** A column of them, read so. */
export function numbers(of: RawBuilder<unknown>): Column<Int32Array> {
  const read = numbersReader();
  return { of, read: (data, at, length) => read(data, at, at + length) };
}
