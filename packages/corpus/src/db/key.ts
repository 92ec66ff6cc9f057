// Where the privacy key of a corpus lies: outside its database, because a hash beside its key can be guessed from lists of names.
import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { keyFingerprint, newPrivacyKey, type PrivacyKey, StoreError, UsageError } from "@belowline/schema";

/** The file that holds the key of a corpus, unless the key itself is given. */
export function keyFile(corpusId: string): string {
  const named = process.env.BELOWLINE_KEY_FILE;
  if (named) return named;
  const config = process.env.XDG_CONFIG_HOME || join(homedir(), ".config");
  return join(config, "belowline", "keys", `${corpusId}.key`);
}

/** The ledger of erasures lies beside the key. */
export const ledgerBeside = (key: string): string => `${key.replace(/\.key$/, "")}.erased`;

/** Reads the key, or makes it; of two makers one wins. 64 hex digits, readable by the owner alone. */
export function readOrMakeKey(file: string): PrivacyKey {
  const found = readKey(file);
  if (found) return found;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID().slice(0, 8)}`;
  writeFileSync(draft, `${Buffer.from(newPrivacyKey()).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
  return readKey(file)!;
}

/** Undefined where there is no such file. */
export function readKey(file: string): PrivacyKey | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new StoreError("store/key-mismatch", `${file}: expected a key of 64 hex digits; put the right file back`, {
      file,
    });
  }
  return new Uint8Array(Buffer.from(text, "hex")) as PrivacyKey;
}

/** A key as the caller gives it. */
export function checkedKey(key: Uint8Array): PrivacyKey {
  if (!(key instanceof Uint8Array) || key.length !== 32) {
    throw new UsageError("usage/invalid-value", "openCorpus: expected key to be 32 bytes", { option: "key" });
  }
  return new Uint8Array(key) as PrivacyKey;
}

/** Refuses a key that is not the corpus's: it would make other pseudonyms for the same people. */
export function mustMatch(
  key: PrivacyKey | undefined,
  fingerprint: string | null,
  where: string,
  from: string,
): PrivacyKey {
  if (key !== undefined && keyFingerprint(key) === fingerprint) return key;
  const what = key === undefined ? "no key was found" : `the key has the fingerprint ${keyFingerprint(key)}`;
  throw new StoreError(
    "store/key-mismatch",
    `${where}: writing to this corpus and reading its pages needs its privacy key with the fingerprint ${fingerprint}, ` +
      `expected in ${from}, but ${what}; put the file back, or set BELOWLINE_KEY_FILE`,
    { expected: fingerprint, from },
  );
}
