// Rows of the shingle index by an array and by COPY, in turns: which of the two a bulk load should use.
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { median } from "./measure.ts";

export interface Turns {
  readonly batch: number;
  readonly batches: number;
  readonly keys: number;
  /** 32-bit numbers. */
  next(): number;
}

/** Texts a second that an array and COPY put into the table: in turns, over one connection, in the order of the key. */
export async function inTurns(
  engine: string,
  target: string,
  { batch: size, batches, keys, next }: Turns,
): Promise<{ readonly array: number; readonly copy: number }> {
  const ways = await (engine.startsWith("PostgreSQL") ? overWire(target) : inProcess(target));
  const times: { readonly array: number[]; readonly copy: number[] } = { array: [], copy: [] };
  for (let batch = 0; batch < 2 * batches; batch++) {
    const rows = Array.from({ length: size }, next)
      .flatMap((wording) => Array.from({ length: keys }, () => [next(), wording] as const))
      .sort(([x], [y]) => x - y);
    const way = batch % 2 === 0 ? "array" : "copy";
    const start = performance.now();
    await ways[way](rows);
    times[way].push(performance.now() - start);
  }
  await ways.close();
  return { array: (size * 1000) / median(times.array), copy: (size * 1000) / median(times.copy) };
}

type Rows = readonly (readonly [hash: number, wording: number])[];

interface Ways {
  array(rows: Rows): Promise<unknown>;
  copy(rows: Rows): Promise<unknown>;
  close(): Promise<void>;
}

const ARRAY = "insert into shingle (hash, wording) select * from unnest($1::integer[], $2::integer[])";
const columnsOf = (rows: Rows): number[][] => [rows.map(([hash]) => hash), rows.map(([, wording]) => wording)];
const linesOf = (rows: Rows): string => rows.map((row) => `${row.join("\t")}\n`).join("");

async function overWire(target: string): Promise<Ways> {
  const client = new pg.Client({ connectionString: target });
  await client.connect();
  await client.query("set synchronous_commit = off");
  return {
    array: (rows) => client.query(ARRAY, columnsOf(rows)),
    copy: (rows) => pipeline(Readable.from([linesOf(rows)]), client.query(copyFrom("copy shingle from stdin"))),
    close: () => client.end(),
  };
}

async function inProcess(target: string): Promise<Ways> {
  const pglite = await PGlite.create(join(target, "db"));
  return {
    array: (rows) => pglite.query(ARRAY, columnsOf(rows)),
    copy: (rows) => pglite.query("copy shingle from '/dev/blob'", [], { blob: new Blob([linesOf(rows)]) }),
    close: () => pglite.close(),
  };
}
