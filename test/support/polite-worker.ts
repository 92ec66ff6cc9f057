// A worker in a process of its own: crawls a local site into a server's corpus with a delay, and says what it leases and stores.
import { openCorpus } from "@belowline/corpus";
import { crawl } from "@belowline/scraper";

const [target, seed, delay] = process.argv.slice(2);
const corpus = await openCorpus(target!, { key: new Uint8Array(32).fill(7) });
const sink = corpus.sink();
const report = await crawl({
  seeds: [seed!],
  sink: {
    ...sink,
    async lease(wish) {
      const leases = await sink.lease(wish);
      for (const { page } of leases) process.stdout.write(`lease ${page.id}\n`);
      return leases;
    },
  },
  allowPrivateNetwork: true,
  delay: Number(delay),
  onProgress: ({ url }) => process.stdout.write(`stored ${url}\n`),
});
await corpus.close();
process.stdout.write(`${report.state}\n`);
