// belowline move and belowline backup: a whole corpus to another place, compared row for row.
import { resolve } from "node:path";
import type { CopyProgress, MoveOptions, MoveReport } from "@belowline/corpus";
import type { CorpusOption } from "../place.ts";
import { type Counter, counterOn } from "../terminal/counter.ts";
import { write } from "../terminal/write.ts";

export interface MoveFlags extends CorpusOption {
  readonly json?: true;
}

const placeOf = (place: string): string => (/^(?:postgres(?:ql)?:|memory:)/.test(place) ? place : resolve(place));

export async function moveCommand(from: string, to: string, { json }: { readonly json?: true }): Promise<void> {
  const { moveCorpus } = await import("@belowline/corpus");
  await tell((options) => moveCorpus(placeOf(from), placeOf(to), options), json);
}

export async function backupCommand(folder: string, { corpus, json }: MoveFlags): Promise<void> {
  const { backupCorpus } = await import("@belowline/corpus");
  await tell((options) => backupCorpus(placeOf(corpus), folder, options), json);
}

async function tell(run: (options: MoveOptions) => Promise<MoveReport>, json: true | undefined): Promise<void> {
  const progress = process.stderr.isTTY ? barOn(process.stderr) : undefined;
  const report = await run(progress ? { onProgress: progress.show } : {}).finally(() => progress?.stop());
  if (json) return await write(`${JSON.stringify(report, null, 2)}\n`);
  const { rows, tables, from, to, schedules } = report;
  await write(
    `${rows} rows of ${Object.keys(tables).length} tables copied from ${from} to ${to}, and compared.` +
      `${schedules > 0 ? ` ${schedules} schedules came along.` : ""}\n`,
  );
}

/** Rows on a terminal; the comparison that follows shows no more of them. */
function barOn(stream: NodeJS.WriteStream) {
  let counter: Counter | undefined;
  let shown = 0;
  return {
    show({ rows, of }: CopyProgress): void {
      counter ??= counterOn(stream, "rows", of);
      counter.add(rows - shown);
      shown = rows;
    },
    stop: () => counter?.stop(),
  };
}
