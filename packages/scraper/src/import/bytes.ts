// Bytes of a stream by lines and lengths, for formats that name how long their parts are.

export interface ByteReader {
  /** The next line without its end; null at the end of the stream. @throws RangeError for one of more than `most` bytes */
  line(most: number): Promise<string | null>;
  /** The next bytes, fewer where the stream ends before. */
  read(length: number): Promise<Buffer>;
  /** Passes over bytes and tells how many there were. */
  skip(length: number): Promise<number>;
}

export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  /** The next piece that is not empty; null at the end. */
  async function next(): Promise<Buffer | null> {
    for (;;) {
      const { done, value } = await chunks.next();
      if (done) return null;
      if (value.length > 0) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
  }

  async function* taken(length: number): AsyncGenerator<Buffer> {
    let left = length;
    while (left > 0) {
      const piece = held.length > 0 ? held : await next();
      if (piece === null) return;
      held = piece.subarray(left);
      yield piece.subarray(0, left);
      left -= Math.min(left, piece.length);
    }
  }

  return {
    async line(most) {
      const parts: Buffer[] = [];
      let length = 0;
      for (;;) {
        if (held.length === 0) {
          const piece = await next();
          if (piece === null) break;
          held = piece;
        }
        const end = held.indexOf(10);
        const part = end < 0 ? held : held.subarray(0, end);
        length += part.length;
        if (length > most) throw new RangeError(`a line of more than ${most} bytes`);
        parts.push(part);
        held = end < 0 ? Buffer.alloc(0) : held.subarray(end + 1);
        if (end >= 0) return Buffer.concat(parts).toString("utf8").replace(/\r$/, "");
      }
      return length === 0 ? null : Buffer.concat(parts).toString("utf8");
    },
    async read(length) {
      const parts: Buffer[] = [];
      for await (const part of taken(length)) parts.push(part);
      return Buffer.concat(parts);
    },
    async skip(length) {
      let passed = 0;
      for await (const part of taken(length)) passed += part.length;
      return passed;
    },
  };
}
