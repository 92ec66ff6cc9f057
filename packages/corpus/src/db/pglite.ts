// The embedded engine: PostgreSQL in this process, in memory or in a folder that has one opener.
import { mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { StoreError, UsageError } from "@belowline/schema";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import { PGliteDialect } from "kysely";
import { type Connection, databaseOver } from "./connection.ts";
import { bytesToCopy } from "./copy-in.ts";
import { isCopyOut } from "./copy-out.ts";
import { takeLock } from "./lock.ts";

/** A database that ends with the process. `image` is what PGlite's dumpDataDir gave. */
export async function openMemory(image?: Blob): Promise<Connection> {
  const pglite = await PGlite.create(image ? { loadDataDir: image } : {});
  return over(pglite, "memory://", () => {});
}

/**
 * Opens DIR/db, or makes it. DIR/owner.lock is taken before any file of the database is touched.
 *
 * @throws StoreError `store/locked`
 * @throws UsageError `usage/not-found`, `usage/invalid-value`
 */
export async function openFolder(folder: string, create: boolean): Promise<Connection> {
  const root = resolve(folder);
  const state = stateOf(root);
  if (state === "other") {
    throw new UsageError(
      "usage/invalid-value",
      `${root}: expected a corpus or an empty folder, but it holds other files; choose another folder`,
      { path: root },
    );
  }
  if (state !== "corpus" && !create) {
    throw new UsageError("usage/not-found", `${root}: there is no corpus; crawl a site into it first`, { path: root });
  }
  mkdirSync(root, { recursive: true });
  const lock = takeLock(join(root, "owner.lock"));
  try {
    return over(await PGlite.create(join(root, "db")), root, () => lock.release());
  } catch (error) {
    lock.release();
    throw new StoreError(
      "store/failed",
      `${root}: PGlite cannot open ${join(root, "db")} (the cause tells more); is the disk full, or was the folder ` +
        "made by a newer version?",
      { path: root },
      error,
    );
  }
}

/** A folder killed during its first opening holds `db` without PG_VERSION: it is ours, and is finished now. */
function stateOf(root: string): "missing" | "corpus" | "begun" | "other" {
  const names = namesIn(root);
  if (names === undefined) return "missing";
  if (namesIn(join(root, "db"))?.includes("PG_VERSION")) return "corpus";
  return names.every((name) => name === "db" || name.startsWith("owner.lock")) ? "begun" : "other";
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return undefined;
    if (code === "ENOTDIR") {
      throw new UsageError("usage/invalid-value", `${folder}: expected a folder, found a file`, { path: folder });
    }
    throw error;
  }
}

function over(pglite: PGlite, where: string, after: () => void): Connection {
  copyByBlob(pglite);
  const db = databaseOver(new PGliteDialect({ pglite }), "one");
  return {
    engine: "pglite",
    where,
    singleOpener: true,
    db,
    driver: { pglite },
    async close() {
      try {
        await db.destroy();
        if (!pglite.closed) await pglite.close(); // Kysely closes only what it has used
      } finally {
        after();
      }
    },
  };
}

/** PGlite streams nothing in or out: it reads a blob, and writes one. */
function copyByBlob(pglite: PGlite): void {
  const transaction = pglite.transaction.bind(pglite);
  pglite.query = asking(pglite.query.bind(pglite));
  pglite.transaction = (work) =>
    transaction((tx) => {
      tx.query = asking(tx.query.bind(tx));
      return work(tx);
    });
}

const asking =
  (query: Transaction["query"]): Transaction["query"] =>
  async (text, values, options) => {
    if (isCopyOut([text, values])) {
      const { blob, ...rest } = await query(text.replace(/ to stdout (?=\(format binary\)$)/, " to '/dev/blob' "));
      return { ...rest, rows: [{ bytes: Buffer.from(await blob!.arrayBuffer()) }] as never[] };
    }
    const bytes = bytesToCopy([text, values]);
    if (bytes === undefined) return query(text, values, options);
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    return query(text.replace(" from stdin ", " from '/dev/blob' "), [], { ...options, blob });
  };
