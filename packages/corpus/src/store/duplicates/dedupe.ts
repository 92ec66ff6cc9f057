// The search for duplicates: takes in what is new, matches it, groups what changed; each step a short transaction of its own.
import { refuseUnknown, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { again } from "../again.ts";
import type { Tx } from "../rows.ts";
import { indexShingles, unindexShingles } from "./bulk.ts";
import { groupDue } from "./group.ts";
import { startJudges } from "./judges.ts";
import { matchDue } from "./match.ts";
import { onlyByIndex } from "./shingles.ts";
import { takeIn } from "./take-in.ts";

export interface DedupeOptions {
  /** Forgets all that was found and searches all over again; rulings stay. */
  readonly rebuild?: boolean;
  /** Threads that compare texts beside this one, which asks the database; 0, and all of it is done here, by default. */
  readonly threads?: number;
}

export interface DedupeReport {
  /** Articles and comments whose text was new. */
  readonly read: number;
  /** Distinct wordings looked up. */
  readonly matched: number;
  /** Pairs compared word by word. */
  readonly compared: number;
}

/** One search at a time in a database: the key of the lock that each of its transactions takes first. */
const LOCK = 0x64757065;

export const lockDuplicates = async (tx: Tx): Promise<unknown> =>
  await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(tx);

/**
 * Brings duplicates up to what is stored. What is left to be done stands in the tables, so a search that was killed goes on
 * where it was, and two at once share the work. The steps follow each other: while texts are still being taken in, it is not
 * known which shingles are common.
 */
export async function dedupe(db: Database, options: DedupeOptions = {}): Promise<DedupeReport> {
  refuseUnknown("dedupe", options, ["rebuild", "threads"]);
  const { threads = 0 } = options;
  if (!Number.isInteger(threads) || threads < 0 || threads > MOST_THREADS) {
    throw new UsageError(
      "usage/invalid-value",
      `dedupe: expected threads to be a whole number from 0 to ${MOST_THREADS}`,
      {
        option: "threads",
      },
    );
  }
  if (options.rebuild) await inStep(db, forgetAll);
  const read = await takeInAll(db);
  let [matched, compared] = [0, 0];
  const { judges, stop } = startJudges(threads);
  try {
    const match = (tx: Tx) => matchDue(tx, judges);
    for (let done = await inStep(db, match); done; done = await inStep(db, match)) {
      matched += done.wordings;
      compared += done.pairs;
    }
  } finally {
    await stop();
  }
  while ((await inStep(db, groupDue)) > 0);
  return { read, matched, compared };
}

const MOST_THREADS = 256;

/** @returns how many texts were new */
export async function takeInAll(db: Database): Promise<number> {
  let read = 0;
  for (let more = await inStep(db, takeIn); more > 0; more = await inStep(db, takeIn)) read += more;
  await inStep(db, indexShingles);
  return read;
}

/** A step of the search: one transaction, one at a time in a database. */
export const inStep = <T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> =>
  again(() =>
    db.transaction().execute(async (tx) => {
      await lockDuplicates(tx);
      // What a server that dies takes back is still marked as due: no commit waits for the disk.
      await sql`select set_config('synchronous_commit', 'off', true)`.execute(tx);
      await onlyByIndex(tx);
      return await work(tx);
    }),
  );

/** All texts are due again; comments that once said too little too, for the rule may be another now. */
async function forgetAll(tx: Tx): Promise<void> {
  await unindexShingles(tx);
  await sql`truncate likeness, shingle, common_shingle, wording_of, wording_due, wording`.execute(tx);
  await sql`insert into wording_of (id, kind) select id, 'article' from article`.execute(tx);
  await sql`insert into wording_of (id, kind) select id, 'comment' from comment`.execute(tx);
}
