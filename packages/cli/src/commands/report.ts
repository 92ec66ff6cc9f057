// belowline report: what the corpus holds and what is missing, as one HTML page.
import { rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type CorpusOption, withCorpus } from "../place.ts";
import { write } from "../terminal/write.ts";

export interface ReportFlags extends CorpusOption {
  readonly out?: string;
}

export async function reportCommand({ out, ...place }: ReportFlags): Promise<void> {
  const page = await withCorpus(place, { create: false }, (corpus) => corpus.report());
  if (out === undefined) {
    await write(page);
    return;
  }
  const target = resolve(out);
  const part = `${target}.${process.pid}.part`;
  try {
    await writeFile(part, page);
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  process.stderr.write(`report written to ${out}\n`);
}
