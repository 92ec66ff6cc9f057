// A text file that is written piece by piece, no faster than the disk takes it.
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";

export interface TextFile {
  write(text: string): Promise<void>;
  end(): Promise<void>;
  /** Closes the file wherever it stands. */
  discard(): Promise<void>;
}

const PIECE = 64 * 1024;

export function textFile(path: string): TextFile {
  const stream = createWriteStream(path);
  // Else a full disk would end the process before the next write could tell.
  let failure: Error | undefined;
  stream.on("error", (error) => {
    failure = error;
  });
  let held: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    if (failure) throw failure;
    const drained = stream.write(held.join(""));
    held = [];
    length = 0;
    if (!drained) await once(stream, "drain");
  };
  return {
    async write(text) {
      held.push(text);
      length += text.length;
      if (length >= PIECE) await flush();
    },
    async end() {
      await flush();
      stream.end();
      await finished(stream);
    },
    async discard() {
      if (stream.closed) return;
      const closed = once(stream, "close");
      stream.destroy();
      await closed;
    },
  };
}
