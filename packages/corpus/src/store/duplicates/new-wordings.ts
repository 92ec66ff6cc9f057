// New wordings, written by columns: as arrays they take two thirds of the time that the same rows take as JSON.
import { sql } from "kysely";
import type { Tx } from "../rows.ts";
import { type Holder, list } from "./shingles.ts";
import type { RecordKind } from "./texts.ts";

export interface NewWording extends Holder {
  readonly kind: RecordKind;
  readonly digest: string;
  readonly apart: string | null;
  readonly leader: string;
  readonly saidAt: Date | null;
  readonly firstSeenAt: Date;
  readonly times: number;
  readonly words: number;
}

/** They are due to be matched. Their shingles are written apart. */
export async function insertWordings(tx: Tx, rows: readonly NewWording[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <T>(read: (row: NewWording) => T): T[] => rows.map(read);
  const numbers = list(column(({ number }) => number));
  const time = (at: Date | null): string | null => at?.toISOString() ?? null;
  await sql`insert into wording
      (number, kind, publisher_id, digest, apart, leader, said_at, first_seen_at, times, words, hashes)
    select number, kind, publisher_id, digest, apart, leader, said_at, first_seen_at, times, words, hashes::integer[]
    from unnest(${numbers}, ${column(({ kind }) => kind)}::text[], ${column(({ publisherId }) => publisherId)}::uuid[],
      ${column(({ digest }) => digest)}::text[], ${column(({ apart }) => apart)}::uuid[],
      ${column(({ leader }) => leader)}::uuid[], ${column(({ saidAt }) => time(saidAt))}::timestamptz[],
      ${column(({ firstSeenAt }) => time(firstSeenAt))}::timestamptz[], ${list(column(({ times }) => times))},
      ${list(column(({ words }) => words))}, ${column(({ hashes }) => `{${hashes.join(",")}}`)}::text[])
      r (number, kind, publisher_id, digest, apart, leader, said_at, first_seen_at, times, words, hashes)`.execute(tx);
  await sql`insert into wording_due (number, step) select number, 'match' from unnest(${numbers}) r (number)`.execute(
    tx,
  );
}
