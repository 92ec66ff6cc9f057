// belowline extract: HTML to records on stdout, one file or a stream of lines.
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { type AuthorMode, UsageError } from "@belowline/schema";
import { recordsOf } from "../batch/batch.ts";
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
  // A batch reads its pages in threads: there this process has no use for the extractor.
  const { extract } = await import("@belowline/scraper");
  const html = file === "-" ? await buffer(process.stdin) : await readFile(file);
  await write(`${JSON.stringify(extract(html, { url, authors }), null, 2)}\n`);
}

/** A bad line gets a line too, so that output and input stay in step; the command then ends with failure. */
async function extractLines(authors: AuthorMode): Promise<void> {
  for await (const { json, complaint } of recordsOf(process.stdin, authors)) {
    if (complaint !== null) {
      process.stderr.write(`belowline extract: ${complaint}\n`);
      process.exitCode = EXIT.failed;
    }
    await write(`${json}\n`);
  }
}
