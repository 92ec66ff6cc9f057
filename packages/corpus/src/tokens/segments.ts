// Segments of the token index: a batch writes one, and neighbours of like weight are joined, so that there are few.
import { sql } from "kysely";
import type { Tx } from "../store/rows.ts";
import { blob } from "./blob.ts";
import type { Tally } from "./tally.ts";

/** Rows of postings in one statement. */
const ROWS = 20_000;

export async function writeSegment(tx: Tx, kind: string, counts: Tally): Promise<void> {
  const segment = await newSegment(tx, kind, counts);
  let terms: number[][] = [];
  let docs = blob();
  const flush = async (): Promise<void> => {
    await sql`
      with pieces as materialized (select ${docs.value()} as docs)
      insert into token_posting (kind, term, segment, tokens, texts, docs)
      select ${kind}, t.term, ${segment}::integer, t.tokens, t.texts, substring(p.docs from t.start for t.length)
      from pieces p, unnest(${terms.map((row) => row[0])}::integer[], ${terms.map((row) => row[1])}::integer[],
        ${terms.map((row) => row[2])}::integer[], ${docs.starts}::integer[], ${docs.lengths}::integer[])
        as t (term, tokens, texts, start, length)`.execute(tx);
    terms = [];
    docs = blob();
  };
  for (const { term, tokens, texts, docs: row } of counts.postings()) {
    if (tokens === 0 && texts === 0 && row.length === 0) continue;
    terms.push([term, tokens, texts]);
    docs.add(row);
    if (terms.length === ROWS) await flush();
  }
  if (terms.length > 0) await flush();
}

async function newSegment(
  tx: Tx,
  kind: string,
  { texts, tokens, weight }: { readonly texts: number; readonly tokens: number; readonly weight: number },
): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    insert into token_segment (kind, texts, tokens, weight)
    values (${kind}, ${texts}::integer, ${tokens}::integer, ${weight}::integer) returning no`.execute(tx);
  return rows[0]!.no;
}

/** Joins the newest segments while the older of two is not the heavier: n texts lie in about log n segments. */
export async function join(tx: Tx, kind: string): Promise<void> {
  const { rows } = await sql<{ no: number; texts: number; tokens: number; weight: number }>`
    select no, texts, tokens, weight from token_segment where kind = ${kind} order by no`.execute(tx);
  const sum = rows.pop()!;
  const joined = [sum.no];
  while (rows.length > 0 && rows.at(-1)!.weight <= sum.weight) {
    const older = rows.pop()!;
    joined.push(older.no);
    sum.texts += older.texts;
    sum.tokens += older.tokens;
    sum.weight += older.weight;
  }
  if (joined.length === 1) return;
  const segment = await newSegment(tx, kind, sum);
  // What sums up to no text is gone: its old numbers are of no use. A zero between the pieces begins anew.
  await sql`
    with old as (delete from token_posting where kind = ${kind} and segment = any(${joined}::integer[]) returning *)
    insert into token_posting (kind, term, segment, tokens, texts, docs)
    select ${kind}, term, ${segment}::integer, sum(tokens), sum(texts), string_agg(docs, '\\x00'::bytea order by segment)
    from old group by term having sum(tokens) <> 0 or sum(texts) <> 0`.execute(tx);
  await sql`delete from token_segment where kind = ${kind} and no = any(${joined}::integer[])`.execute(tx);
}
