// A private MariaDB in a scratch folder: no network, one socket, root without a password, durability off.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { type Child, startChild } from "./child.ts";
import { MARIADBD } from "./packages.ts";

export interface Database {
  readonly socket: string;
  readonly child: Child;
}

/** Starts it with an empty database `wordpress`. The folder is removed when it ends. */
export async function startDatabase(folder: string): Promise<Database> {
  const socket = join(folder, "m.sock");
  // sockaddr_un holds 108 bytes (unix(7)); a longer name is cut off and another socket answers.
  if (Buffer.byteLength(socket) > 107)
    throw new Error(`the socket's path ${socket} is too long: set TMPDIR to a short folder`);
  const datadir = join(folder, "mariadb");
  mkdirSync(datadir);
  chmodSync(folder, 0o700); // root has no password: nobody else may reach the socket
  const user = process.getuid?.() === 0 ? ["--user=root"] : [];
  const common = ["--no-defaults", `--datadir=${datadir}`, ...user];
  execFileSync(
    "mariadb-install-db",
    [...common, "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve"],
    { stdio: ["ignore", "pipe", "pipe"] },
  );
  const init = join(folder, "init.sql");
  writeFileSync(init, "CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4;\n");
  const child = startChild(
    [
      MARIADBD,
      ...common,
      `--socket=${socket}`,
      `--pid-file=${join(folder, "mariadb.pid")}`,
      `--tmpdir=${folder}`,
      `--init-file=${init}`,
      "--skip-networking",
      "--skip-log-bin",
      "--performance-schema=OFF",
      "--innodb-buffer-pool-size=64M",
      // Thrown away with the folder, so nothing needs to survive a power cut.
      "--innodb-flush-log-at-trx-commit=0",
      "--innodb-doublewrite=OFF",
    ],
    { log: join(folder, "mariadb.log"), env: { PATH: process.env.PATH }, cwd: folder, signal: "KILL", scratch: folder },
  );
  await child.ready(() => greets(socket));
  return { socket, child };
}

/** Whether a server sends its greeting, which it does only once it takes connections. */
const greets = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ path });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("data", () => end(true));
    socket.once("error", () => end(false));
    socket.once("close", () => end(false));
  });
