// belowline export: records of the corpus to a file or stdout, or stories to a folder.
import {
  type Corpus,
  counted,
  type DuplicateMode,
  EXPORT_FORMATS,
  type ExportFormat,
  exportFolder,
  exportRecords,
  type FolderFormat,
  type LabelWhere,
  type MentionMode,
  type QuoteSafe,
  type Snapshot,
  toEdgeList,
  toGexf,
  toGraphml,
  writeWhole,
} from "@belowline/corpus";
import { UsageError } from "@belowline/schema";
import { type CorpusOption, withCorpus } from "../place.ts";
import { stopOnSignal } from "../stop.ts";
import { type Counter, counterOn } from "../terminal/counter.ts";
import { write } from "../terminal/write.ts";

export interface ExportFlags extends CorpusOption {
  readonly format?: ExportFormat | "gexf" | "graphml";
  readonly out?: string;
  readonly publisher?: string;
  readonly from?: string;
  readonly to?: string;
  readonly duplicates?: DuplicateMode;
  readonly asOf?: string;
  readonly snapshot?: string;
  readonly label?: LabelWhere;
  readonly quoteSafe?: QuoteSafe;
  readonly mentions?: MentionMode;
}

type State = Corpus | Snapshot;
type Records = "articles" | "comments" | "threads";

const NETWORKS = { gexf: toGexf, graphml: toGraphml, csv: toEdgeList };

export async function exportCommand(
  what: Records | "network" | FolderFormat,
  folder: string | undefined,
  flags: ExportFlags,
): Promise<void> {
  const records = what === "articles" || what === "comments" || what === "threads";
  if (records || what === "network") refuseFolder(what, folder, flags);
  else if (folder === undefined) {
    throw new UsageError("usage/missing-value", `export: ${what} goes into a folder, as in "export ${what} ./${what}"`);
  } else if (flags.format !== undefined || flags.out !== undefined) {
    throw new UsageError("usage/conflict", `export: --format and --out are for records; ${what} is a folder`);
  }
  // Data on stdout is the reader's already: there Ctrl-C ends the process as ever.
  const stop = flags.out === undefined && (records || what === "network") ? null : stopOnSignal("stopping");
  const run = async (corpus: Corpus): Promise<void> => {
    const state = flags.snapshot === undefined ? corpus : await corpus.at(flags.snapshot);
    if (records) await exportFile(corpus, state, what, flags, stop?.signal);
    else if (what === "network") await exportNetwork(state, flags, stop?.signal);
    else await exportWhole(corpus, state, what, folder!, flags, stop!.signal);
  };
  try {
    await withCorpus(flags, { create: false }, run);
  } finally {
    stop?.done();
  }
}

function refuseFolder(what: Records | "network", folder: string | undefined, flags: ExportFlags): void {
  const { duplicates, format, label, mentions, out, quoteSafe } = flags;
  if (folder !== undefined) {
    throw new UsageError("usage/conflict", `export: ${what} goes into a file; write --out ${folder}`);
  }
  if (duplicates !== undefined && (what === "threads" || what === "network")) {
    throw new UsageError("usage/conflict", `export: --duplicates is for articles and comments; ${what} knows none`);
  }
  if (label !== undefined && (what === "threads" || what === "network")) {
    throw new UsageError(
      "usage/conflict",
      `export: --label is for articles, comments and folders; nobody codes ${what}`,
    );
  }
  if (mentions === "pseudonym" && what !== "comments") {
    throw new UsageError(
      "usage/conflict",
      `export: --mentions is for comments and folders; ${what === "articles" ? "an article is not searched for names" : `${what} ${what === "network" ? "holds" : "hold"} no texts`}`,
    );
  }
  if (quoteSafe !== undefined && what === "network") {
    throw new UsageError("usage/conflict", "export: a network holds no text; leave --quote-safe out");
  }
  const known = what === "network" ? Object.keys(NETWORKS) : EXPORT_FORMATS;
  if (format !== undefined && !(known as readonly string[]).includes(format)) {
    throw new UsageError(
      "usage/invalid-value",
      `export: expected a format of ${known.join(", ")} for ${what}, found ${format}`,
    );
  }
  if ((format === "parquet" || format === "arrow") && out === undefined && process.stdout.isTTY) {
    throw new UsageError("usage/missing-value", `export: ${format} is not for a terminal; give a file with --out`);
  }
}

const whereOf = ({ publisher, from, to, label }: ExportFlags) => ({
  ...(label ? { label } : {}),
  ...(publisher ? { publisher } : {}),
  ...(from ? { from } : {}),
  ...(to ? { to } : {}),
});

/** A file of lines cannot tell it. */
const stateOf = ({ snapshot, asOf }: ExportFlags): string =>
  snapshot !== undefined ? ` of snapshot ${snapshot}` : asOf !== undefined ? ` as of ${asOf}` : "";

const momentOf = ({ asOf }: ExportFlags) => (asOf === undefined ? {} : { asOf });

function rowsOf(corpus: State, what: Records, flags: ExportFlags) {
  const choice = { ...momentOf(flags), ...(flags.duplicates === undefined ? {} : { duplicates: flags.duplicates }) };
  if (what === "articles") return corpus.articles(choice).where(whereOf(flags));
  if (what === "comments") return corpus.comments(choice).where(whereOf(flags));
  return corpus.threads(momentOf(flags)).where(whereOf(flags));
}

async function exportFile(
  corpus: Corpus,
  state: State,
  what: Records,
  flags: ExportFlags,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { mentions, out, quoteSafe } = flags;
  const format = (flags.format ?? "jsonl") as ExportFormat;
  const selection = rowsOf(state, what, flags) as ReturnType<Corpus["comments"]>;
  const counter = await showing(out === undefined, what, () => selection.count());
  const rows = mentions === "pseudonym" ? corpus.coverMentions(selection) : selection;
  let written = 0;
  const onRow = (): void => {
    written++;
    counter.add();
  };
  const about = { records: what, where: whereOf(flags), snapshot: flags.snapshot ?? null, asOf: flags.asOf ?? null };
  const pieces = exportRecords(counted(rows, onRow), format, {
    about: { ...about, duplicates: flags.duplicates ?? null, quoteSafe: quoteSafe ?? null },
    ...(quoteSafe === undefined ? {} : { quoteSafe }),
  });
  try {
    if (out === undefined) {
      for await (const piece of pieces) await write(piece);
      return;
    }
    await writeWhole(pieces, out, signal ? { signal } : {});
  } finally {
    counter.stop();
  }
  process.stderr.write(`${written} ${what}${stateOf(flags)} written to ${out}\n`);
}

async function exportNetwork(corpus: State, flags: ExportFlags, signal: AbortSignal | undefined): Promise<void> {
  const network = await corpus.threads(momentOf(flags)).where(whereOf(flags)).replyNetwork();
  const text = NETWORKS[(flags.format ?? "gexf") as keyof typeof NETWORKS](network);
  if (flags.out === undefined) return await write(text);
  await writeWhole([text], flags.out, signal ? { signal } : {});
  const found = `${network.nodes.length} commenters, ${network.edges.length} edges`;
  process.stderr.write(`${found}${stateOf(flags)} written to ${flags.out}\n`);
}

async function exportWhole(
  corpus: Corpus,
  state: State,
  what: FolderFormat,
  folder: string,
  flags: ExportFlags,
  signal: AbortSignal,
): Promise<void> {
  const { duplicates, mentions, quoteSafe } = flags;
  const where = whereOf(flags);
  const counter = await showing(false, "articles", () =>
    state
      .articles({ ...momentOf(flags), ...(duplicates === undefined ? {} : { duplicates }) })
      .where(where)
      .count(),
  );
  try {
    const { articles, comments } = await exportFolder(corpus, what, folder, {
      where,
      ...(flags.snapshot === undefined ? {} : { snapshot: flags.snapshot }),
      ...momentOf(flags),
      ...(duplicates === undefined ? {} : { duplicates }),
      ...(quoteSafe === undefined ? {} : { quoteSafe }),
      ...(mentions === undefined ? {} : { mentions }),
      onProgress: () => counter.add(),
      signal,
    });
    counter.stop();
    process.stderr.write(`${articles} articles with ${comments} comments${stateOf(flags)} written to ${folder}\n`);
  } finally {
    counter.stop();
  }
}

/** Counting rows beforehand costs a query, which nobody needs whose terminal shows something else. */
const showing = async (silent: boolean, what: string, total: () => Promise<number>): Promise<Counter> =>
  silent || !process.stderr.isTTY ? { add: () => {}, stop: () => {} } : counterOn(process.stderr, what, await total());
