// Segments of the token index: a batch writes one, and neighbours of like weight are joined, so that there are few.
import { sql } from "kysely";
import { copyIn } from "../db/copy-in.ts";
import type { Tx } from "../store/rows.ts";
import { asBlob } from "./blob.ts";
import type { Tally } from "./tally.ts";
import { countsIn, packed, type TermCounts } from "./term-counts.ts";

/** Rows of postings in one statement. */
const ROWS = 20_000;

export async function writeSegment(tx: Tx, kind: string, counts: Tally): Promise<void> {
  const segment = await newSegment(tx, kind, counts, counts.terms());
  const kindBytes = Buffer.from(kind);
  let rows = noRows();
  const flush = async (): Promise<void> => {
    const { term, tokens, texts, docs } = rows;
    rows = noRows();
    await copyIn(tx, "token_posting", {
      kind: docs.map(() => kindBytes),
      term: Int32Array.from(term),
      segment: new Int32Array(docs.length).fill(segment),
      tokens: Int32Array.from(tokens),
      texts: Int32Array.from(texts),
      docs,
    });
  };
  for (const { term, tokens, texts, docs } of counts.postings()) {
    if (tokens === 0 && texts === 0 && docs.length === 0) continue;
    rows.term.push(term);
    rows.tokens.push(tokens);
    rows.texts.push(texts);
    rows.docs.push(docs);
    if (rows.docs.length === ROWS) await flush();
  }
  if (rows.docs.length > 0) await flush();
}

const noRows = () => ({
  term: [] as number[],
  tokens: [] as number[],
  texts: [] as number[],
  docs: [] as Uint8Array[],
});

async function newSegment(
  tx: Tx,
  kind: string,
  { texts, tokens, weight }: { readonly texts: number; readonly tokens: number; readonly weight: number },
  terms: TermCounts,
): Promise<number> {
  const { rows } = await sql<{ no: number }>`
    insert into token_segment (kind, texts, tokens, weight, counts)
    values (${kind}, ${texts}::integer, ${tokens}::integer, ${weight}::integer, ${asBlob(packed(terms))}) returning no`.execute(
    tx,
  );
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
  const segment = await newSegment(tx, kind, sum, await countsIn(tx, kind, joined));
  // What sums up to no text is gone: its old numbers are of no use. A zero between the pieces begins anew.
  await sql`
    with old as (delete from token_posting where kind = ${kind} and segment = any(${joined}::integer[]) returning *)
    insert into token_posting (kind, term, segment, tokens, texts, docs)
    select ${kind}, term, ${segment}::integer, sum(tokens), sum(texts), string_agg(docs, '\\x00'::bytea order by segment)
    from old group by term having sum(tokens) <> 0 or sum(texts) <> 0`.execute(tx);
  await sql`delete from token_segment where kind = ${kind} and no = any(${joined}::integer[])`.execute(tx);
}
