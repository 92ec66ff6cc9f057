// A simulated month: what re-crawling costs beside re-fetching everything, how late a comment is found, and whether every day comes back.
import { markdownTable, median, writeResult } from "./measure.ts";
import { simulate } from "./month/simulate.ts";
import { startPostgres } from "./postgres.ts";

const articles = Number(process.argv[2] ?? 200);
const days = Number(process.argv[3] ?? 30);
const plan = { articles, days, pageBytes: 60_000, seed: 7 };

const server = await startPostgres();
const started = performance.now();
const minutes = (): number => Math.round((performance.now() - started) / 6_000) / 10;
const month = await simulate(plan, {
  database: await server.freshDatabase(),
  refetch: false,
  onDay: (day) => process.stderr.write(`day ${day} of ${days}, ${minutes()} min\n`),
}).finally(() => server.stop());

const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const late = (step: number): (string | number)[] => {
  const delays = month.delays.filter((one) => one.step === step).map(({ delay }) => delay / 60_000);
  const within = delays.filter((delay) => delay <= step / 60_000).length;
  return [
    step / 60_000,
    delays.length,
    delays.length === 0 ? "–" : Math.round(median(delays)),
    delays.length === 0 ? "–" : `${((100 * within) / delays.length).toFixed(0)} %`,
  ];
};
const share = median(month.delays.map(({ delay, step }) => delay / step));

await writeResult(
  "month",
  `Re-crawling by the ladder with probes, beside fetching everything that is due: ${articles} articles over ${days} days with ${month.delays.length} comments found, on a
loopback site that speaks WordPress's interface, with the clocks of crawl and database set by the simulation; PostgreSQL. Pages are 60 kB and print no
comments (where a page prints them, it changes with each); no answer is compressed.`,
  `node bench/month.ts ${articles} ${days}`,
  markdownTable(
    ["", "rounds", "visits", "answers", "bodies"],
    [
      ["probing", month.rounds, month.visits, month.answers, mega(month.bytes)],
      ["re-fetching", month.rounds, month.visits, month.whole.answers, mega(month.whole.bytes)],
    ],
  ),
  `**${((1 - month.bytes / month.whole.bytes) * 100).toFixed(1)} % fewer bytes.** Re-fetching is reckoned: for each visit the bodies that the site would have sent then to who asks for
all of them; a test crawls a smaller month that way and gets these numbers to the byte. The crawls themselves say that they spared ${mega(month.sparedBytes)}: a
visit that found nothing new counts as its last reading. Visits that found nothing new without a whole reading: ${Object.entries(
    month.spared,
  )
    .map(([by, n]) => `${n} by ${by}`)
    .join(", ")}.`,
  "From a comment's writing to its finding, by the step of the ladder at that age of its article, in minutes:",
  markdownTable(
    ["step", "comments", "median delay", "within the step"],
    [15, 60, 180, 4320].map((step) => late(step * 60_000)),
  ),
  `Over all comments the median delay is ${share.toFixed(2)} of the step; ${month.missed} that stood for two steps were missed.`,
  `\`asOf\` gave ${month.days.exact} of ${month.days.of} days again exactly: articles, comments and threads, every field. Looking back costs ${month.rows.past} rows for ${month.rows.comments} comments.`,
  `It took ${minutes()} minutes.`,
);
