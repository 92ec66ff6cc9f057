// belowline move and belowline backup: a whole corpus to another place, compared row for row.
import { resolve } from "node:path";
import type { MoveReport } from "@belowline/corpus";
import type { CorpusOption } from "../place.ts";
import { write } from "../terminal/write.ts";

export interface MoveFlags extends CorpusOption {
  readonly json?: true;
}

const placeOf = (place: string): string => (/^(?:postgres(?:ql)?:|memory:)/.test(place) ? place : resolve(place));

export async function moveCommand(from: string, to: string, { json }: { readonly json?: true }): Promise<void> {
  const { moveCorpus } = await import("@belowline/corpus");
  await tell(await moveCorpus(placeOf(from), placeOf(to)), json);
}

export async function backupCommand(folder: string, { corpus, json }: MoveFlags): Promise<void> {
  const { backupCorpus } = await import("@belowline/corpus");
  await tell(await backupCorpus(placeOf(corpus), folder), json);
}

async function tell(report: MoveReport, json: true | undefined): Promise<void> {
  if (json) return await write(`${JSON.stringify(report, null, 2)}\n`);
  await write(
    `${report.rows} rows of ${Object.keys(report.tables).length} tables copied from ${report.from} to ${report.to}, and compared.${report.schedules > 0 ? ` ${report.schedules} schedules came along.` : ""}\n`,
  );
}
