// openCorpus(): a folder, memory:// or a PostgreSQL server becomes a corpus, made or brought to date on the way.
import { AUTHOR_MODES, type AuthorMode, refuseUnknown, UsageError } from "@belowline/schema";
import { type Corpus, corpusOver, forgetErased } from "./corpus.ts";
import type { Connection } from "./db/connection.ts";
import { checkedKey } from "./db/key.ts";
import { isCorpus, migrate } from "./db/migrate.ts";
import { openFolder, openMemory } from "./db/pglite.ts";
import { openServer } from "./db/postgres.ts";
import { keeperOf } from "./db/privacy.ts";
import { settle } from "./db/setting.ts";

export interface CorpusOptions {
  /** What becomes of commenters' names; fixed when the corpus is made. A new corpus takes "pseudonym". */
  readonly authors?: AuthorMode;
  /** The privacy key, 32 bytes; else it is read from its file, and made with the corpus. */
  readonly key?: Uint8Array;
  /** False refuses to make a corpus where there is none. */
  readonly create?: boolean;
}

/**
 * Opens a corpus: a folder (PGlite, one process at a time), `memory://` (gone when closed), or any PostgreSQL from 15 on by
 * its `postgres://` address. A corpus that is not there yet is made.
 *
 * The privacy key is `options.key`, else the file `$BELOWLINE_KEY_FILE`, else
 * `$XDG_CONFIG_HOME/belowline/keys/<corpus id>.key` (`~/.config` without that variable). Queries work without it.
 *
 * @throws StoreError `store/locked`, `store/unreachable`, `store/newer-schema`, `store/failed`
 * @throws UsageError `usage/conflict` for another author mode, `usage/not-found` with `create: false`
 * @example
 * await using corpus = await openCorpus("./corpus");
 * console.log(await corpus.articles().count());
 */
export async function openCorpus(target: string, options: CorpusOptions = {}): Promise<Corpus> {
  refuseUnknown("openCorpus", options, ["authors", "key", "create"]);
  if (options.authors !== undefined && !AUTHOR_MODES.includes(options.authors)) {
    throw new UsageError(
      "usage/invalid-value",
      `openCorpus: expected authors to be one of ${AUTHOR_MODES.join(", ")}`,
      {
        option: "authors",
      },
    );
  }
  if (options.key !== undefined) checkedKey(options.key);
  return await corpusOn(await connect(target, options.create ?? true), options);
}

/** An open database of either kind, not yet looked into. */
export async function connect(target: string, create: boolean): Promise<Connection> {
  if (typeof target !== "string" || target.trim() === "") {
    throw new UsageError("usage/missing-value", "openCorpus: expected a folder, memory:// or postgres://...", {});
  }
  if (target === "memory://") return await openMemory();
  if (/^postgres(?:ql)?:\/\//.test(target)) return await openServer(target);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(target)) {
    // Only the scheme is printed: the rest may hold a password.
    throw new UsageError(
      "usage/invalid-value",
      `openCorpus: expected a folder, memory:// or postgres://, found ${target.slice(0, target.indexOf("://"))}://`,
      {},
    );
  }
  return await openFolder(target, create);
}

/** The same over an open connection, which it closes on failure. */
export async function corpusOn(connection: Connection, options: CorpusOptions = {}): Promise<Corpus> {
  try {
    if (options.create === false && connection.engine === "postgres" && !(await isCorpus(connection.db))) {
      throw new UsageError(
        "usage/not-found",
        `${connection.where}: there is no corpus; crawl a site into it first`,
        {},
      );
    }
    await migrate(connection);
    const settings = await settle(connection, options.authors);
    const key = await keeperOf(connection, settings, options.key);
    await forgetErased(connection, settings, key);
    return corpusOver(connection, settings, key);
  } catch (error) {
    await connection.close();
    throw error;
  }
}
