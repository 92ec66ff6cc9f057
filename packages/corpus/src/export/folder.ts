// exportFolder(): a corpus as a folder of files in the way that one tool reads it; there whole or not at all.
import { mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { refuseUnknown, UsageError } from "@belowline/schema";
import type { Corpus } from "../corpus.ts";
import { type FolderWork, writeConvokit } from "./convokit.ts";
import { placeError } from "./place.ts";
import type { QuoteSafe } from "./quote-safe.ts";
import { chosen, readmeOf } from "./readme.ts";
import { MENTION_MODES, type Story, type StoryWish, storiesOf } from "./stories.ts";
import { writeTei } from "./tei.ts";
import { type TextFile, textFile } from "./text-file.ts";
import { writeVertical } from "./vertical.ts";

export const FOLDER_FORMATS = ["convokit", "vertical", "tei"] as const;
export type FolderFormat = (typeof FOLDER_FORMATS)[number];

export interface FolderOptions extends StoryWish {
  /** Of ConvoKit alone: `no-text` leaves every text and headline empty. */
  readonly quoteSafe?: QuoteSafe;
  readonly onProgress?: (written: FolderReport) => void;
  /** Stops the writing, and takes back what was begun. */
  readonly signal?: AbortSignal;
}

export interface FolderReport {
  readonly articles: number;
  readonly comments: number;
}

const WRITERS: Readonly<Record<FolderFormat, (work: FolderWork) => Promise<void>>> = {
  convokit: writeConvokit,
  vertical: writeVertical,
  tei: writeTei,
};

/**
 * Writes articles with their comments into a new folder: `convokit` for ConvoKit, `vertical` for CWB and Sketch Engine, `tei` for
 * TEI P5; of the corpus, or of a snapshot, with a README that says which and what was chosen. `where` chooses articles; their comments come whole. Memory holds fifty articles with their threads.
 *
 * @throws UsageError `usage/conflict` for a folder that holds something or cannot be written, `usage/invalid-value`; StoreError `store/failed` on a full disk
 * @example
 * const { comments } = await exportFolder(corpus, "convokit", "./harbour", { where: { publisher: "news.example" } });
 */
export async function exportFolder(
  corpus: Corpus,
  format: FolderFormat,
  folder: string,
  options: FolderOptions = {},
): Promise<FolderReport> {
  refuseUnknown("exportFolder", options, [
    "where",
    "duplicates",
    "mentions",
    "asOf",
    "quoteSafe",
    "snapshot",
    "onProgress",
    "signal",
  ]);
  const write = checked(format, options);
  const target = resolve(folder);
  await refuseFull(target);
  const part = `${target}.${process.pid}.part`;
  const report = { articles: 0, comments: 0 };
  async function* stories(): AsyncGenerator<Story> {
    for await (const story of storiesOf(corpus, options)) {
      options.signal?.throwIfAborted();
      yield story;
      report.articles++;
      for (const { comments } of story.threads) report.comments += comments.length;
      options.onProgress?.({ ...report });
    }
  }
  const files: TextFile[] = [];
  const file = (name: string): TextFile => {
    const opened = textFile(join(part, name));
    files.push(opened);
    return opened;
  };
  const of = await nameOf(corpus, options.snapshot);
  const words = chosen(corpus, options.snapshot === undefined ? `the corpus ${of}` : of, options);
  const exportedAt = new Date().toISOString();
  try {
    await mkdir(dirname(target), { recursive: true });
    await mkdir(part);
    await write({
      stories: stories(),
      folder: part,
      file,
      withoutText: options.quoteSafe === "no-text",
      corpus: { id: of, words, exportedAt },
    });
    await writeFile(join(part, "README.txt"), readmeOf(words, format, report, exportedAt));
    options.signal?.throwIfAborted();
    await rmdir(target).catch(() => {}); // empty, or not there
    await rename(part, target);
  } catch (error) {
    await Promise.all(files.map((one) => one.discard()));
    await rm(part, { recursive: true, force: true });
    throw placeError(target, error);
  }
  return report;
}

/** What the files say they are of. */
async function nameOf(corpus: Corpus, snapshot: string | undefined): Promise<string> {
  if (snapshot === undefined) return corpus.id;
  return `snapshot ${snapshot}, SHA-256 ${(await corpus.at(snapshot)).record.checksum}`;
}

function checked(format: FolderFormat, { quoteSafe, mentions }: FolderOptions): (work: FolderWork) => Promise<void> {
  if (!FOLDER_FORMATS.includes(format)) {
    throw new UsageError(
      "usage/invalid-value",
      `export: expected ${FOLDER_FORMATS.join(", ")} for a folder, found "${format}"`,
      { option: "format" },
    );
  }
  if (mentions !== undefined && !MENTION_MODES.includes(mentions)) {
    throw new UsageError(
      "usage/invalid-value",
      `export: expected mentions to be one of ${MENTION_MODES.join(", ")}, found "${mentions}"`,
      { option: "mentions" },
    );
  }
  if (quoteSafe !== undefined && (quoteSafe !== "no-text" || format !== "convokit")) {
    throw new UsageError(
      "usage/conflict",
      `export: ${format} is made of texts; of the folders only convokit can do without, with "no-text"`,
      { option: "quoteSafe" },
    );
  }
  return WRITERS[format];
}

/** A folder cannot be replaced in one step, so nothing is ever written over. */
async function refuseFull(target: string): Promise<void> {
  const there = await readdir(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw placeError(target, error);
  });
  if (there.length === 0) return;
  throw new UsageError(
    "usage/conflict",
    `export: expected a folder that is empty or not there yet, and ${target} holds files; name another, or remove it first`,
    { folder: target },
  );
}
