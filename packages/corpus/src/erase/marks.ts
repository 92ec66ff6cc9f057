// Marks: what must not come back is remembered by a keyed hash of its name, which tells nobody without the key what it was.
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import type { PrivacyKey } from "@belowline/schema";

export type MarkKind = "comment" | "commenter" | "page" | "article" | "publisher" | "words" | "body";

/** HMAC-SHA-256 of a thing's id, 128 bits of it, hex. */
export type Marker = (kind: MarkKind, id: string) => string;

/** Ids are computed from what is public (an address, a number of a platform): a plain hash of one could be guessed. */
export function markerOf(key: () => PrivacyKey): Marker {
  let secret: KeyObject | undefined;
  return (kind, id) => {
    secret ??= createSecretKey(Buffer.from(hkdfSync("sha256", key(), new Uint8Array(0), "belowline tombstones", 32)));
    return createHmac("sha256", secret).update(`${kind}:${id}`).digest("hex").slice(0, 32);
  };
}
