// belowline status: one line for each publisher, and the reasons of runs that were given up.
import type { PublisherStatus } from "@belowline/corpus";
import { type CorpusOption, withCorpus } from "../place.ts";
import { clip, printable, table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export async function statusCommand({ json, ...place }: CorpusOption & { readonly json?: true }): Promise<void> {
  const status = await withCorpus(place, { create: false }, (corpus) => corpus.jobs.status());
  if (json) await write(`${JSON.stringify(status, null, 2)}\n`);
  else await write(`${inWords(status).join("\n")}\n`);
}

function inWords(status: readonly PublisherStatus[]): string[] {
  if (status.length === 0) return ["Nothing was crawled or scheduled here yet."];
  const lines = [
    table(
      [
        "publisher",
        ">due",
        ">done in 24 h",
        ">failing",
        "last run",
        "next run",
        "comments seen after",
        ">fetched in 7 days",
        ">spared",
      ],
      status.map(({ publisher, pages, lastRun, schedule, commentLatency: late, traffic }) => [
        publisher,
        pages.due,
        pages.doneLastDay,
        pages.failing,
        lastRun && `${lastRun.state} ${minute(lastRun.at)}`,
        schedule?.next ? minute(schedule.next) : "not scheduled",
        late && `${span(late.median)} (nine of ten: ${span(late.p90)})`,
        traffic && mega(traffic.bytes),
        traffic && mega(traffic.sparedBytes),
      ]),
    ),
  ];
  for (const { publisher, lastRun, dead } of status) {
    if (lastRun?.reason)
      lines.push("", `${printable(publisher)}, try ${lastRun.attempt}: ${clip(lastRun.reason, 300)}`);
    if (dead)
      lines.push(
        "",
        `${printable(publisher)} was given up ${dead.runs} times, last ${minute(dead.at)}: ${clip(dead.reason, 300)}`,
      );
  }
  return lines;
}

const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
const minute = (at: string): string => `${at.slice(0, 16).replace("T", " ")} UTC`;

function span(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}
