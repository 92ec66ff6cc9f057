// A process that opens a corpus folder, says so, and holds it until it is told to stop or is killed.
import { openCorpus } from "../../packages/corpus/src/index.ts";

const [folder] = process.argv.slice(2);
try {
  const corpus = await openCorpus(folder!, { key: new Uint8Array(32).fill(7) });
  process.stdout.write("open\n");
  process.stdin.once("data", async () => {
    await corpus.close();
    process.exit(0);
  });
} catch (error) {
  process.stdout.write(`${(error as { code?: string }).code}: ${(error as Error).message}\n`);
  process.exit(1);
}
