// A process that takes a lock file the moment it is told to, says what came of it, and holds it until it is told to stop.
import { takeLock } from "../../packages/corpus/src/db/lock.ts";

process.stdout.write("ready\n");
let told = 0;
process.stdin.on("data", () => {
  if (++told > 1) process.exit(0);
  try {
    takeLock(process.argv[2]!);
    process.stdout.write("taken\n");
  } catch (error) {
    process.stdout.write(`${(error as { code?: string }).code}\n`);
  }
});
