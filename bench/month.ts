// A simulated month: what re-crawling costs beside re-fetching everything, how late a comment is found, and whether every day comes back.
import { markdownTable, median, writeResult } from "./measure.ts";
import { type Month, simulate } from "./month/simulate.ts";

const articles = Number(process.argv[2] ?? 200);
const days = Number(process.argv[3] ?? 30);
const plan = { articles, days, pageBytes: 60_000, seed: 7 };

const started = performance.now();
const told = (what: string) => (day: number) =>
  process.stderr.write(`${what}: day ${day} of ${days}, ${Math.round((performance.now() - started) / 1000)} s\n`);
const probing = await simulate(plan, { refetch: false, onDay: told("probing") });
const whole = await simulate(plan, { refetch: true, onDay: told("re-fetching") });

const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const row = (name: string, { rounds, visits, answers, bytes }: Month): (string | number)[] => [
  name,
  rounds,
  visits,
  answers,
  mega(bytes),
];
const late = (month: Month, step: number): (string | number)[] => {
  const delays = month.delays.filter((one) => one.step === step).map(({ delay }) => delay / 60_000);
  return [step / 60_000, delays.length, delays.length === 0 ? "–" : Math.round(median(delays))];
};
const share = median(probing.delays.map(({ delay, step }) => delay / step));

await writeResult(
  "month",
  `Re-crawling by the ladder with probes, beside fetching everything that is due: ${articles} articles over ${days} days with ${probing.delays.length} comments found, on a
loopback site that speaks WordPress's interface, with the clocks of crawl and database set by the simulation. Pages are 60 kB and print no
comments (where a page prints them, it changes with each); no answer is compressed.`,
  `node bench/month.ts ${articles} ${days}`,
  markdownTable(["", "rounds", "visits", "answers", "bodies"], [row("probing", probing), row("re-fetching", whole)]),
  `**${((1 - probing.bytes / whole.bytes) * 100).toFixed(1)} % fewer bytes.** Visits that found nothing new without a whole reading: ${Object.entries(
    probing.spared,
  )
    .map(([by, n]) => `${n} by ${by}`)
    .join(", ")}.`,
  "From a comment's writing to its finding, by the step of the ladder at that age of its article, in minutes:",
  markdownTable(
    ["step", "comments", "median delay"],
    [15, 60, 180, 4320].map((minutes) => late(probing, minutes * 60_000)),
  ),
  `Over all comments the median delay is ${share.toFixed(2)} of the step; ${probing.missed} that stood for two steps were missed.`,
  `\`asOf\` gave ${probing.days.exact} of ${probing.days.of} days again exactly: articles, comments and threads, every field. Looking back costs ${probing.rows.past} rows for ${probing.rows.comments} comments.`,
);
