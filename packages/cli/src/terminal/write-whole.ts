// A file that is there whole or not at all: written beside its place, then renamed.
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export async function writeWhole(
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  file: string,
): Promise<void> {
  const target = resolve(file);
  const part = `${target}.${process.pid}.part`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(part));
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
