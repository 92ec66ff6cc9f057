// The keeper of a corpus's key: made with the corpus, asked for only when something needs it.
import { keyFingerprint, newPrivacyKey, type PrivacyKey } from "@belowline/schema";
import type { Connection } from "./connection.ts";
import { checkedKey, keyFile, ledgerBeside, mustMatch, readKey, readOrMakeKey } from "./key.ts";
import { fixFingerprint, type Settings } from "./setting.ts";

/** Gives the corpus's key. @throws StoreError `store/key-mismatch` when it is missing or another */
export interface KeyKeeper {
  (): PrivacyKey;
  /** Where erasures are remembered outside the database; undefined where the key came from no file. */
  readonly ledger: string | undefined;
}

/**
 * Queries work without the key, so a missing one is no error here. A corpus in memory draws its own, which ends with it.
 */
export async function keeperOf(
  connection: Connection,
  settings: Settings,
  given: Uint8Array | undefined,
): Promise<KeyKeeper> {
  const { where, db } = connection;
  const own = given === undefined ? undefined : checkedKey(given);
  const file = keyFile(settings.corpusId);
  const from = own ? "the option key" : where === "memory://" ? "memory" : file;
  let fingerprint = settings.keyFingerprint;
  let held = own;
  if (fingerprint === null) {
    held ??= where === "memory://" ? newPrivacyKey() : readOrMakeKey(file);
    fingerprint = await fixFingerprint(db, keyFingerprint(held));
  }
  const keep = (): PrivacyKey => {
    held = mustMatch(held ?? (where === "memory://" ? undefined : readKey(file)), fingerprint, where, from);
    return held;
  };
  return Object.assign(keep, { ledger: from === file ? ledgerBeside(file) : undefined });
}
