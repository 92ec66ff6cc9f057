// belowline extract: HTML to records on stdout, one file or a stream of lines.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { buffer } from "node:stream/consumers";
import { type AuthorMode, UsageError } from "@belowline/schema";
import { extract } from "@belowline/scraper";
import { EXIT } from "../exit.ts";
import { write } from "../terminal/write.ts";

export interface ExtractFlags {
  readonly url?: string;
  readonly jsonl?: true;
  readonly authors: AuthorMode;
}

export async function extractCommand(file: string, { url, jsonl, authors }: ExtractFlags): Promise<void> {
  if (jsonl) {
    if (url !== undefined || file !== "-") {
      throw new UsageError(
        "usage/conflict",
        "extract --jsonl: each line carries its own url and html; give neither FILE nor --url",
      );
    }
    await extractLines(authors);
    return;
  }
  if (url === undefined)
    throw new UsageError(
      "usage/missing-value",
      "extract: --url is required: links and identity of a page depend on where it came from",
    );
  const html = file === "-" ? await buffer(process.stdin) : await readFile(file);
  await write(`${JSON.stringify(extract(html, { url, authors }), null, 2)}\n`);
}

/** A bad line gets a line too, so that output and input stay in step; the command then ends with failure. */
async function extractLines(authors: AuthorMode): Promise<void> {
  let line = 0;
  for await (const text of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    if (text.trim() === "") continue;
    await write(`${JSON.stringify(extractLine(text, line, authors))}\n`);
  }
}

function extractLine(text: string, line: number, authors: AuthorMode): object {
  let id: unknown = null;
  try {
    const record = JSON.parse(text) as { id?: unknown; url?: unknown; html?: unknown };
    id = record.id ?? null;
    if (typeof record.url !== "string" || typeof record.html !== "string") {
      throw new UsageError(
        "usage/missing-value",
        `line ${line}: expected {"id","url","html"} with url and html as strings`,
      );
    }
    const { article, absent, thread } = extract(record.html, { url: record.url, authors });
    return { id, article, thread, absent };
  } catch (error) {
    process.stderr.write(`belowline extract: line ${line}: ${(error as Error).message}\n`);
    process.exitCode = EXIT.failed;
    return { id, article: null, thread: null, error: (error as Error).message };
  }
}
