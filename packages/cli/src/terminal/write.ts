// Writing data: waits when the reader is slower than we are.
import { once } from "node:events";
import type { Writable } from "node:stream";

export async function write(text: string | Uint8Array, to: Writable = process.stdout): Promise<void> {
  if (!to.write(text)) await once(to, "drain");
}
