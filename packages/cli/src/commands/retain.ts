// belowline retain: how long raw bodies are kept, and comments that are gone from their site.
import { type CorpusOption, withCorpus } from "../place.ts";
import { write } from "../terminal/write.ts";

export interface RetainFlags extends CorpusOption {
  readonly bodies?: string;
  readonly gone?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

export async function retainCommand({ bodies, gone, dryRun, json, ...place }: RetainFlags): Promise<void> {
  const report = await withCorpus(place, { create: false }, (corpus) =>
    corpus.retain({
      ...(bodies === undefined ? {} : { bodies }),
      ...(gone === undefined ? {} : { gone }),
      ...(dryRun ? { dryRun } : {}),
    }),
  );
  if (json) return await write(`${JSON.stringify(report, null, 2)}\n`);
  const would = dryRun ? "would be " : "";
  await write(
    `Raw bodies are kept ${inWords(report.bodies)}; ${report.dropped} ${would}dropped, ${(report.bytes / 1e6).toFixed(1)} MB.\n` +
      `Comments that their site took away are kept ${inWords(report.gone)}; ${report.erased} ${would}erased.\n`,
  );
}

const inWords = (rule: string): string =>
  rule === "forever" ? "for ever" : /^\d{4}-/.test(rule) ? `if seen since ${rule}` : `for ${rule}`;
