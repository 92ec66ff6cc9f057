// belowline label: sheets that came back, which codes are stored, and taking codes away.
import { readFile } from "node:fs/promises";
import { type Corpus, csvRows, type Label } from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { given } from "../counting.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { clip, table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface LabelFlags extends CorpusOption {
  readonly coder?: string;
  readonly schemes?: readonly string[];
  readonly remove?: true;
  readonly json?: true;
  readonly csv?: true;
}

export async function labelCommand(file: string | undefined, flags: LabelFlags): Promise<void> {
  if (flags.remove && file !== undefined)
    throw new UsageError("usage/conflict", "label: --remove goes without a file; name --coder or --schemes");
  if (flags.remove && (flags.coder ?? flags.schemes) === undefined)
    throw new UsageError("usage/missing-value", "label: --remove takes --coder or --schemes, whose codes are to go");
  if (file !== undefined) return await take(file, flags);
  await withCorpus(flags, { create: false }, (corpus) => (flags.remove ? remove : tell)(corpus, flags));
}

async function take(file: string, { coder, schemes, json, csv, ...place }: LabelFlags): Promise<void> {
  if (coder === undefined)
    throw new UsageError("usage/missing-value", "label: a sheet takes --coder, the name of who filled it in");
  if (csv) throw new UsageError("usage/conflict", "label: --csv is for the codes that are stored, without a file");
  const sheet = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError("usage/not-found", `label: ${file} cannot be read (${error.code ?? "no reason given"})`);
  });
  await withCorpus(place, { create: false }, async (corpus) => {
    const read = await corpus.labels.read(sheet, coder, given({ schemes }));
    if (json) return await write(`${JSON.stringify({ coder, ...read }, null, 2)}\n`);
    const { stored, replaced, units, erased } = read;
    const columns = read.schemes.map((one) => `${one.scheme} ${one.stored}`).join(", ");
    const told = [
      `${stored} codes of ${coder} stored (${columns}), of ${units} units`,
      ...(replaced > 0 ? [`${replaced} of them in place of another code`] : []),
      ...(erased.length > 0 ? [`left out because erased since: ${erased.join(", ")}`] : []),
    ];
    process.stderr.write(`${told.join("; ")}.\n`);
  });
}

const meant = ({ coder, schemes }: LabelFlags): { coder?: string; scheme?: string }[] =>
  (schemes ?? [undefined]).map((scheme) => given({ coder, scheme }));

async function remove(corpus: Corpus, flags: LabelFlags): Promise<void> {
  let removed = 0;
  for (const wish of meant(flags)) removed += await corpus.labels.remove(wish);
  if (flags.json) await write(`${JSON.stringify({ removed })}\n`);
  else process.stderr.write(`${removed} codes removed.\n`);
}

async function tell(corpus: Corpus, flags: LabelFlags): Promise<void> {
  const labels: Label[] = [];
  for (const wish of meant(flags)) labels.push(...(await corpus.labels.list(wish)));
  if (flags.json) return await write(`${JSON.stringify(labels, null, 2)}\n`);
  if (labels.length === 0)
    process.stderr.write(`No codes${flags.coder === undefined ? "" : ` of ${flags.coder}`} are stored.\n`);
  if (flags.csv)
    return await write(
      csvRows(
        labels.map((label) => ({ ...label })),
        ["id", "scheme", "coder", "code"],
      ),
    );
  if (labels.length === 0) return;
  const byCoder = Map.groupBy(labels, ({ scheme, coder }) => JSON.stringify([scheme, coder]));
  await write(
    `${table(
      ["scheme", "coder", ">codes", "which"],
      [...byCoder.values()].map((some) => [some[0]!.scheme, some[0]!.coder, some.length, timesOf(some)]),
    )}\n`,
  );
}

/** Codes in a table's cell. */
const MOST = 12;

function timesOf(labels: readonly Label[]): string {
  const times = [...Map.groupBy(labels, ({ code }) => code)]
    .map(([code, { length }]) => [code, length] as const)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const shown = times.slice(0, MOST).map(([code, n]) => `${clip(code, 40)} ×${n}`);
  return [...shown, ...(times.length > MOST ? [`… and ${times.length - MOST} more`] : [])].join(", ");
}
