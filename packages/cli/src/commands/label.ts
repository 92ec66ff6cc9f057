// belowline label and agreement: sheets that came back, and how far their coders agree.
import { readFile } from "node:fs/promises";
import type { Level } from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { type CorpusOption, withCorpus } from "../place.ts";
import { table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface LabelFlags extends CorpusOption {
  readonly coder: string;
  readonly json?: true;
}

export async function labelCommand(file: string, flags: LabelFlags): Promise<void> {
  const csv = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError("usage/not-found", `label: ${file} cannot be read (${error.code ?? "no reason given"})`);
  });
  await withCorpus(flags, { create: false }, async (corpus) => {
    const stored = await corpus.labels.read(csv, flags.coder);
    if (flags.json) await write(`${JSON.stringify({ coder: flags.coder, stored })}\n`);
    else process.stderr.write(`${stored} codes of ${flags.coder} stored.\n`);
  });
}

export interface AgreementFlags extends CorpusOption {
  readonly level?: Level;
  readonly json?: true;
}

export async function agreementCommand(scheme: string, flags: AgreementFlags): Promise<void> {
  await withCorpus(flags, { create: false }, async (corpus) => {
    const found = await corpus.labels.agreement(scheme, flags.level ? { level: flags.level } : {});
    if (flags.json) return await write(`${JSON.stringify(found, null, 2)}\n`);
    const { alpha, level, units, coders, kappas } = found;
    await write(
      `${table(
        ["measure", "coders", ">units", ">value"],
        [
          [`Krippendorff's alpha (${level})`, coders.join(", "), units, figure(alpha)],
          ...kappas.map(({ coders, units, kappa }) => ["Cohen's kappa", coders.join(", "), units, figure(kappa)]),
        ],
      )}\n`,
    );
  });
}

const figure = (value: number | null): string => value?.toFixed(3) ?? "not defined";
