// belowline import: WARC files and saved pages into the corpus, without asking any site.
import type { AuthorMode } from "@belowline/schema";
import { type ImportReport, importPages, recordsIn } from "@belowline/scraper";
import { EXIT } from "../exit.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { stopOnSignal } from "../stop.ts";
import { clip } from "../terminal/table.ts";

export interface ImportFlags extends CorpusOption {
  readonly url?: string;
  readonly authors?: AuthorMode;
  readonly json?: true;
  readonly quiet?: true;
}

export async function importCommand(paths: readonly string[], flags: ImportFlags): Promise<void> {
  const { url, authors, json, quiet } = flags;
  const records = await recordsIn(paths, url === undefined ? {} : { url });
  const stop = stopOnSignal();
  const show = quiet ? undefined : progress(process.stderr);
  try {
    const report = await withCorpus(flags, { create: true, ...(authors ? { authors } : {}) }, (corpus) =>
      importPages({
        sink: corpus.sink(),
        records,
        signal: stop.signal,
        ...(show ? { onProgress: show } : {}),
      }),
    );
    if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else process.stderr.write(`${inWords(report)}\n`);
    if (report.state === "interrupted") process.exitCode = EXIT.interrupted;
    else if (report.pages + report.known === 0) process.exitCode = EXIT.failed;
  } finally {
    stop.done();
  }
}

/** On a terminal the same line again and again, in a log a line now and then. */
function progress(stream: NodeJS.WriteStream): (report: ImportReport) => void {
  const every = stream.isTTY ? 100 : 5_000;
  let next = 0;
  return ({ records, articles, comments }) => {
    if (performance.now() < next) return;
    next = performance.now() + every;
    const line = `${records} records · ${articles.found} articles · ${comments.collected} comments`;
    stream.write(stream.isTTY ? `\r\u001b[2K${line}` : `${line}\n`);
  };
}

function inWords({ state, records, pages, known, articles, comments, skipped, trouble }: ImportReport): string {
  const left = Object.entries(skipped).map(([reason, n]) => `${reason} ${n}`);
  return [
    `${state === "finished" ? "Done" : "Stopped"}: ${records} records, ${pages} pages stored, ${known} known already.`,
    `${articles.found} articles (${articles.new} new, ${articles.revised} changed), ${comments.collected} comments (${comments.new} new).`,
    ...(left.length > 0 ? [`Left out: ${left.join(", ")}.`] : []),
    ...trouble.map((line) => clip(line, 200)),
    ...(state === "interrupted" ? ["The same command goes on where this one stopped."] : []),
  ].join("\n");
}
