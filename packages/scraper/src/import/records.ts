// recordsIn(): the pages of WARC files, saved HTML files and folders of both, one at a time.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { canonicalise, refuseUnknown, UsageError } from "@belowline/schema";
import type { ImportRecord } from "./record.ts";
import { savedRecord } from "./saved.ts";
import { warcRecords } from "./warc.ts";

export interface RecordOptions {
  /** Where the one HTML file comes from, if it does not say so itself. */
  readonly url?: string;
}

const WARC = /\.warc(?:\.gz)?$/i;
const HTML = /\.(?:html?|xhtml|shtml)$/i;

/**
 * Pages of files (`.warc`, `.warc.gz`, `.html` and the like) and of folders, whose other files are left alone.
 *
 * @throws UsageError `usage/not-found` for a path that is not there or of another kind, before anything is read
 * @example
 * await importPages({ sink: corpus.sink(), records: await recordsIn(["CC-NEWS-20260301000000-00001.warc.gz"]) });
 */
export async function recordsIn(
  paths: readonly string[],
  options: RecordOptions = {},
): Promise<AsyncIterable<ImportRecord>> {
  refuseUnknown("recordsIn", options, ["url"]);
  const files = (await Promise.all(paths.map(filesOf))).flat();
  const { url } = options;
  if (url !== undefined && (files.length !== 1 || WARC.test(files[0]!))) {
    throw new UsageError("usage/conflict", `import: --url is for one HTML file, found ${files.length} files`);
  }
  if (url !== undefined && canonicalise(url) === undefined) {
    throw new UsageError("usage/invalid-value", `import: url: expected an http or https address, got "${url}"`);
  }
  return recordsOf(files, url);
}

async function* recordsOf(files: readonly string[], url: string | undefined): AsyncGenerator<ImportRecord> {
  for (const file of files) {
    if (WARC.test(file)) yield* warcRecords(file);
    else yield await savedRecord(file, url);
  }
}

async function filesOf(path: string): Promise<string[]> {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) {
    const names = await readdir(path, { recursive: true });
    return names
      .filter((name) => WARC.test(name) || HTML.test(name))
      .sort()
      .map((name) => join(path, name));
  }
  if (there?.isFile() && (WARC.test(path) || HTML.test(path))) return [path];
  throw new UsageError(
    "usage/not-found",
    there
      ? `import: ${path}: expected .warc, .warc.gz or .html; rename it if it is one of these`
      : `import: there is no file or folder ${path}`,
    { path },
  );
}
