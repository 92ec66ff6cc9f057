// belowline check: names the fields that broke and the first page where they did; fails when something broke.
import type { CheckReport, FieldAlarm } from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { reader } from "@belowline/scraper";
import { EXIT } from "../exit.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { printable } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface CheckFlags extends CorpusOption {
  readonly publisher?: string;
  readonly pin?: string;
  readonly unpin?: string;
  readonly json?: true;
}

export async function checkCommand({ publisher, pin, unpin, json, ...place }: CheckFlags): Promise<void> {
  if (pin !== undefined && unpin !== undefined)
    throw new UsageError("usage/conflict", "check: expected --pin or --unpin, found both");
  if (pin !== undefined) {
    const golden = await withCorpus(place, { create: false }, (corpus) => corpus.pin(reader(), pin));
    process.stderr.write(`pinned: ${printable(golden.url)}; every check reads its stored page again\n`);
    return;
  }
  if (unpin !== undefined) {
    await withCorpus(place, { create: false }, (corpus) => corpus.unpin(unpin));
    return;
  }
  const report = await withCorpus(place, { create: false }, (corpus) =>
    corpus.check(reader(), publisher === undefined ? {} : { publisher }),
  );
  if (json) await write(`${JSON.stringify(report, null, 2)}\n`);
  else await write(`${inWords(report).join("\n")}\n`);
  if (report.broken) process.exitCode = EXIT.failed;
}

function inWords({ publishers }: CheckReport): string[] {
  const lines: string[] = [];
  for (const { publisher, articles, compared, alarms, golden, breaks, gaps } of publishers) {
    const name = printable(publisher);
    const lost = golden.filter(({ readable }) => !readable);
    const state =
      alarms.length + breaks.length > 0 ? "BROKEN" : compared ? "as before" : "too few articles to have a past";
    lines.push(`${name}: ${state} (${articles} articles, ${golden.length} golden pages)`);
    for (const alarm of alarms)
      lines.push(
        `  ${alarm.field}: ${values(alarm)} (p ${alarm.p.toExponential(0)}), from ${printable(alarm.firstUrl)}`,
      );
    for (const { field, was, is, url } of breaks)
      lines.push(
        `  golden ${field}: ${was === null && is === null ? "reads differently" : `${was ?? "–"} → ${is ?? "–"}`}, ${printable(url)}`,
      );
    for (const { reason, threads, comments } of gaps)
      lines.push(
        `  missing by ${reason}: ${comments ?? "?"} comments of ${threads} ${threads === 1 ? "thread" : "threads"}`,
      );
    for (const { url } of lost)
      lines.push(`  golden page without its stored bytes, proves nothing any more: ${printable(url)}`);
  }
  return lines.length > 0 ? lines : ["Nothing was crawled here yet."];
}

const values = ({ was, is }: FieldAlarm): string => `${short(was)} → ${short(is)}`;
const short = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));
