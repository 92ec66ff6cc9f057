// Pseudonyms: a commenter's name under a keyed hash, so that the same person stays the same person and nobody learns the name.
import { createHash, createHmac, createSecretKey, randomBytes } from "node:crypto";
import { callsOf } from "./called.ts";
import type { Author, StatedAuthor } from "./comment.ts";
import { cleanLine } from "./text.ts";

/** What becomes of commenters' names: a pseudonym (default), the name itself, or nothing. */
export const AUTHOR_MODES = ["pseudonym", "raw", "drop"] as const;
export type AuthorMode = (typeof AUTHOR_MODES)[number];

/** How one corpus treats names. Made from the key once; the key itself is never handed on. */
export interface Privacy {
  readonly authors: AuthorMode;
  /** The author as it may be stored, or null. Deterministic for one key, publisher and author. */
  author(publisher: string, stated: StatedAuthor | null): Author | null;
  /** The mark of what somebody is called, as `calledAs` folds it; `Author.called` holds those of an author. */
  mark(publisher: string, called: string): string;
}

/** 256 bits; kept outside the database, because a hash whose key lies beside it can be guessed from lists of names. */
export type PrivacyKey = Uint8Array & { readonly __key: unique symbol };
export const newPrivacyKey = (): PrivacyKey => new Uint8Array(randomBytes(32)) as PrivacyKey;

/** Names a key without giving it away, so that a corpus can refuse a wrong one. 16 hex digits. */
export const keyFingerprint = (key: PrivacyKey): string =>
  createHash("sha256").update("belowline key fingerprint").update(key).digest("hex").slice(0, 16);

/**
 * HMAC-SHA-256 over publisher and author; 80 bits of it in base32 (lower case, RFC 4648 alphabet), prefixed `c_`. An author
 * is the platform's user key where every way of reading the thread prints it, else the display name in NFC with blanks
 * collapsed. Names are compared with their case: "Ada" and "ada" are two people, as on the site.
 *
 * @example
 * const privacy = privacyOf("pseudonym", newPrivacyKey());
 * privacy.author("news.example", { name: "Ada" })?.id; // "c_" and 16 characters
 */
export function privacyOf(authors: AuthorMode, key: PrivacyKey): Privacy {
  // Node prepares raw bytes anew for each name, which costs four times the digest.
  const secret = createSecretKey(key);
  const mac = (publisher: string, what: string): string =>
    base32(
      createHmac("sha256", secret)
        .update(`${Buffer.byteLength(publisher)}:${publisher}${what}`)
        .digest()
        .subarray(0, 10),
    );
  const mark = (publisher: string, called: string): string => mac(publisher, `called:${called}`);
  return {
    authors,
    mark,
    author(publisher, stated) {
      if (authors === "drop" || stated === null) return null;
      const name = stated.name === null ? "" : cleanLine(stated.name);
      const identity = stated.key ? `key:${stated.key}` : name === "" ? null : `name:${name}`;
      if (identity === null) return null;
      const id = `c_${mac(publisher, identity)}`;
      if (authors === "raw") return { id, name: name === "" ? null : name };
      const { whole, first } = callsOf(name);
      const called = [
        ...(first === null ? [] : [`${FIRST}${mark(publisher, first)}`]),
        ...(whole === null ? [] : [`${WHOLE}${mark(publisher, whole)}`]),
      ];
      return { id, name: null, called };
    },
  };
}

/** What a mark in `Author.called` is of: a whole name, or its first word. */
export const WHOLE = "n_";
export const FIRST = "f_";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
function base32(bytes: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let out = "";
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += ALPHABET[(held >>> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return out;
}
