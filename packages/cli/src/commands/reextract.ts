// belowline reextract: reads stored pages again with this version's extraction, and tells what came out differently.
import { type Change, type FieldReport, type ReextractReport, wordDiff } from "@belowline/corpus";
import { reader } from "@belowline/scraper";
import { type CorpusOption, withCorpus } from "../place.ts";
import { diffLine } from "../terminal/diff.ts";
import { clip, printable, table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface ReextractFlags extends CorpusOption {
  readonly publisher?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

export async function reextractCommand({ publisher, dryRun, json, ...place }: ReextractFlags): Promise<void> {
  const changes: Change[] = [];
  const report = await withCorpus(place, { create: false }, (corpus) =>
    corpus.reextract(reader(), {
      ...(publisher === undefined ? {} : { publisher }),
      ...(dryRun
        ? {
            dryRun,
            onChange: (change) => {
              if (json) changes.push(change);
              else process.stdout.write(`${inDetail(change).join("\n")}\n\n`);
            },
          }
        : {}),
    }),
  );
  if (json) await write(`${JSON.stringify(dryRun ? { ...report, changes } : report, null, 2)}\n`);
  else await write(`${inWords(report).join("\n")}\n`);
}

/** One article or comment, each field with what went and what came. */
function inDetail({ of, url, fields }: Change): string[] {
  if (fields === null) return [`${of} ${printable(url)}`, "  not here before"];
  return [
    `${of} ${printable(url)}`,
    ...fields.map(({ field, before, after }) => `  ${field}: ${difference(before, after)}`),
  ];
}

function difference(before: unknown, after: unknown): string {
  if (typeof before === "string" && typeof after === "string") {
    return diffLine(wordDiff(before, after)) || "only the division into lines";
  }
  return `${clip(shown(before), 100)} → ${clip(shown(after), 100)}`;
}

const shown = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? "–"));

function inWords(report: ReextractReport): string[] {
  const { dryRun, articles, comments, threads, dropped, swept, fields } = report;
  const would = dryRun ? "would be " : "";
  const lines = [
    `${dryRun ? "Dry run: nothing was changed. " : ""}Read ${articles.read} articles and ${threads.read} threads again, offline.`,
    `Articles: ${articles.revised} ${would}revised, ${articles.new} ${would}new. Comments: ${comments.changed} ${would}changed, ${comments.new} ${would}new. Threads: ${threads.ledgers} ${would}counted anew.`,
  ];
  const names = Object.entries(fields);
  if (names.length > 0) lines.push("", table(["field", ">changed", "example"], names.map(rowOf)));
  if (swept > 0) lines.push("", `${swept} texts put together again because of what the publisher repeats.`);
  for (const { url, reason } of articles.lost.slice(0, 20))
    lines.push(`no article any more: ${url} (${clip(reason, 100)})`);
  if (articles.lost.length > 0)
    lines.push(`${articles.lost.length} articles are not seen by this version; they stay as they are.`);
  if (comments.lost > 0) lines.push(`${comments.lost} comments are not seen by this version; they stay as they are.`);
  if (threads.unasked > 0)
    lines.push(`${threads.unasked} threads need pages that are not stored: belowline crawl --refresh brings them.`);
  if (dropped > 0)
    lines.push(
      `${dropped} pages and threads are not kept in the raw any more (erased, or expired); they stay as they are.`,
    );
  if (threads.unknown > 0) lines.push(`${threads.unknown} threads are of platforms that this version does not know.`);
  return lines;
}

function rowOf([name, { count, examples }]: [string, FieldReport]): [string, number, string] {
  const [first] = examples;
  return [name, count, first ? clip(difference(first.before, first.after), 120) : ""];
}
