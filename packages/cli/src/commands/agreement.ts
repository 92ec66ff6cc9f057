// belowline agreement: how far the coders of a scheme agree.
import { csvRows, type Level } from "@belowline/corpus";
import { given } from "../counting.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { printable, table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface AgreementFlags extends CorpusOption {
  readonly level?: Level;
  readonly coders?: readonly string[];
  readonly json?: true;
  readonly csv?: true;
}

const TITLES = ["measure", "coders", "units", "observed", "value"];

export async function agreementCommand(scheme: string, flags: AgreementFlags): Promise<void> {
  await withCorpus(flags, { create: false }, async (corpus) => {
    const { level, coders } = flags;
    const found = await corpus.labels.agreement(scheme, given({ level, coders }));
    if (flags.json) return await write(`${JSON.stringify(found, null, 2)}\n`);
    const rows = [
      {
        measure: `Krippendorff's alpha (${found.level})`,
        coders: found.coders,
        units: found.units,
        observed: null,
        value: found.alpha,
      },
      ...found.kappas.map(({ kappa, ...pair }) => ({ measure: "Cohen's kappa", ...pair, value: kappa })),
    ];
    process.stderr.write(
      `Codes: ${found.codes.map(({ code, times }) => `${printable(code)} ×${times}`).join(", ")}.\n${found.note === null ? "" : `${printable(found.note)}\n`}`,
    );
    if (flags.csv) return await write(csvRows(rows, TITLES));
    await write(
      `${table(
        ["measure", "coders", ">units", ">observed", ">value"],
        rows.map(({ measure, coders, units, observed, value }) => [
          measure,
          coders.join(", "),
          units,
          observed?.toFixed(3) ?? null,
          value?.toFixed(3) ?? "not defined",
        ]),
      )}\n`,
    );
  });
}
