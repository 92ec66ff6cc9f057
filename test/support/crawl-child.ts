// A crawl in a process of its own, to be killed, stopped or cut off: says what it stored once that is acknowledged, and how it ended.
import { openCorpus } from "@belowline/corpus";
import { isBelowlineError } from "@belowline/schema";
import { crawl } from "@belowline/scraper";

const [target, seed, leaseSeconds] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
try {
  await using corpus = await openCorpus(target!);
  say("open");
  const sink = corpus.sink();
  const seconds = (asked: number): number => (leaseSeconds === undefined ? asked : Number(leaseSeconds));
  const report = await crawl({
    seeds: [seed!],
    sink: {
      ...sink,
      hosts: { ...sink.hosts, take: (host, gap, hold) => sink.hosts.take(host, gap, seconds(hold)) },
      async lease(wish) {
        const leases = await sink.lease({ ...wish, seconds: seconds(wish.seconds) });
        for (const { page } of leases) say(`lease ${page.id}`);
        return leases;
      },
      renew: (leases, asked) => sink.renew(leases, seconds(asked)),
      async commit(visit) {
        const { id } = visit.lease.page;
        try {
          const committed = await sink.commit(visit);
          say(`stored ${id}`);
          return committed;
        } catch (error) {
          if (isBelowlineError(error)) say(`refused ${id} ${error.code}`);
          throw error;
        }
      },
    },
    allowPrivateNetwork: true,
  });
  say(report.state);
} catch (error) {
  // The database's own code, where it has one, tells why.
  const cause = isBelowlineError(error) && error.details.code ? ` (${error.details.code})` : "";
  say(`failed ${isBelowlineError(error) ? error.code : String(error)}${cause}`);
  process.exitCode = 1;
}
