// writeWhole(): a file that is there whole or not at all: written beside its place, then renamed.
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { refuseUnknown } from "@belowline/schema";
import { placeError } from "./place.ts";

export interface WriteOptions {
  /** Stops the writing, and takes back what was begun. */
  readonly signal?: AbortSignal;
}

/**
 * Puts pieces into a file. An older file of that name stays until the new one is whole; a failure leaves it as it was. What is no
 * file, such as a pipe or `/dev/stdout`, is written as it stands.
 *
 * @throws UsageError `usage/conflict` or `usage/not-found` where nothing can be written, StoreError `store/failed` on a full disk
 * @example
 * await writeWhole(exportRecords(corpus.comments(), "parquet"), "comments.parquet");
 */
export async function writeWhole(
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  file: string,
  options: WriteOptions = {},
): Promise<void> {
  refuseUnknown("writeWhole", options, ["signal"]);
  const { signal } = options;
  try {
    const { target, special } = await placeOf(file);
    const part = special ? target : `${target}.${process.pid}.part`;
    const handle = await open(part, "w");
    try {
      await pipeline(Readable.from(pieces), handle.createWriteStream(), signal ? { signal } : {});
      if (!special) await rename(part, target);
    } catch (error) {
      await handle.close().catch(() => {}); // the stream may have closed it
      if (!special) await rm(part, { force: true });
      throw error;
    }
  } catch (error) {
    throw signal?.aborted ? signal.reason : placeError(file, error);
  }
}

/** Renaming would put a file in the place of a link or a device. */
async function placeOf(file: string): Promise<{ readonly target: string; readonly special: boolean }> {
  const there = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (there === null) return { target: resolve(file), special: false };
  if (there.isDirectory()) throw Object.assign(new Error(`${file} is a folder`), { code: "EISDIR" });
  return there.isFile() ? { target: await realpath(file), special: false } : { target: resolve(file), special: true };
}
