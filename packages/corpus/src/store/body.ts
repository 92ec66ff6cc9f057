// Bodies at rest: compressed, stored once by digest, and sealed where they could give commenters' names away.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { AuthorMode, PrivacyKey } from "@belowline/schema";
import { StoreError } from "@belowline/schema";
import type { BodyTable } from "@belowline/schema/tables";

const NONCE = 12;
const TAG = 16;

/** A body as it is written. */
export type BodyRow = Omit<BodyTable, "droppedAt"> & { readonly droppedAt: string | null };

/** How bodies of one corpus are written and read. */
export interface BodyCase {
  pack(digest: string, body: Uint8Array): BodyRow;
  /** Nothing where the bytes were dropped. */
  unpack(row: Omit<BodyRow, "droppedAt">): Uint8Array;
}

/**
 * A raw page prints commenters' names. Only a corpus made with `authors: "raw"` may hold them in the clear; elsewhere the
 * compressed body is sealed with AES-256-GCM (NIST SP 800-38D) under a key drawn from the privacy key by HKDF (RFC 5869). The
 * digest is authenticated with it, so that bodies cannot be swapped.
 */
export function bodyCase(authors: AuthorMode, key: () => PrivacyKey): BodyCase {
  let sealing: Buffer | undefined;
  const sealingKey = (): Buffer => {
    sealing ??= Buffer.from(hkdfSync("sha256", key(), new Uint8Array(0), "belowline body sealing", 32));
    return sealing;
  };
  return {
    pack(digest, body) {
      const packed = zstdCompressSync(body);
      const kept = { digest, size: body.length, droppedAt: null };
      if (authors === "raw") return { ...kept, encoding: "zstd", bytes: packed };
      return { ...kept, encoding: "zstd+aes-256-gcm", bytes: seal(sealingKey(), digest, packed) };
    },
    unpack({ digest, encoding, bytes, size }) {
      if (encoding === "erased" || encoding === "expired") return new Uint8Array(0);
      const packed = encoding === "zstd" ? bytes : unseal(sealingKey(), digest, bytes);
      if (size === 0) return new Uint8Array(0); // maxOutputLength must be positive
      return new Uint8Array(zstdDecompressSync(packed, { maxOutputLength: size }));
    },
  };
}

function seal(key: Buffer, digest: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(digest));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unseal(key: Buffer, digest: string, sealed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(digest));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()]);
  } catch (error) {
    throw new StoreError(
      "store/failed",
      `body ${digest}: its seal does not open; the row was changed after it was written`,
      { digest },
      error,
    );
  }
}
