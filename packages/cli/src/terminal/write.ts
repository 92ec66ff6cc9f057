// Writing data: waits when the reader is slower than we are, and lets nothing run a terminal but our colours.
import { once } from "node:events";
import type { Writable } from "node:stream";

/** Control characters and those that turn the direction of writing, but for line ends, tabs and colours. */
const COMMANDS =
  /\u001b(?!\[[\d;]{0,20}m)|[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

export async function write(
  given: string | Uint8Array,
  to: Writable & { readonly isTTY?: boolean } = process.stdout,
): Promise<void> {
  const text = to.isTTY && typeof given === "string" ? given.replace(COMMANDS, "") : given;
  if (!to.write(text)) await once(to, "drain");
}
