// belowline export: records of the corpus to a file or stdout.
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { type DuplicateMode, exportRecords } from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { type CorpusOption, withCorpus } from "../place.ts";
import { write } from "../terminal/write.ts";

export interface ExportFlags extends CorpusOption {
  readonly format: "jsonl" | "csv";
  readonly out?: string;
  readonly publisher?: string;
  readonly from?: string;
  readonly to?: string;
  readonly duplicates?: DuplicateMode;
}

export async function exportCommand(records: string, flags: ExportFlags): Promise<void> {
  const { publisher, from, to, duplicates } = flags;
  if (duplicates !== undefined && records === "threads") {
    throw new UsageError("usage/conflict", "export: --duplicates is for articles and comments; threads have none");
  }
  const choice = duplicates === undefined ? {} : { duplicates };
  const where = { ...(publisher ? { publisher } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) };
  await withCorpus(flags, { create: false }, async (corpus) => {
    const lines = (() => {
      if (records === "articles") return exportRecords(corpus.articles(choice).where(where), flags.format);
      if (records === "comments") return exportRecords(corpus.comments(choice).where(where), flags.format);
      return exportRecords(corpus.threads().where(where), flags.format);
    })();
    if (flags.out === undefined) {
      for await (const text of lines) await write(text);
      return;
    }
    // A half-written export must not be taken for a whole one.
    const target = resolve(flags.out);
    const part = `${target}.${process.pid}.part`;
    try {
      await pipeline(lines, createWriteStream(part));
      await rename(part, target);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    process.stderr.write(`${records} written to ${flags.out}\n`);
  });
}
