// belowline report: what the corpus holds and what is missing, as one HTML page.
import { writeWhole } from "@belowline/corpus";
import { type CorpusOption, withCorpus } from "../place.ts";
import { write } from "../terminal/write.ts";

export interface ReportFlags extends CorpusOption {
  readonly out?: string;
  readonly snapshot?: string;
}

export async function reportCommand({ out, snapshot, ...place }: ReportFlags): Promise<void> {
  const page = await withCorpus(place, { create: false }, async (corpus) =>
    (snapshot === undefined ? corpus : await corpus.at(snapshot)).report(),
  );
  if (out === undefined) {
    await write(page);
    return;
  }
  await writeWhole([page], out);
  process.stderr.write(`report written to ${out}\n`);
}
