// What the counting commands share: which texts, the progress of a first indexing, and the answer as table, JSON or CSV.
import type { Corpus, Counted, DuplicateMode, LabelWhere, Snapshot, TextSelection } from "@belowline/corpus";
import { nothing } from "./nothing.ts";
import { type CorpusOption, withCorpus } from "./place.ts";
import { patiently } from "./terminal/patience.ts";
import { table } from "./terminal/table.ts";
import { write } from "./terminal/write.ts";

export interface CountingFlags extends CorpusOption {
  readonly in: "comments" | "articles";
  readonly publisher?: string;
  readonly from?: string;
  readonly to?: string;
  readonly duplicates?: DuplicateMode;
  readonly label?: LabelWhere;
  readonly snapshot?: string;
  readonly limit?: number;
  readonly json?: true;
  readonly csv?: true;
}

/** Any texts that can be counted. */
export type Texts = Pick<
  TextSelection<unknown, never>,
  "kwic" | "freq" | "ngrams" | "collocates" | "keyness" | "trend" | "dispersion"
>;

/** The corpus as it is, or as it stood in a snapshot. */
export type State = Pick<Corpus | Snapshot, "articles" | "comments">;

/** The texts that the options name. */
export function textsOf(
  state: State,
  flags: Pick<CountingFlags, "in" | "publisher" | "from" | "to" | "label" | "duplicates">,
): Texts {
  const { publisher, from, to, label, duplicates } = flags;
  const where = given({ publisher, from, to, label });
  const all = Object.keys(where).length === 0;
  const choice = given({ duplicates });
  if (flags.in === "articles") return all ? state.articles(choice) : state.articles(choice).where(where);
  return all ? state.comments(choice) : state.comments(choice).where(where);
}

/** What a command shows of an answer. */
export interface Shown<Row> {
  readonly result: { readonly counted: Counted; readonly rows: readonly Row[]; readonly truncated?: boolean };
  /** Titles and cells of the table on a terminal. */
  readonly head: readonly string[];
  cells(row: Row): readonly (string | number | null)[];
  /** Cells of CSV, by their titles. */
  flat(row: Row): Readonly<Record<string, unknown>>;
  /** These titles, for a header where there is no row. */
  readonly titles: readonly string[];
  /** A sentence above the table. */
  readonly summary: string;
  /** In its place, where there was nothing to compare with. */
  readonly missing?: (corpus: Corpus) => Promise<string>;
}

/** Opens the corpus, asks, and prints. Words go to stderr, data to stdout. */
export async function count<Row>(flags: CountingFlags, ask: (state: State) => Promise<Shown<Row>>): Promise<void> {
  await withCorpus(flags, { create: false }, async (corpus) => {
    const state = flags.snapshot === undefined ? corpus : await corpus.at(flags.snapshot);
    await index(corpus);
    const { result, head, cells, flat, titles, summary, missing } = await patiently(
      flags.snapshot === undefined ? "counting" : "counting; the texts of a snapshot are indexed once",
      () => ask(state),
    );
    const { counted, rows, truncated } = result;
    if (flags.json) return await write(`${JSON.stringify(result, null, 2)}\n`);
    process.stderr.write(
      counted.texts === 0
        ? `${await nothing(corpus, counted.records, flags.publisher)}\n`
        : missing
          ? `${await missing(corpus)}\n`
          : `${summary} In ${whole(counted.texts)} ${counted.records} of ${whole(counted.tokens)} tokens${counted.snapshot === null ? "" : ` of the snapshot ${counted.snapshot}`}.${counted.note === null ? "" : ` ${counted.note}`}\n`,
    );
    if (flags.csv) {
      const { csvRows } = await import("@belowline/corpus");
      await write(csvRows(rows.map(flat), titles));
    } else if (rows.length > 0) await write(`${table(head, rows.map(cells))}\n`);
    if (truncated) process.stderr.write(`… and more; --limit shows them.\n`);
  });
}

/** Texts between two messages. */
const EVERY = 20_000;

async function index(corpus: Corpus): Promise<void> {
  let next = EVERY;
  await corpus.indexTokens({
    onProgress({ texts, waiting }) {
      if (texts < next) return;
      next = texts + EVERY;
      process.stderr.write(`indexing: ${whole(texts)} texts, ${whole(waiting)} to come\n`);
    },
  });
}

export const whole = (number: number): string => number.toLocaleString("en");
/** A score as people read it. */
export const figure = (number: number): string => number.toFixed(Math.abs(number) < 100 ? 2 : 0);
/** Only what was given: a measure refuses undefined. */
export const given = <T extends object>(options: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
