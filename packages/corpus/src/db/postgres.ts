// The server engine: any PostgreSQL from 15 on, by URL, answering with the same JavaScript types as PGlite.
import { StoreError } from "@belowline/schema";
import { PostgresDialect, sql } from "kysely";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type Connection, databaseOver } from "./connection.ts";
import { bytesToCopy } from "./copy-in.ts";
import { isCopyOut } from "./copy-out.ts";
import { instantOf } from "./instant.ts";

const OLDEST = 150_000;

/** Object ids of types whose parsers differ between pg and PGlite. */
const INT8 = 20;
const BYTEA = 17;
const TIMESTAMPTZ = 1184;

/**
 * @throws StoreError `store/unreachable` when no server answers, `store/failed` when it is too old or not in UTF-8
 */
export async function openServer(url: string): Promise<Connection> {
  const where = withoutPassword(url);
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "belowline",
    // A dead line is found by keepalive within half a minute; one that is acknowledged by somebody in between and leads nowhere
    // only by waiting. The longest statements (an index over a large corpus) take minutes; an address may say otherwise.
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 30_000,
    query_timeout: 15 * 60_000,
    // A worker that is stopped in the middle of a transaction (a laptop that sleeps, a line that is cut) would hold its rows until it
    // wakes, and all others wait for them. Ours pause between two statements for seconds at most.
    idle_in_transaction_session_timeout: 60_000,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  });
  // A server that goes away while a connection idles emits an error that would end the process; the next query tells it.
  pool.on("error", () => {});
  // One that breaks while it is in use fails its query, and then emits an error as well: unheard, that ends the process too.
  pool.on("connect", endWell);
  const db = databaseOver(new PostgresDialect({ pool }), "many");
  try {
    await check(db, where);
  } catch (error) {
    await db.destroy().catch(() => {});
    throw error;
  }
  return { engine: "postgres", where, singleOpener: false, db, driver: { url }, close: () => db.destroy() };
}

/**
 * The driver gives a query up after query_timeout and puts its connection back, where the next query waits behind the lost one. An
 * answer that comes after all would be taken for another's: the connection ends.
 *
 * A server that ends a connection says why between two queries; the driver tells the next one only that there is none any more. It
 * is told the reason.
 */
function endWell(client: pg.PoolClient): void {
  let reason: Error | undefined;
  const room = { bytes: ROOM.least };
  client.on("error", (error) => void (reason ??= error));
  const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
  const ask = (...given: unknown[]): Promise<unknown> => {
    if (isCopyOut(given)) return copied(client, given[0] as string, room);
    const bytes = bytesToCopy(given);
    return bytes === undefined ? query(...given) : copying(client, given[0] as string, bytes);
  };
  const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection;
  const watched = async (...given: unknown[]): Promise<unknown> => {
    try {
      return await ask(...given);
    } catch (error) {
      if ((error as Error).message === "Query read timeout") {
        const ended = new Promise((resolve) => client.once("end", () => resolve(undefined)));
        stream.destroy();
        await ended; // only then does the pool see that it is of no more use
      }
      throw reason && (error as { code?: string }).code === undefined ? reason : error;
    }
  };
  Object.assign(client, { query: (...given: unknown[]) => (isPlain(given) ? watched(...given) : query(...given)) });
}

/** Settled as any query is, once its server has answered. */
const copying = (client: pg.PoolClient, text: string, bytes: Uint8Array): Promise<object> =>
  new Promise((resolve, reject) => {
    const stream = client.query(copyFrom(text));
    stream.on("error", reject);
    stream.on("finish", () => resolve({ command: "COPY", rowCount: stream.rowCount, rows: [] }));
    stream.end(bytes);
  });

/** Room for what a COPY sends: as much as the one before took, for batches of a stream are alike. */
const ROOM = { least: 1 << 16, most: 1 << 22 };

/** All that a COPY sends, in one piece. The driver uses the memory of what it hands over again. */
const copied = (client: pg.PoolClient, text: string, room: { bytes: number }): Promise<object> =>
  new Promise((resolve, reject) => {
    let bytes = Buffer.allocUnsafe(room.bytes);
    let length = 0;
    const query = new pg.Query({ text });
    Object.assign(query, {
      callback(error: Error | null) {
        room.bytes = Math.min(ROOM.most, Math.max(ROOM.least, length + (length >> 3)));
        if (error) reject(error);
        else resolve({ command: "COPY", rows: [{ bytes: bytes.subarray(0, length) }] });
      },
      handleCopyData({ chunk }: { chunk: Buffer }) {
        if (length + chunk.length > bytes.length) {
          const wider = Buffer.allocUnsafe(Math.max(2 * bytes.length, length + chunk.length));
          bytes.copy(wider, 0, 0, length);
          bytes = wider;
        }
        length += chunk.copy(bytes, length);
      },
    });
    client.query(query);
  });

/** Neither a cursor nor a call with a callback: both answer otherwise. */
const isPlain = (given: readonly unknown[]): boolean =>
  typeof given.at(-1) !== "function" && typeof (given[0] as { submit?: unknown } | undefined)?.submit !== "function";

async function check(db: Connection["db"], where: string): Promise<void> {
  const { version, encoding } = await ask(db).catch((error: unknown) => {
    const { code } = error as { code?: string };
    // The driver's own text can hold the connection string; the code cannot.
    throw new StoreError(
      "store/unreachable",
      `${where}: no PostgreSQL answers there (${code ?? "no code"}); check address, user, password and that the database exists`,
      { where, cause: code ?? null },
    );
  });
  if (version < OLDEST) {
    throw new StoreError(
      "store/failed",
      `${where}: expected PostgreSQL 15 or newer, found ${Math.floor(version / 10_000)}`,
      {
        where,
        version,
      },
    );
  }
  if (encoding !== "UTF8") {
    throw new StoreError(
      "store/failed",
      `${where}: expected a database in UTF8, found ${encoding}; make one with: create database ... encoding 'UTF8' template template0`,
      { where, encoding },
    );
  }
}

async function ask(db: Connection["db"]): Promise<{ version: number; encoding: string }> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding
  `.execute(db);
  return rows[0]!;
}

function typeParser(oid: number, format?: "text" | "binary"): unknown {
  if (format !== "binary") {
    if (oid === INT8) return (text: string) => Number(text);
    if (oid === TIMESTAMPTZ) return instantOf;
    if (oid === BYTEA) return (text: string) => Uint8Array.from(Buffer.from(text.slice(2), "hex"));
  }
  return pg.types.getTypeParser(oid, format as "text");
}

/** What may be printed of a connection string. */
export function withoutPassword(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return "postgres://(unreadable)";
  return `${parsed.protocol}//${parsed.username ? `${parsed.username}@` : ""}${parsed.host}${parsed.pathname}`;
}
