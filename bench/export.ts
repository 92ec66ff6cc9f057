// Export: 200,000 comments in memory to each file format, beside DuckDB's own Parquet in the same run.
import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { EXPORT_FORMATS, exportRecords } from "@belowline/corpus";
import type { CommentRecord } from "@belowline/schema";
import { DuckDBInstance, DuckDBTimestampTZValue } from "@duckdb/node-api";
import { markdownTable, measure, median, writeResult } from "./measure.ts";
import { said } from "./query/texts.ts";

const rows = Number(process.argv[2] ?? 200_000);
const rounds = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), "belowline-bench-export-"));

/** The columns of the known figures: ids, names, times, numbers and the text; 59 million characters at 200,000 rows. */
const FIELDS = ["id", "articleId", "parentId", "author", "createdAt", "depth", "position", "state", "text"] as const;
type Row = Pick<CommentRecord, (typeof FIELDS)[number]>;

const comments: Row[] = [...said(rows)].map((one, i) => ({
  id: uuid(4, i),
  articleId: uuid(2, one.article),
  parentId: one.depth > 1 ? uuid(4, Math.floor(i / 2)) : null,
  author: `p_${(Math.imul(i, 2654435761) >>> 14).toString(36)}`,
  createdAt: new Date(one.at).toISOString(),
  depth: one.depth,
  position: i % 100,
  state: "visible",
  text: one.text,
}));
const characters = comments.reduce((sum, { text }) => sum + text.length, 0);

function uuid(kind: number, n: number): string {
  const mixed = (Math.imul(n + 1, 2654435761) >>> 0).toString(16).padStart(8, "0");
  return `${mixed}-${kind}000-4000-8000-${n.toString(16).padStart(12, "0")}`;
}

const selection = {
  fields: FIELDS,
  async *[Symbol.asyncIterator]() {
    yield* comments;
  },
};

/** One writing thread, as we have; the rows go in through its fastest door, the appender. */
async function duckdb(file: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run(`create table c (id varchar, articleId varchar, parentId varchar, author varchar, createdAt timestamptz,
    depth integer, position integer, state varchar, text varchar)`);
  const appender = await connection.createAppender("c");
  for (const one of comments) {
    appender.appendVarchar(one.id);
    appender.appendVarchar(one.articleId);
    if (one.parentId === null) appender.appendNull();
    else appender.appendVarchar(one.parentId);
    appender.appendVarchar(one.author!);
    appender.appendTimestampTZ(new DuckDBTimestampTZValue(BigInt(Date.parse(one.createdAt!)) * 1000n));
    appender.appendInteger(one.depth);
    appender.appendInteger(one.position);
    appender.appendVarchar(one.state);
    appender.appendVarchar(one.text);
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(`copy c to '${file}' (format parquet, compression zstd)`);
  connection.closeSync();
  instance.closeSync();
}

const ways: Record<string, (file: string) => Promise<void>> = {
  "parquet, DuckDB": duckdb,
  ...Object.fromEntries(
    EXPORT_FORMATS.map((format) => [
      `${format}, Belowline`,
      (file: string) => pipeline(exportRecords<Row>(selection, format), createWriteStream(file)),
    ]),
  ),
};

const found: Record<string, { wall: number[]; cpu: number[]; megabytes: number }> = {};
const load = loadavg()[0]!;
for (let round = 0; round <= rounds; round++) {
  for (const [name, write] of Object.entries(ways)) {
    const file = join(folder, `${round}-${name.replace(/\W+/g, "-")}`);
    const { wallMs, cpuMs } = await measure(() => write(file));
    found[name] ??= { wall: [], cpu: [], megabytes: statSync(file).size / 1e6 };
    rmSync(file);
    if (round === 0) continue; // to warm up
    found[name].wall.push(wallMs / 1000);
    found[name].cpu.push(cpuMs / 1000);
  }
}
rmSync(folder, { recursive: true });

const peer = median(found["parquet, DuckDB"]!.wall);
await writeResult(
  "export",
  `${rows.toLocaleString("en")} comments (${(characters / 1e6).toFixed(1)} million characters of text) in memory to a file: median of ${rounds} rounds after one to warm up, wall and CPU seconds, size, and wall time as a multiple of DuckDB's.`,
  "node bench/export.ts",
  `Goal: Parquet in 1.2 s and 30 MB. The machine was shared: load ${load.toFixed(1)} at the start and ${loadavg()[0]!.toFixed(1)} at the end, so only ratios within a run are worth something.`,
  markdownTable(
    ["", "wall s", "CPU s", "MB", "times DuckDB"],
    Object.entries(found).map(([name, { wall, cpu, megabytes }]) => [
      name,
      median(wall).toFixed(2),
      median(cpu).toFixed(2),
      megabytes.toFixed(1),
      (median(wall) / peer).toFixed(1),
    ]),
  ),
);
