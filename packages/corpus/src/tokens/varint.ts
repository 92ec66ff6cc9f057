// Numbers as bytes: seven bits a byte, the small ones first (LEB128), so that frequent terms and near neighbours take one byte.

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

/** The numbers in `data`, written into `into`, which must hold as many as there are bytes. Returns how many there were. */
export function readNumbers(data: Uint8Array, into: Int32Array): number {
  let count = 0;
  for (let i = 0; i < data.length; ) {
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

/** The numbers in `data` one by one: an array of them would cost more than to read them. */
export function numberReader(data: Uint8Array): { next(): number; skip(numbers: number): void } {
  let at = 0;
  return {
    next() {
      let byte = data[at++]!;
      let value = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = data[at++]!;
        value |= (byte & 127) << shift;
      }
      return value;
    },
    skip(numbers) {
      for (let left = numbers; left > 0; ) if (data[at++]! < 128) left--;
    },
  };
}

/** The numbers as an array of their own. */
export function numbersOf(data: Uint8Array): Int32Array {
  const into = new Int32Array(data.length);
  return into.subarray(0, readNumbers(data, into));
}
