// Postings: the texts in which terms may stand, as sorted numbers.
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { blob, copyOut, selected } from "../db/copy-out.ts";
import { numbersOf } from "./varint.ts";

const DOCS = { docs: blob(sql`docs`) };

/** Occurrences and texts of one term in all texts of a kind. */
export interface TermCount {
  readonly term: number;
  readonly tokens: number;
  readonly texts: number;
}

/** Exact counts of these terms. */
export async function countsOf(db: Database, kind: string, terms: readonly number[]): Promise<TermCount[]> {
  const { rows } = await sql<TermCount>`
    select term, sum(tokens)::int as tokens, sum(texts)::int as texts from token_posting
    where kind = ${kind} and term = any(${terms}::integer[]) group by term`.execute(db);
  return rows;
}

/** Every text that may hold one of the terms, ascending: a text that has changed since is in it, one that holds a term is never missing. */
export async function textsWith(db: Database, kind: string, terms: readonly number[]): Promise<Int32Array> {
  const found = await copyOut(
    db,
    DOCS,
    sql`select ${selected(DOCS)} from token_posting where kind = ${kind} and term = any(${terms}::integer[])`,
  );
  const lists = Array.from({ length: found.size }, (_, row) => docsOf(numbersOf(found.at.docs(row))));
  if (lists.length === 1 && ascending(lists[0]!)) return lists[0]!;
  const all = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  return distinct(all.sort());
}

/** Differences become numbers, in place. */
function docsOf(steps: Int32Array): Int32Array {
  let count = 0;
  let before = 0;
  for (const step of steps) {
    before = step === 0 ? 0 : before + step;
    if (step !== 0) steps[count++] = before;
  }
  return steps.subarray(0, count);
}

function ascending(list: Int32Array): boolean {
  for (let i = 1; i < list.length; i++) if (list[i]! <= list[i - 1]!) return false;
  return true;
}

function distinct(sorted: Int32Array): Int32Array {
  let count = 0;
  for (const one of sorted) if (count === 0 || sorted[count - 1] !== one) sorted[count++] = one;
  return sorted.subarray(0, count);
}

/** What both sorted lists have. */
export function common(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(Math.min(a.length, b.length));
  let count = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      both[count++] = a[i++]!;
      j++;
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
  return both.subarray(0, count);
}
