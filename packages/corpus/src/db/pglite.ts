// The embedded engine: PostgreSQL in this process, in memory or in a folder that has one opener.
import { mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { StoreError, UsageError } from "@belowline/schema";
import { PGlite, protocol, type Transaction } from "@electric-sql/pglite";
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
  copyBeneath(pglite);
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

/** PGlite streams nothing in, and reads a blob instead; what a COPY sends is taken from the protocol beneath. */
function copyBeneath(pglite: PGlite): void {
  const transaction = pglite.transaction.bind(pglite);
  pglite.query = asking(pglite, pglite.query.bind(pglite));
  pglite.transaction = (work) =>
    transaction((tx) => {
      tx.query = asking(pglite, tx.query.bind(tx));
      return work(tx);
    });
}

const asking =
  (pglite: PGlite, query: Transaction["query"]): Transaction["query"] =>
  async (text, values, options) => {
    if (isCopyOut([text, values])) return { rows: [{ bytes: await copied(pglite, text) }] as never[], fields: [] };
    const bytes = bytesToCopy([text, values]);
    if (bytes === undefined) return query(text, values, options);
    const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    return query(text.replace(" from stdin ", " from '/dev/blob' "), [], { ...options, blob });
  };

/** Kinds of messages (PostgreSQL: Message Formats). */
const QUERY = 0x51;
const COPY_DATA = 0x64;
const ERROR = 0x45;

/** All that a COPY sends, in one piece. */
async function copied(pglite: PGlite, text: string): Promise<Buffer> {
  const asked = Buffer.from(`     ${text}\0`);
  asked[0] = QUERY;
  asked.writeInt32BE(asked.length - 1, 1);
  const parts: Uint8Array[] = [];
  const onRawData = (part: Uint8Array): void => void parts.push(part.slice()); // what is shown is the engine's own memory
  await pglite.runExclusive(() => pglite.execProtocolRawStream(asked, { syncToFs: false, onRawData }));
  const sent = Buffer.concat(parts);
  let length = 0;
  for (let at = 0; at < sent.length; ) {
    const end = at + 1 + sent.readInt32BE(at + 1);
    if (sent[at] === COPY_DATA) length += sent.copy(sent, length, at + 5, end);
    else if (sent[at] === ERROR) throw errorIn(sent.subarray(at, end));
    at = end;
  }
  return sent.subarray(0, length);
}

function errorIn(message: Uint8Array<ArrayBuffer>): unknown {
  let error: unknown;
  new protocol.Parser().parse(message, (parsed) => {
    error = parsed;
  });
  return error;
}
