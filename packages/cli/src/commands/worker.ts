// belowline worker and belowline tick: scheduled runs, for good or once; each run one line on stderr.
import type { Corpus, RunEvent, WorkOptions } from "@belowline/corpus";
import { EXIT } from "../exit.ts";
import { countsOf, type MetricsAddress, serveMetrics } from "../metrics.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { runnerOver } from "../runner.ts";
import { stopOnSignal } from "../stop.ts";
import { clip, printable } from "../terminal/table.ts";
import { NO_SCHEDULES } from "./schedule.ts";

export async function workerCommand(flags: CorpusOption & { readonly metrics?: MetricsAddress }): Promise<void> {
  await untilStopped(flags, async (corpus, options) => {
    const counts = countsOf();
    const metrics = flags.metrics && (await serveMetrics(flags.metrics, corpus, counts));
    if (metrics) process.stderr.write(`metrics on ${metrics.url}\n`);
    process.stderr.write(`working on ${corpus.where}; Ctrl-C stops after the pages in hand\n`);
    try {
      await corpus.jobs.work(runnerOver(corpus), {
        ...options,
        onEvent(event) {
          counts.count(event);
          options.onEvent?.(event);
        },
      });
    } finally {
      await metrics?.close();
    }
  });
}

/** Fails when a run did, so that a timer's status shows it. */
export async function tickCommand(flags: CorpusOption): Promise<void> {
  await untilStopped(flags, async (corpus, options) => {
    if ((await corpus.jobs.schedules()).length === 0) process.stderr.write(NO_SCHEDULES);
    let failed = false;
    await corpus.jobs.tick(runnerOver(corpus), {
      ...options,
      onEvent(event) {
        failed ||= event.kind === "failed";
        options.onEvent?.(event);
      },
    });
    if (options.signal.aborted) process.exitCode = EXIT.interrupted;
    else if (failed) process.exitCode = EXIT.failed;
  });
}

async function untilStopped(
  place: CorpusOption,
  run: (corpus: Corpus, options: WorkOptions) => Promise<void>,
): Promise<void> {
  const stop = stopOnSignal();
  const onEvent = (event: RunEvent): void =>
    void process.stderr.write(`${new Date().toISOString()} ${lineOf(event)}\n`);
  try {
    await withCorpus(place, { create: false }, (corpus) => run(corpus, { signal: stop.signal, onEvent }));
  } finally {
    stop.done();
  }
}

function lineOf(event: RunEvent): string {
  if (event.kind === "trouble") return `trouble: ${clip(event.message, 300)}`;
  const name = printable(event.publisher);
  switch (event.kind) {
    case "started":
      return `${name}: started${event.attempt > 1 ? `, try ${event.attempt}` : ""}`;
    case "returned":
      return `${name}: given back half-done`;
    case "failed":
      return `${name}: try ${event.attempt} failed: ${clip(event.reason, 300)}`;
    case "done": {
      const { pages, articles, comments } = event.result as Record<string, Record<string, number>>;
      return `${name}: done: ${pages?.visited} pages, ${articles?.new} new articles, ${comments?.new} new comments`;
    }
  }
}
