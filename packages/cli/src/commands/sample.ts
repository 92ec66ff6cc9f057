// belowline sample: records drawn by a seed, as a table, JSON, CSV or annotation sheets.
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import {
  type Corpus,
  csvRows,
  type DuplicateMode,
  type LabelWhere,
  type Rows,
  type SampleMethod,
  type SampleOptions,
  type Stratum,
} from "@belowline/corpus";
import { type ArticleRecord, type CommentRecord, type ThreadRecord, UsageError } from "@belowline/schema";
import { given } from "../counting.ts";
import { type CorpusOption, withCorpus } from "../place.ts";
import { clip, table } from "../terminal/table.ts";
import { write } from "../terminal/write.ts";

export interface SampleFlags extends CorpusOption {
  readonly seed: string;
  readonly in: "comments" | "articles" | "threads";
  readonly method?: SampleMethod;
  readonly strata?: readonly Stratum[];
  readonly allocation?: "proportional" | "equal";
  readonly publisher?: string;
  readonly from?: string;
  readonly to?: string;
  readonly label?: LabelWhere;
  readonly coders?: readonly string[];
  readonly schemes?: readonly string[];
  readonly duplicates?: DuplicateMode;
  readonly overlap?: number;
  readonly out?: string;
  readonly snapshot?: string;
  readonly json?: true;
  readonly csv?: true;
}

type Drawn = ArticleRecord | CommentRecord | ThreadRecord;

export async function sampleCommand(size: number, flags: SampleFlags): Promise<void> {
  const { coders, schemes, overlap, out } = flags;
  if (coders === undefined && (schemes ?? overlap ?? out) !== undefined) {
    throw new UsageError(
      "usage/missing-value",
      "sample: --schemes, --overlap and --out are for sheets; name --coders too",
    );
  }
  if (coders !== undefined && (schemes === undefined || flags.in === "threads")) {
    throw new UsageError("usage/missing-value", "sample: sheets take --schemes, and comments or articles");
  }
  await withCorpus(flags, { create: false }, async (corpus) => {
    const rows = await drawn(corpus, size, flags);
    process.stderr.write(`${rows.about.note}\n`);
    if (coders && schemes) return await writeSheets(corpus, rows as Rows<CommentRecord | ArticleRecord>, flags);
    if (flags.json) return await write(`${JSON.stringify({ about: rows.about, rows }, null, 2)}\n`);
    if (flags.csv)
      return await write(
        csvRows(
          rows.map((row) => ({ ...row })),
          corpus[flags.in]().fields,
        ),
      );
    // A UUID, a date and the blanks between.
    const width = Math.max(20, (process.stdout.columns ?? 130) - 50);
    if (rows.length > 0)
      await write(
        `${table(
          ["when", "what", "id"],
          rows.map((row) => cells(row, width)),
        )}\n`,
      );
  });
}

async function drawn(corpus: Corpus, size: number, flags: SampleFlags): Promise<Rows<Drawn>> {
  const { publisher, from, to, label, seed, method, strata, allocation, duplicates } = flags;
  const where = given({ publisher, from, to, label });
  const options: SampleOptions = { seed, ...given({ method, strata, allocation }) };
  const state = flags.snapshot === undefined ? corpus : await corpus.at(flags.snapshot);
  if (flags.in !== "threads") return await state[flags.in](given({ duplicates })).where(where).sample(size, options);
  if (duplicates) throw new UsageError("usage/conflict", "sample: --duplicates is for articles and comments");
  return await state.threads().where(where).sample(size, options);
}

async function writeSheets(
  corpus: Corpus,
  rows: Rows<CommentRecord | ArticleRecord>,
  { coders = [], schemes = [], overlap, out = ".", seed }: SampleFlags,
): Promise<void> {
  const sheets = await corpus.labels.sheets(rows, { coders, schemes, seed, ...given({ overlap }) });
  const folder = resolve(out);
  await mkdir(folder, { recursive: true });
  for (const { coder, ids, csv } of sheets) {
    const file = join(folder, `${coder.replace(/[^\p{L}\p{N}_.-]/gu, "_")}.csv`);
    // "wx": a sheet that somebody has filled in is never overwritten.
    await writeFile(file, csv, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
      const why =
        error.code === "EEXIST" ? "is there already; move it away first" : `cannot be written (${error.code})`;
      throw new UsageError("usage/conflict", `sample: ${file} ${why}`);
    });
    await write(`${file}  ${ids.length} units\n`);
  }
}

function cells(row: Drawn, width: number): (string | null)[] {
  if ("headline" in row) return [row.publishedAt?.slice(0, 10) ?? null, clip(row.headline, width), row.id];
  if ("text" in row) return [row.createdAt?.slice(0, 10) ?? null, clip(row.text, width), row.id];
  return [row.firstSeenAt.slice(0, 10), clip(row.articleUrl, width), row.id];
}
