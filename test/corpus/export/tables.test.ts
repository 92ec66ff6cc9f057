// Exports with typed columns, each opened again by a reader that is not ours.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { cleanText } from "@belowline/schema";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "apache-arrow";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COLUMNS } from "../../../packages/corpus/src/export/columns.ts";
import { csvRows } from "../../../packages/corpus/src/export/csv.ts";
import { type Corpus, type ExportRows, exportRecords } from "../../../packages/corpus/src/index.ts";
import { engines } from "../../support/corpus.ts";
import { HOSTILE, storyCorpus } from "../../support/export/stories.ts";
import { HOSTILE_TEXTS } from "../../support/hostile-texts.ts";

let corpus: Corpus;
let folder: string;
beforeAll(async () => {
  corpus = await storyCorpus(() => engines[0]!.open());
  folder = mkdtempSync(join(tmpdir(), "belowline-tables-"));
});
afterAll(async () => {
  await corpus.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bytesOf<Row extends object>(rows: ExportRows<Row>, format: "parquet" | "arrow"): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of exportRecords(rows, format)) pieces.push(piece as Uint8Array);
  return Buffer.concat(pieces);
}

async function asked<Row extends object>(rows: ExportRows<Row>, sql: string): Promise<Record<string, unknown>[]> {
  const file = join(folder, "table.parquet");
  writeFileSync(file, await bytesOf(rows, "parquet"));
  return await duckdb(sql.replace("TABLE", `'${file}'`));
}

async function duckdb(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  try {
    await connection.run("set timezone = 'UTC'");
    const answer = await connection.run(sql);
    return (await answer.getRowObjectsJson()) as Record<string, unknown>[];
  } finally {
    connection.closeSync();
  }
}

/** Rows of one field, as many as wanted, without a database. */
const many = (length: number, text: string): ExportRows<{ id: string; text: string }> => ({
  fields: ["id", "text"],
  async *[Symbol.asyncIterator]() {
    for (let i = 0; i < length; i++) yield { id: `c${i}`, text };
  },
});

it("a file says within itself what its records are, where its format has room", async () => {
  const rows = await corpus.comments().where({ minDepth: 2 }).limit(1);
  const told = async (format: "parquet" | "arrow"): Promise<Buffer> => {
    const pieces: Uint8Array[] = [];
    const selection = corpus.comments().where({ minDepth: 2 }).limit(1);
    for await (const piece of exportRecords(selection, format, { about: rows.about })) pieces.push(piece as Uint8Array);
    return Buffer.concat(pieces);
  };
  const file = join(folder, "about.parquet");
  writeFileSync(file, await told("parquet"));
  const [kept] = await duckdb(
    `select decode(value) as about from parquet_kv_metadata('${file}') where decode(key) = 'belowline'`,
  );
  expect(JSON.parse(kept!.about as string)).toEqual(JSON.parse(JSON.stringify(rows.about)));
  const { schema } = tableFromIPC(await told("arrow"));
  expect(JSON.parse(schema.metadata.get("belowline")!)).toMatchObject({
    where: [{ minDepth: 2 }],
    limit: 1,
    truncated: true,
  });
});

describe("a Parquet file", () => {
  it("has typed columns that DuckDB sees, in the order of the fields", async () => {
    const columns = await asked(corpus.comments(), "describe select * from TABLE");
    expect(columns.map(({ column_name }) => column_name)).toEqual([...corpus.comments().fields]);
    const types = Object.fromEntries(columns.map((one) => [one.column_name, one.column_type]));
    expect(types).toMatchObject({
      id: "VARCHAR",
      depth: "INTEGER",
      byArticleAuthor: "BOOLEAN",
      createdAt: "TIMESTAMP WITH TIME ZONE",
      votes: "STRUCT(up INTEGER, down INTEGER, score INTEGER)",
    });
    const articles = await asked(corpus.articles(), "describe select * from TABLE");
    const of = (name: string) => articles.find(({ column_name }) => column_name === name)?.column_type;
    expect([of("tags"), of("blocks"), of("thread")]).toEqual([
      "VARCHAR[]",
      "JSON",
      "STRUCT(platform VARCHAR, announced INTEGER, collected INTEGER, complete BOOLEAN, gaps JSON)",
    ]);
    await expect(asked(corpus.threads(), "select ways, gaps, walkedAt from TABLE")).resolves.toHaveLength(1);
  });

  it("answers DuckDB what the corpus answers", async () => {
    const rows = await asked(
      corpus.comments(),
      "select text, votes.up as up, votes, author, epoch_ms(createdAt) as at from TABLE order by position",
    );
    const own = (await corpus.comments()).toSorted((a, b) => a.position - b.position);
    expect(rows.map(({ text }) => text)).toEqual(own.map(({ text }) => text));
    expect(rows.map(({ at }) => at)).toEqual(own.map(({ createdAt }) => createdAt && String(Date.parse(createdAt))));
    expect(rows.map(({ author }) => author)).toEqual(own.map(({ author }) => author));
    expect(rows[0]).toMatchObject({ up: 3, votes: { up: 3, down: null, score: 2 } });
    const [article] = await asked(
      corpus.articles(),
      "select tags, thread.announced as n from TABLE where len(tags) > 0",
    );
    expect(article).toEqual({ tags: ["ferry", "wall, sea"], n: 6 });
  });

  it("is compressed with zstd, in row groups that bound memory", async () => {
    const groups = await asked(
      many(45_000, HOSTILE),
      "select row_group_num_rows as n, compression from parquet_metadata(TABLE) where path_in_schema = 'text' order by row_group_id",
    );
    expect(groups.map(({ n }) => Number(n))).toEqual([20_000, 20_000, 5_000]);
    expect(new Set(groups.map(({ compression }) => compression))).toEqual(new Set(["ZSTD"]));
    const long = await asked(
      many(12, "x".repeat(5_000_000)),
      "select distinct row_group_id as n from parquet_metadata(TABLE)",
    );
    expect(long).toHaveLength(3);
  });

  it("is read by hyparquet as well, empty or not", async () => {
    const read = async (bytes: Buffer) =>
      await parquetReadObjects({
        file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
        compressors: { ZSTD: (input: Uint8Array) => new Uint8Array(zstdDecompressSync(input)) },
      });
    const rows = await read(await bytesOf(corpus.articles(), "parquet"));
    const own = await corpus.articles();
    expect(rows.map(({ headline, blocks, urls }) => ({ headline, blocks, urls }))).toEqual(
      own.map(({ headline, blocks, urls }) => ({ headline, blocks, urls })),
    );
    expect(await read(await bytesOf(corpus.articles().where({ publisher: "nobody.example" }), "parquet"))).toEqual([]);
  });
});

describe("an Arrow file", () => {
  it("gives every value back to Arrow's own reader", async () => {
    const table = tableFromIPC(await bytesOf(corpus.comments(), "arrow"));
    const own = await corpus.comments();
    expect(table.schema.fields.map(({ name }) => name)).toEqual([...corpus.comments().fields]);
    expect([...table].map(({ text }) => text)).toEqual(own.map(({ text }) => text));
    expect([...table].map(({ createdAt }) => createdAt)).toEqual(
      own.map(({ createdAt }) => createdAt && Date.parse(createdAt)),
    );
    expect([...table].map(({ votes }) => votes?.toJSON() ?? null)).toEqual(own.map(({ votes }) => votes));
    const articles = [...tableFromIPC(await bytesOf(corpus.articles(), "arrow"))];
    expect([...articles[0]!.tags]).toEqual(["ferry", "wall, sea"]);
    expect(JSON.parse(articles[0]!.blocks)).toEqual((await corpus.articles())[0]!.blocks);
  });

  it("comes in record batches, and may be empty", async () => {
    const table = tableFromIPC(await bytesOf(many(45_000, "wind"), "arrow"));
    expect(table.batches.map(({ numRows }) => numRows)).toEqual([20_000, 20_000, 5_000]);
    expect(tableFromIPC(await bytesOf(many(0, ""), "arrow")).numRows).toBe(0);
  });
});

describe("text files", () => {
  const reader = { csv: "read_csv(TABLE, all_varchar = true, new_line = '\\r\\n')", jsonl: "read_ndjson_auto(TABLE)" };

  it.each(["csv", "jsonl"] as const)("are read by DuckDB as the corpus has them: %s", async (format) => {
    const file = join(folder, `comments.${format}`);
    const pieces: string[] = [];
    for await (const piece of exportRecords(corpus.comments(), format)) pieces.push(piece);
    writeFileSync(file, pieces.join(""));
    const from = reader[format].replace("TABLE", `'${file}'`);
    const rows = await duckdb(`select id, text, depth::int as depth, author from ${from} order by position::int`);
    const own = (await corpus.comments()).toSorted((a, b) => a.position - b.position);
    // A cell that a spreadsheet would run has an apostrophe before it, an empty one is null; all else is as it was written.
    const written = (text: string): string | null =>
      format === "csv" && text === ""
        ? null
        : format === "csv" && /^[=+\-@\t\r＝＋－＠]/.test(text)
          ? `'${text}`
          : text;
    expect(rows).toEqual(own.map(({ id, text, depth, author }) => ({ id, text: written(text), depth, author })));
  });
});

it("CSV gives any text back to DuckDB, but for the apostrophe before what a spreadsheet would run", async () => {
  const texts = [...new Set(HOSTILE_TEXTS.map(cleanText))].filter((text) => text !== "");
  const file = join(folder, "hostile.csv");
  const rows = texts.map((text, n) => ({ n, text, list: [text] }));
  writeFileSync(file, csvRows(rows));
  const format = `all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', new_line = '\\r\\n'`;
  const read = await duckdb(`select text, list from read_csv('${file}', ${format}) order by n::int`);
  expect(read.map(({ text }) => String(text).replace(/^'(?=[=+\-@\t\r＝＋－＠])/, ""))).toEqual(texts);
  expect(read.map(({ list }) => JSON.parse(String(list))[0])).toEqual(texts);
  expect(read.filter(({ text }) => /^[=+\-@]/.test(String(text)))).toEqual([]);
});

it("what is quote-safe has no column for a word of anybody", async () => {
  const file = join(folder, "safe.parquet");
  for (const quoteSafe of ["ids", "no-text"] as const) {
    const pieces: Uint8Array[] = [];
    const safe = exportRecords(corpus.articles(), "parquet", { quoteSafe });
    for await (const piece of safe) pieces.push(piece as Uint8Array);
    writeFileSync(file, Buffer.concat(pieces));
    const columns = (await duckdb(`describe select * from '${file}'`)).map(({ column_name }) => String(column_name));
    expect(columns).toContain("id");
    expect(columns.filter((name) => /^(?:text|headline|standfirst|blocks|images|html)$/.test(name))).toEqual([]);
    expect(columns.includes("publishedAt")).toBe(quoteSafe === "no-text");
  }
});

it("there is a column type for every field of every record, and none besides", () => {
  const fields = [corpus.articles(), corpus.comments(), corpus.threads()].flatMap((rows) => [...rows.fields]);
  expect(Object.keys(COLUMNS).sort()).toEqual([...new Set<string>(fields)].sort());
});
