// Counting and emptying the tables of a test corpus.
import type { Tables } from "@belowline/schema/tables";
import { sql } from "kysely";
import type { Corpus } from "../../packages/corpus/src/index.ts";

export const TABLES = [
  "setting",
  "publisher",
  "crawl",
  "page",
  "body",
  "capture",
  "article",
  "articleUrl",
  "articleRevision",
  "thread",
  "threadWalk",
  "commenter",
  "comment",
  "commentRevision",
  "commentSource",
  "event",
  "past",
  "learnedLine",
  "articleLine",
  "wording",
  "wordingDue",
  "wordingOf",
  "shingle",
  "commonShingle",
  "likeness",
  "duplicateRuling",
  "tokenTerm",
  "tokenText",
  "tokenSegment",
  "tokenPosting",
  "tokenDue",
  "host",
  "hostFile",
  "goldenPage",
  "subcorpus",
  "label",
  "snapshot",
  "snapshotArticle",
  "snapshotThread",
  "snapshotComment",
  "tombstone",
] as const satisfies readonly (keyof Tables)[];

/** Rows by table. */
export async function countRows(corpus: Corpus): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const { n } = await corpus.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .executeTakeFirstOrThrow();
    counts[table] = n;
  }
  return counts;
}

/** The same without one table: a crawl, for one, is always recorded. */
export async function rowsBeside(corpus: Corpus, left: (typeof TABLES)[number]): Promise<Record<string, number>> {
  const { [left]: _, ...counts } = await countRows(corpus);
  return counts;
}

/** Takes out everything but the settings, which is faster than a new corpus. */
export async function emptied(corpus: Corpus): Promise<void> {
  const tables = TABLES.filter((table) => table !== "setting").map((table) => sql.table(table));
  await sql`truncate ${sql.join(tables)} restart identity cascade`.execute(corpus.db);
}
