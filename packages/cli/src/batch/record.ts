// One line of a batch to one record: the same in this process and in a worker.
import { type AuthorMode, UsageError } from "@belowline/schema";
import { extract } from "@belowline/scraper";

export interface LineRecord {
  /** The record as JSON, without a line end. */
  readonly json: string;
  /** What was wrong with the line, or null. */
  readonly complaint: string | null;
}

/** A bad line gets a record too, so that output and input stay in step. */
export function recordOfLine(text: string, line: number, authors: AuthorMode): LineRecord {
  let id: unknown = null;
  try {
    const page = JSON.parse(text) as { id?: unknown; url?: unknown; html?: unknown } | null;
    id = page?.id ?? null;
    if (typeof page?.url !== "string" || typeof page.html !== "string") {
      throw new UsageError("usage/missing-value", `expected {"id","url","html"} with url and html as strings`);
    }
    const { article, absent, thread } = extract(page.html, { url: page.url, authors });
    return { json: JSON.stringify({ id, article, thread, absent }), complaint: null };
  } catch (error) {
    const complaint = `line ${line}: ${(error as Error).message}`;
    return { json: JSON.stringify({ id, article: null, thread: null, error: complaint }), complaint };
  }
}
