// belowline crawl and watch: crawls into the corpus, once or until stopped, shows how it goes, and says what came of it.
import type { AuthorMode, TdmMode } from "@belowline/schema";
import { type CrawlReport, cameToNothing, checkCrawl, crawl, watch } from "@belowline/scraper";
import { EXIT } from "../exit.ts";
import { enabledFrom, keysFrom, proxyFrom } from "../keys.ts";
import { laddersFrom } from "../ladders.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { stopOnSignal } from "../stop.ts";
import { incompleteLines } from "../terminal/coverage.ts";
import { progressOn } from "../terminal/progress.ts";
import { clip, table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface CrawlFlags extends CorpusOption {
  readonly maxArticles?: number;
  readonly since?: string;
  readonly authors?: AuthorMode;
  readonly delay?: number;
  readonly contact?: string;
  readonly tdm?: TdmMode;
  readonly basis?: string;
  readonly allowPrivateNetwork?: true;
  readonly proxy?: string;
  readonly enablePlatform?: readonly string[];
  readonly ladders?: string;
  readonly refresh?: true;
  readonly json?: true;
  readonly quiet?: true;
}

export async function crawlCommand(seeds: readonly string[], flags: CrawlFlags): Promise<void> {
  const { json, quiet, authors } = flags;
  const wishes = wishesOf(seeds, flags);
  const stop = stopOnSignal();
  const progress = quiet ? undefined : progressOn(process.stderr);
  try {
    const report = await withCorpus(flags, { create: true, ...(authors ? { authors } : {}) }, (corpus) =>
      crawl({
        seeds,
        sink: corpus.sink(),
        signal: stop.signal,
        ...wishes,
        ...(progress ? { onProgress: progress.show, onRest: progress.rest } : {}),
      }),
    );
    progress?.stop();
    if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else process.stderr.write(`${inWords(report, flags)}\n`);
    if (report.state === "interrupted") process.exitCode = EXIT.interrupted;
    else if (cameToNothing(report)) process.exitCode = EXIT.failed;
  } finally {
    progress?.stop();
    stop.done();
  }
}

/** Each round's report as it ends: one line for a person, or one of JSON. */
export async function watchCommand(seeds: readonly string[], flags: CrawlFlags): Promise<void> {
  const { json, quiet, authors } = flags;
  const wishes = wishesOf(seeds, flags);
  const stop = stopOnSignal();
  const progress = quiet ? undefined : progressOn(process.stderr);
  const shown = progress ? { onProgress: progress.show, onRest: progress.rest } : {};
  try {
    await withCorpus(flags, { create: true, ...(authors ? { authors } : {}) }, async (corpus) => {
      for await (const report of watch({ seeds, sink: corpus.sink(), signal: stop.signal, ...wishes, ...shown })) {
        progress?.stop();
        if (json) await write(`${JSON.stringify(report)}\n`);
        else process.stderr.write(`${[roundLine(report), ...missedLines(report)].join("\n")}\n`);
      }
    });
  } finally {
    progress?.stop();
    stop.done();
  }
}

/** Checked before a corpus is opened, and perhaps made, for a crawl that cannot be. */
function wishesOf(seeds: readonly string[], flags: CrawlFlags) {
  const { corpus: _c, json: _j, quiet: _q, authors: _a, enablePlatform, ladders, proxy, ...rest } = flags;
  const keys = keysFrom(process.env);
  const named = enabledFrom(enablePlatform, process.env);
  const wishes = { ...rest, ...named, ...laddersFrom(ladders), ...proxyFrom(proxy, process.env), keys };
  checkCrawl({ seeds, sink: [], ...wishes });
  return wishes;
}

/** What was asked for and could not be had, and which hosts want rest. */
const missedLines = ({ seeds, resting }: CrawlReport): string[] => [
  ...Object.entries(resting).map(
    ([host, seconds]) =>
      `${host} asked to be left alone for ${seconds} s; its pages stay due, the same command goes on afterwards.`,
  ),
  ...seeds.failed.map(
    ({ url, message }) => `nothing from ${clip(message.startsWith(url) ? message : `${url}: ${message}`, 300)}`,
  ),
];

const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const roundLine = ({ articles, comments, pages, bytes, spared }: CrawlReport): string =>
  `${new Date().toISOString().slice(0, 16)}  ${pages.visited} pages, ${mega(bytes)} (${mega(spared.bytes)} not fetched again): ` +
  `${articles.new} articles new, ${articles.revised} changed; ${comments.new} comments new, ${comments.revised} changed, ${comments.vanished} vanished`;

function inWords(report: CrawlReport, flags: CrawlFlags): string {
  const { articles, comments, threads, pages, absent, broken, seeds } = report;
  if (cameToNothing(report) && report.state === "finished")
    return ["Nothing could be had.", ...missedLines(report)].join("\n");
  const lines = [
    `${report.state === "finished" ? "Done" : "Stopped"} after ${report.seconds} s: ${pages.visited} pages, ${report.requests} requests, ${mega(report.bytes)}.`,
    ...(report.spared.bytes > 0
      ? [
          `${pages.unchanged} pages and threads had nothing new, so that ${mega(report.spared.bytes)} were not fetched again.`,
        ]
      : []),
    "",
    table(
      ["", ">found", ">new", ">changed"],
      [
        ["articles", articles.found, articles.new, articles.revised],
        ["threads", threads.walked, null, null],
        ["comments", comments.collected, comments.new, comments.revised],
      ],
    ),
    "",
    `Comments announced ${comments.announced}, collected ${comments.collected}; ${threads.complete} of ${threads.walked} threads complete.`,
  ];
  lines.push(...incompleteLines(threads.incomplete));
  for (const { platform, threads: n, why } of threads.leftAlone)
    lines.push("", `${n} ${n === 1 ? "thread" : "threads"} on ${platform} left alone: ${why}`);
  if (comments.vanished > 0)
    lines.push("", `${comments.vanished} comments have vanished from the site since the last visit.`);
  const reasons = Object.entries(absent).map(([reason, n]) => `${reason} ${n}`);
  if (reasons.length > 0) lines.push("", `Pages without an article: ${reasons.join(", ")}.`);
  const traps = Object.entries(report.traps).map(([kind, n]) => `${kind} ${n}`);
  if (traps.length > 0) lines.push("", `Addresses left out as traps: ${traps.join(", ")}.`);
  lines.push(...missedLines(report));
  for (const { message } of broken.filter(({ url }) => !seeds.failed.some((seed) => seed.url === url)).slice(0, 5))
    lines.push(`broken: ${clip(message, 160)}`);
  const place = flags.corpus === "./corpus" ? "" : ` --corpus ${flags.corpus.replace(/:[^:@/]*@/, ":…@")}`;
  lines.push(
    "",
    report.state === "interrupted"
      ? "The same command goes on where this one stopped."
      : `Next: belowline show${place}   ·   belowline export comments${place}`,
  );
  return lines.join("\n");
}
