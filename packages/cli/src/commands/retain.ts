// belowline retain: how long raw bodies are kept.
import { type CorpusOption, withCorpus } from "../place.ts";
import { write } from "../terminal/write.ts";

export interface RetainFlags extends CorpusOption {
  readonly bodies?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

export async function retainCommand({ bodies, dryRun, json, ...place }: RetainFlags): Promise<void> {
  const report = await withCorpus(place, { create: false }, (corpus) =>
    corpus.retain({ ...(bodies === undefined ? {} : { bodies }), ...(dryRun ? { dryRun } : {}) }),
  );
  if (json) return await write(`${JSON.stringify(report, null, 2)}\n`);
  const would = dryRun ? "would be " : "";
  await write(
    `Raw bodies are kept ${report.bodies === "forever" ? "for ever" : `for ${report.bodies}`}; ${report.dropped} ${would}dropped, ${(report.bytes / 1e6).toFixed(1)} MB.\n`,
  );
}
