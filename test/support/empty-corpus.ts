// A process that makes what corpora of the tests start from: a database with all tables and no row. Prints "made", or why it failed.
import { writeFileSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { migrate } from "../../packages/corpus/src/db/migrate.ts";
import { openFolder, openMemory } from "../../packages/corpus/src/db/pglite.ts";
import { openServer } from "../../packages/corpus/src/db/postgres.ts";

const [kind, place] = process.argv.slice(2) as ["image" | "folder" | "postgres", string];
const open = { image: () => openMemory(), folder: () => openFolder(place, true), postgres: () => openServer(place) };
try {
  const connection = await open[kind]();
  await migrate(connection);
  if (kind === "image") {
    const image = await (connection.driver as { pglite: PGlite }).pglite.dumpDataDir("none");
    writeFileSync(place, Buffer.from(await image.arrayBuffer()));
  }
  await connection.close();
  process.stdout.write("made\n");
} catch (error) {
  process.stdout.write(`failed: ${error instanceof Error ? error.message.split("\n")[0] : "no reason given"}\n`);
}
