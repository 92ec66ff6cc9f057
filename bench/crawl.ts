// What a crawl costs: CPU milliseconds for each page, from bare fetching to a stored corpus, side by side in one run.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { openCorpus } from "@belowline/corpus";
import { crawl } from "@belowline/scraper";
import { CheerioCrawler, Configuration, Log, LogLevel } from "@crawlee/cheerio";
import { load } from "cheerio/slim";
import { request } from "undici";
import { markdownTable, measure, median, type Reading, writeResult } from "./measure.ts";

const articles = Number(process.argv[2] ?? 200);
const comments = Number(process.argv[3] ?? 40);
const rounds = Number(process.argv[4] ?? 3);

const server = spawn(
  process.execPath,
  [new URL("../examples/site/serve.ts", import.meta.url).pathname, "0", String(articles), String(comments)],
  {
    stdio: ["ignore", "pipe", "inherit"],
  },
);
const [url] = (await once(createInterface({ input: server.stdout! }), "line")) as [string];
const folder = await mkdtemp(join(tmpdir(), "belowline-bench-"));

/** The pages that every contender reads: each article with its first page of comments. */
const pages = await articleAddresses();

/** What is prepared first is not measured: opening a database costs the same for one page and for a million. */
type Work = () => Promise<{ pages: number; rows: number }>;
const contenders: Record<string, Work | { prepare: () => Promise<{ work: Work; close: () => Promise<void> }> }> = {
  "undici: fetch only": async () => {
    for (const page of pages) await (await request(page)).body.arrayBuffer();
    return { pages: pages.length, rows: 0 };
  },
  "undici + cheerio/slim: fetch and parse": async () => {
    for (const page of pages) load(Buffer.from(await (await request(page)).body.arrayBuffer()).toString())("p").length;
    return { pages: pages.length, rows: 0 };
  },
  "CheerioCrawler 3.18: fetch and parse": async () => {
    let seen = 0;
    const crawler = new CheerioCrawler(
      {
        requestHandler: async ({ $ }) => void (seen += $("p").length > 0 ? 1 : 0),
        maxConcurrency: 2,
        useSessionPool: false,
        log: new Log({ level: LogLevel.OFF }),
      },
      new Configuration({ persistStorage: false }),
    );
    await crawler.run(pages);
    return { pages: seen, rows: 0 };
  },
  "belowline into an array: articles and threads": () => crawled([]),
  "belowline into PGlite in memory": into(() => "memory://"),
  "belowline into a PGlite folder": into((n) => join(folder, `corpus-${n}`)),
};

async function crawled(sink: Parameters<typeof crawl>[0]["sink"]): Promise<{ pages: number; rows: number }> {
  const report = await crawl({ seeds: [url], sink, allowPrivateNetwork: true });
  if (report.articles.found < pages.length)
    throw new Error(`found ${report.articles.found} of ${pages.length} articles`);
  return { pages: report.requests, rows: report.comments.collected + report.articles.found };
}

function into(place: (n: number) => string) {
  let n = 0;
  return {
    prepare: async () => {
      const corpus = await openCorpus(place(n++));
      return { work: () => crawled(corpus.sink()), close: () => corpus.close() };
    },
  };
}

async function articleAddresses(): Promise<string[]> {
  const visits: Parameters<typeof crawl>[0]["sink"] = [];
  await crawl({ seeds: [url], sink: visits, allowPrivateNetwork: true });
  return visits.flatMap(({ outcome }) => (outcome.kind === "article" ? [outcome.article.url as string] : []));
}

const readings = new Map<string, (Reading & { pages: number; rows: number })[]>();
for (let round = 0; round <= rounds; round++) {
  for (const [name, contender] of Object.entries(contenders)) {
    const { work, close } =
      typeof contender === "function" ? { work: contender, close: undefined } : await contender.prepare();
    const { value, ...reading } = await measure(work);
    await close?.();
    // The first round warms up.
    if (round > 0) readings.set(name, [...(readings.get(name) ?? []), { ...reading, ...value }]);
  }
}
server.kill();
await rm(folder, { recursive: true, force: true });

const floor = median(readings.get("undici + cheerio/slim: fetch and parse")!.map((one) => one.cpuMs / one.pages));
const rows = [...readings].map(([name, all]) => {
  const perPage = median(all.map((one) => one.cpuMs / one.pages));
  return [
    name,
    all[0]!.pages,
    all[0]!.rows,
    perPage.toFixed(2),
    (perPage / floor).toFixed(1),
    median(all.map((one) => one.wallMs / one.pages)).toFixed(2),
  ];
});
await writeResult(
  "crawl",
  `What a crawl costs: ${articles} articles with ${comments} comments each, site in a process of its own, median of ${rounds} rounds.`,
  `node bench/crawl.ts ${articles} ${comments} ${rounds}`,
  markdownTable(
    ["contender", "pages", "rows stored", "CPU ms a page", "times fetch and parse", "wall ms a page"],
    rows,
  ),
  "A page is one HTTP answer that was read. Belowline's pages include lists, feeds and REST answers; opening the database is not measured.",
);
