// Handing out: all wordings and their shingles as Parquet, for an engine of many machines to find the pairs, and the query for it.
import { mkdir, open, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import type { ColumnType } from "../../export/columns.ts";
import { parquetPieces } from "../../export/parquet.ts";
import type { Rows } from "../../export/rows.ts";
import type { Tx } from "../rows.ts";
import { PAIRS_SQL } from "./candidates.ts";
import { commentRuleOf } from "./comment-rule.ts";
import { isToldEverywhere } from "./common.ts";
import { inStep, takeInAll } from "./dedupe.ts";
import { dueForMatching } from "./due.ts";
import { heldAt, indexOver, WORDING, type Wording } from "./readings.ts";
import { recount } from "./recount.ts";

/** Wordings read at a time. */
const BATCH = 500;

export interface HandedOut {
  readonly wordings: number;
  readonly shingles: number;
}

interface WordingRow {
  readonly number: number;
  readonly kind: string;
  readonly publisher: string;
  readonly digest: string;
  /** Whose text it is; of two wordings the one with the smaller leader is called a. */
  readonly leader: string;
  /** Of comments: when one is a copy, as JSON. */
  readonly rule: string | null;
  readonly text: string;
}

interface ShingleRow {
  readonly hash: number;
  readonly wording: number;
  /** In about how many wordings of its publisher it stands. */
  readonly held: number;
  /** Too common to find anybody, but for those that are told everywhere. */
  readonly common: boolean;
  /** Of a common one: whether this wording is among the few that it finds. */
  readonly listed: boolean;
  /** Of the wording: mostly made of common shingles, and no note of its publisher. */
  readonly told: boolean;
}

const TYPES: Readonly<Record<string, ColumnType>> = {
  number: "integer",
  kind: "text",
  publisher: "text",
  digest: "text",
  leader: "text",
  rule: "text",
  text: "text",
  hash: "integer",
  wording: "integer",
  held: "integer",
  common: "boolean",
  listed: "boolean",
  told: "boolean",
};

/**
 * Takes in what is new, begins the search for pairs anew, and leaves it to another engine: `folder` gets wordings.parquet,
 * shingles.parquet and candidates.sql. From then on these wordings are away, until their pairs come back or a rebuild begins here; what
 * arrives meanwhile is searched as ever. Memory holds one batch.
 *
 * @throws UsageError `usage/conflict` for a folder that holds something
 */
export async function handOut(db: Database, folder: string): Promise<HandedOut> {
  const target = resolve(folder);
  if ((await readdir(target).catch(() => [])).length > 0)
    throw new UsageError("usage/conflict", `${target}: expected an empty folder, or none; nothing was handed out`);
  await takeInAll(db);
  const part = `${target}.${process.pid}.part`;
  try {
    await mkdir(part, { recursive: true });
    const report = await inStep(db, async (tx) => {
      await sql`truncate likeness, common_shingle`.execute(tx);
      await dueForMatching(tx, sql`select number from wording`);
      const shingles = await writeRows(join(part, "shingles.parquet"), SHINGLE_FIELDS, shinglesIn(tx));
      const wordings = await writeRows(join(part, "wordings.parquet"), WORDING_FIELDS, wordingsIn(tx));
      await writeFile(join(part, "candidates.sql"), PAIRS_SQL);
      await sql`update wording_due set step = 'away' where step = 'match'`.execute(tx);
      await rmdir(target).catch(() => {}); // empty, or not there
      await rename(part, target);
      return { wordings, shingles };
    });
    return report;
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

const SHINGLE_FIELDS = ["hash", "wording", "held", "common", "listed", "told"] as const;
const WORDING_FIELDS = ["number", "kind", "publisher", "digest", "leader", "rule", "text"] as const;

async function writeRows<Row extends object>(
  path: string,
  fields: Rows<Row>["fields"],
  rows: AsyncIterable<Row>,
): Promise<number> {
  await using file = await open(path, "wx");
  let written = 0;
  async function* counted(): AsyncGenerator<Row> {
    for await (const row of rows) {
      written++;
      yield row;
    }
  }
  const typed = { fields, [Symbol.asyncIterator]: counted };
  for await (const piece of parquetPieces(typed, { typeOf: (field) => TYPES[field]! })) await file.write(piece);
  return written;
}

/** What each shingle counts is settled here and told with it: so nothing of it has to be computed elsewhere. */
async function* shinglesIn(tx: Tx): AsyncGenerator<ShingleRow> {
  for await (const wordings of batchesOf<Wording>(tx, sql`select ${WORDING} from wording w`)) {
    const index = indexOver(tx);
    const hashes = wordings.flatMap((wording) => [...wording.hashes]);
    await index.look(hashes);
    await recount(
      tx,
      index,
      hashes.filter((hash) => index.isCommon(hash) || index.steps(hash).size > 0),
    );
    for (const wording of wordings) {
      const told = isToldEverywhere(wording, index);
      for (const [hash, held] of heldAt(wording, index)) {
        const common = index.isCommon(hash);
        yield {
          hash,
          wording: wording.number,
          held,
          common,
          listed: index.listed(hash).includes(wording.number),
          told,
        };
      }
    }
  }
}

async function* wordingsIn(tx: Tx): AsyncGenerator<WordingRow> {
  const rule = JSON.stringify(await commentRuleOf(tx));
  const texts = sql`
    select w.number, w.kind, w.publisher_id as publisher, w.digest, w.leader, case w.kind when 'comment' then ${rule} end as rule,
      coalesce(ar.text, cr.text) as text
    from wording w
    left join article a on w.kind = 'article' and a.id = w.leader
    left join article_revision ar on ar.article_id = a.id and ar.number = a.revision
    left join comment c on w.kind = 'comment' and c.id = w.leader
    left join comment_revision cr on cr.comment_id = c.id and cr.number = c.revision`;
  for await (const rows of batchesOf<WordingRow & { text: string | null }>(tx, texts))
    for (const row of rows) if (row.text !== null) yield row;
}

/** By number; `query` reads a wording named w. */
async function* batchesOf<Row extends { readonly number: number }>(
  tx: Tx,
  query: ReturnType<typeof sql>,
): AsyncGenerator<readonly Row[]> {
  for (let last = -(2 ** 31) - 1; ; ) {
    const { rows } =
      await sql<Row>`${query} where w.number > ${last}::bigint order by w.number limit ${sql.lit(BATCH)}`.execute(tx);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
    last = rows.at(-1)!.number;
  }
}
