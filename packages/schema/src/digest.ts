// Content digests: SHA-256 of bytes or of a text, as lower-case hex.
import { createHash } from "node:crypto";

/** SHA-256 in hex, 64 characters. */
export type Digest = string & { readonly __digest: unique symbol };

/** Digest of a body as it came over the wire (after content decoding), or of a text in UTF-8. */
export const digestOf = (content: Uint8Array | string): Digest =>
  createHash("sha256").update(content).digest("hex") as Digest;

/** Digest of several fields; each is length-prefixed, and null differs from the empty string. */
export function digestOfFields(fields: readonly (string | null)[]): Digest {
  const hash = createHash("sha256");
  for (const field of fields) {
    if (field === null) hash.update("-;");
    else hash.update(`${Buffer.byteLength(field)}:`).update(field);
  }
  return hash.digest("hex") as Digest;
}
