// A crawl in a process of its own, to be killed: prints one line for each page committed.
import { openCorpus } from "@belowline/corpus";
import { crawl } from "@belowline/scraper";

const [target, seed] = process.argv.slice(2);
const corpus = await openCorpus(target!);
await crawl({
  seeds: [seed!],
  sink: corpus.sink(),
  allowPrivateNetwork: true,
  onProgress: ({ visited }) => process.stdout.write(`${visited}\n`),
});
await corpus.close();
process.stdout.write("done\n");
