// Prometheus metrics of a worker: its own counts and the corpus's status, in the text format, served on request.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Corpus, PublisherStatus, RunEvent } from "@belowline/corpus";

/** Where metrics are served. */
export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
}

/** What this worker has done since it started. */
export interface Counts {
  count(event: RunEvent): void;
  readonly runs: Readonly<Record<"done" | "failed" | "returned", number>>;
  readonly pages: number;
  readonly bytes: number;
  readonly sparedBytes: number;
}

export function countsOf(): Counts {
  const counts = {
    runs: { done: 0, failed: 0, returned: 0 },
    pages: 0,
    bytes: 0,
    sparedBytes: 0,
    count(event: RunEvent): void {
      if (event.kind === "started" || event.kind === "trouble") return;
      counts.runs[event.kind]++;
      if (event.kind !== "done") return;
      const { pages, bytes, spared } = event.result as {
        pages?: { visited?: number };
        bytes?: number;
        spared?: { bytes?: number };
      };
      counts.pages += pages?.visited ?? 0;
      counts.bytes += bytes ?? 0;
      counts.sparedBytes += spared?.bytes ?? 0;
    },
  };
  return counts;
}

type Sample = readonly [labels: Readonly<Record<string, string>>, value: number];

/** Version 0.0.4 of the text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export function metricsText(status: readonly PublisherStatus[], counts: Omit<Counts, "count">): string {
  const of = (value: (one: PublisherStatus) => number | null | undefined): Sample[] =>
    status.flatMap((one) => {
      const number = value(one);
      return number == null ? [] : [[{ publisher: one.publisher }, number] as const];
    });
  const families: [name: string, type: "gauge" | "counter", help: string, samples: Sample[]][] = [
    ["pages_due", "gauge", "Pages due now.", of(({ pages }) => pages.due)],
    ["pages_done_last_day", "gauge", "Pages visited in the last 24 hours.", of(({ pages }) => pages.doneLastDay)],
    ["pages_failing", "gauge", "Pages that could not be read at their last visit.", of(({ pages }) => pages.failing)],
    ["runs_dead", "gauge", "Runs given up in the last 90 days.", of(({ dead }) => dead?.runs ?? 0)],
    [
      "last_run_timestamp_seconds",
      "gauge",
      "When the last run began to wait, began, or ended.",
      of(({ lastRun }) => lastRun && Date.parse(lastRun.at) / 1000),
    ],
    [
      "next_run_timestamp_seconds",
      "gauge",
      "When the next scheduled run is due.",
      of(({ schedule }) => (schedule?.next && Date.parse(schedule.next) / 1000) || null),
    ],
    [
      "comment_latency_seconds",
      "gauge",
      "From a comment's own time to when it was first seen, over the last seven days.",
      status.flatMap(({ publisher, commentLatency: late }): Sample[] =>
        late
          ? [
              [{ publisher, quantile: "0.5" }, late.median],
              [{ publisher, quantile: "0.9" }, late.p90],
            ]
          : [],
      ),
    ],
    [
      "fetched_bytes_last_week",
      "gauge",
      "Bytes of answers that crawls of the last seven days fetched, after decoding.",
      of(({ traffic }) => traffic?.bytes),
    ],
    [
      "spared_bytes_last_week",
      "gauge",
      "Bytes that crawls of the last seven days did not fetch again, because a look showed nothing new.",
      of(({ traffic }) => traffic?.sparedBytes),
    ],
    [
      "worker_runs_total",
      "counter",
      "Runs that this worker ended, by how.",
      Object.entries(counts.runs).map(([outcome, n]): Sample => [{ outcome }, n]),
    ],
    ["worker_pages_total", "counter", "Pages that this worker visited in finished runs.", [[{}, counts.pages]]],
    ["worker_bytes_total", "counter", "Bytes of answers in finished runs, after decoding.", [[{}, counts.bytes]]],
    [
      "worker_spared_bytes_total",
      "counter",
      "Bytes that finished runs did not fetch again, because a look showed nothing new.",
      [[{}, counts.sparedBytes]],
    ],
  ];
  return families
    .flatMap(([name, type, help, samples]) => [
      `# HELP belowline_${name} ${help}`,
      `# TYPE belowline_${name} ${type}`,
      ...samples.map(([labels, value]) => `belowline_${name}${labelsOf(labels)} ${value}`),
    ])
    .join("\n")
    .concat("\n");
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`,
  );
  return parts.length > 0 ? `{${parts.join(",")}}` : "";
}

export async function serveMetrics(
  { host, port }: MetricsAddress,
  corpus: Corpus,
  counts: Counts,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url?.split("?")[0] !== "/metrics") {
      response.writeHead(404).end("metrics are at /metrics\n");
      return;
    }
    try {
      const text = metricsText(await corpus.jobs.status(), counts);
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(text);
    } catch {
      // The reason may hold an address; the worker's own log has it.
      response.writeHead(503).end("the corpus does not answer just now\n");
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  const at = server.address() as AddressInfo;
  return {
    url: `http://${at.family === "IPv6" ? `[${at.address}]` : at.address}:${at.port}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
