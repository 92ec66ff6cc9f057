// belowline sample: records drawn by a seed, as a table, JSON, CSV or annotation sheets.
import { existsSync } from "node:fs";
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
import { nothing } from "../nothing.ts";
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
  readonly asOf?: string;
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
  if (coders !== undefined && flags.csv)
    throw new UsageError("usage/conflict", "sample: sheets are files; --csv is for a sample without --coders");
  if (coders?.length === 1 && overlap !== undefined)
    throw new UsageError("usage/conflict", "sample: --overlap is between several coders");
  await withCorpus(flags, { create: false }, async (corpus) => {
    const rows = await drawn(corpus, size, flags);
    const { note } = rows.about;
    process.stderr.write(
      `${rows.about.sample?.of === 0 ? await nothing(corpus, flags.in, flags.publisher) : `${note}${flags.snapshot === undefined ? "" : ` Of the snapshot ${flags.snapshot}.`}`}\n`,
    );
    if (coders && schemes) return await writeSheets(corpus, rows as Rows<CommentRecord | ArticleRecord>, flags);
    if (flags.json) return await write(`${JSON.stringify({ about: rows.about, rows }, null, 2)}\n`);
    if (flags.csv)
      return await write(
        csvRows(
          rows.map((row) => ({ ...row })),
          corpus[flags.in]().fields,
        ),
      );
    if (rows.length > 0) await write(`${table(["when", "~what", "id"], rows.map(cells))}\n`);
  });
}

async function drawn(corpus: Corpus, size: number, flags: SampleFlags): Promise<Rows<Drawn>> {
  const { publisher, from, to, label, seed, method, strata, allocation, duplicates } = flags;
  const where = given({ publisher, from, to, label });
  const options: SampleOptions = { seed, ...given({ method, strata, allocation }) };
  if (flags.in === "threads" && duplicates)
    throw new UsageError("usage/conflict", "sample: --duplicates is for articles and comments");
  if (flags.snapshot !== undefined) {
    const state = await corpus.at(flags.snapshot);
    if (flags.in === "threads") return await state.threads().where(where).sample(size, options);
    return await state[flags.in](given({ duplicates })).where(where).sample(size, options);
  }
  const then = given({ asOf: flags.asOf });
  if (flags.in === "threads") return await corpus.threads(then).where(where).sample(size, options);
  return await corpus[flags.in]({ ...then, ...given({ duplicates }) })
    .where(where)
    .sample(size, options);
}

async function writeSheets(
  corpus: Corpus,
  rows: Rows<CommentRecord | ArticleRecord>,
  { coders = [], schemes = [], overlap, out = ".", seed, json }: SampleFlags,
): Promise<void> {
  const sheets = await corpus.labels.sheets(rows, { coders, schemes, seed, ...given({ overlap }) });
  const folder = resolve(out);
  const files = sheets.map(({ coder }) => join(folder, `${coder.replace(/[^\p{L}\p{N}_.-]/gu, "_")}.csv`));
  // Folders of macOS and Windows know no case.
  if (new Set(files.map((file) => file.toLowerCase())).size < files.length)
    throw new UsageError("usage/conflict", `sample: two of the coders ${coders.join(", ")} would have one file`);
  await mkdir(folder, { recursive: true });
  const taken = files.filter((file) => existsSync(file));
  if (taken.length > 0)
    throw new UsageError("usage/conflict", `sample: ${taken.join(" and ")} is there already; move it away first`);
  for (const [i, { csv }] of sheets.entries()) {
    // "wx": a sheet that somebody has filled in is never overwritten.
    await writeFile(files[i]!, csv, { flag: "wx" }).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError("usage/conflict", `sample: ${files[i]} cannot be written (${error.code})`);
    });
  }
  const written = sheets.map(({ coder, ids }, i) => ({ coder, file: files[i]!, units: ids.length }));
  if (json) await write(`${JSON.stringify(written, null, 2)}\n`);
  else for (const { file, units } of written) await write(`${file}  ${units} units\n`);
}

/** Of a file: a terminal may have less room. */
const MOST = 80;

function cells(row: Drawn): (string | null)[] {
  if ("headline" in row) return [row.publishedAt?.slice(0, 10) ?? null, clip(row.headline, MOST), row.id];
  if ("text" in row) return [row.createdAt?.slice(0, 10) ?? null, clip(row.text, MOST), row.id];
  return [row.firstSeenAt.slice(0, 10), clip(row.articleUrl, MOST), row.id];
}
