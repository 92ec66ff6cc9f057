// Settings: what is fixed when a corpus is made, and refused when somebody asks for something else later.
import { randomUUID } from "node:crypto";
import { AUTHOR_MODES, type AuthorMode, StoreError, UsageError } from "@belowline/schema";
import type { Connection, Database } from "./connection.ts";

export interface Settings {
  /** Names the corpus: its key file is called after it. */
  readonly corpusId: string;
  readonly authors: AuthorMode;
  /** Null until a key was made. */
  readonly keyFingerprint: string | null;
}

/**
 * Reads the settings, making them where there are none. Of two first openers one wins, and both read what it wrote.
 *
 * @throws UsageError `usage/conflict` when another author mode was fixed
 */
export async function settle({ db, where }: Connection, authors: AuthorMode | undefined): Promise<Settings> {
  const made = {
    corpus_id: randomUUID(),
    authors: authors ?? "pseudonym",
    made_at: new Date().toISOString(),
  };
  let found = await read(db);
  if (!found.has("corpus_id") || !found.has("authors")) {
    await db
      .insertInto("setting")
      .values(Object.entries(made).map(([key, value]) => ({ key, value })))
      .onConflict((conflict) => conflict.column("key").doNothing())
      .execute();
    found = await read(db);
  }
  const mode = found.get("authors") as AuthorMode;
  if (!AUTHOR_MODES.includes(mode)) {
    throw new StoreError(
      "store/newer-schema",
      `${where}: unknown author mode "${mode}"; a newer version made this corpus`,
    );
  }
  if (authors !== undefined && authors !== mode) {
    throw new UsageError(
      "usage/conflict",
      `${where}: this corpus was made with authors "${mode}", and that cannot change; leave the option out, or make another ` +
        `corpus for "${authors}"`,
      { authors, fixed: mode },
    );
  }
  return { corpusId: found.get("corpus_id")!, authors: mode, keyFingerprint: found.get("key_fingerprint") ?? null };
}

/** Remembers which key is the corpus's; the first one stays. Returns the one that holds. */
export async function fixFingerprint(db: Database, fingerprint: string): Promise<string> {
  await db
    .insertInto("setting")
    .values({ key: "key_fingerprint", value: fingerprint })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  return (await read(db)).get("key_fingerprint")!;
}

async function read(db: Database): Promise<Map<string, string>> {
  const rows = await db.selectFrom("setting").selectAll().execute();
  return new Map(rows.map((row) => [row.key, row.value]));
}
