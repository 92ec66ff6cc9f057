// Streams of texts as rows of terms, a bounded piece at a time.
import { type RawBuilder, sql } from "kysely";
import { asBytes } from "../../tokens/blob.ts";
import { numbersOf } from "../../tokens/varint.ts";
import { fewest, type Scope } from "./scope.ts";

/** Texts handed over as one value: two or three megabytes, and no cost of single rows. */
const TOGETHER = 40_000;
/** Texts of which single rows are wanted. */
const SINGLY = 5_000;

/** Numbers of texts in ranges that cover all there are. */
async function* ranges(scope: Scope, step: number): AsyncGenerator<readonly [number, number]> {
  const { rows } = await sql<{ last: number | null }>`select max(no) as last from token_text`.execute(scope.db);
  for (let after = 0; after < (rows[0]!.last ?? 0); after += step) yield [after, after + step];
}

/** The terms of text after text; a view that holds until the next one. */
export async function* termRows(scope: Scope): AsyncGenerator<Int32Array> {
  for await (const [after, to] of ranges(scope, TOGETHER)) {
    const { rows } = await sql<{ terms: string | null }>`
      select encode(string_agg(d.terms, '\\x00'::bytea order by d.no), 'base64') as terms
      ${fewest(scope, "tokens")} and d.no > ${after}::integer and d.no <= ${to}::integer`.execute(scope.db);
    if (rows[0]!.terms === null) continue;
    const terms = numbersOf(asBytes(rows[0]!.terms));
    for (let start = 0; start < terms.length; ) {
      let end = terms.indexOf(0, start);
      if (end === -1) end = terms.length;
      yield terms.subarray(start, end);
      start = end + 1;
    }
  }
}

/** Rows of single texts: of these numbers (ascending), or of all. `first` is the size of the first piece where little may do. */
export async function* textRows<Row>(
  scope: Scope,
  texts: Int32Array | null,
  columns: RawBuilder<unknown>,
  from: RawBuilder<unknown>,
  first = SINGLY,
): AsyncGenerator<readonly Row[]> {
  const read = async (which: RawBuilder<unknown>): Promise<Row[]> =>
    (await sql<Row>`select ${columns} ${from} and ${which} order by d.no`.execute(scope.db)).rows;
  if (texts === null) {
    for await (const [after, to] of ranges(scope, SINGLY)) {
      yield await read(sql`d.no > ${after}::integer and d.no <= ${to}::integer`);
    }
    return;
  }
  for (let at = 0, size = Math.min(SINGLY, first); at < texts.length; size = Math.min(SINGLY, size * 4)) {
    const numbers = texts.subarray(at, at + size);
    yield await read(sql`d.no = any(${`{${numbers.join(",")}}`}::integer[])`);
    at += numbers.length;
  }
}
