// Taking back: the pairs that another engine found among the wordings that were handed out, and clusters made of them.
import { UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { RELATIONS } from "../../dedupe/relate.ts";
import { type Columns, chunks, recordset, type Tx } from "../rows.ts";
import { dedupe, inStep } from "./dedupe.ts";
import { hasCompany } from "./due.ts";
import type { Likeness } from "./judge.ts";
import { batchesOfLines } from "./lines.ts";
import { LIKENESS } from "./match.ts";

/** Lines of one transaction. */
const BATCH = 2000;

export interface TakenBack {
  /** Pairs that were given. */
  readonly given: number;
  /** Those of two wordings that are still away: the others were erased, revised or matched here meanwhile. */
  readonly taken: number;
  /** Wordings that were away, and are not any longer. */
  readonly wordings: number;
}

/**
 * Reads the lines that comparePairs() wrote, from one file or many one after the other, and makes clusters of them. They are all
 * that there is: a wording without a line has no duplicates. Killed, it is begun anew with all lines.
 *
 * @throws UsageError `usage/invalid-value` for a line that is no pair, `usage/conflict` where nothing was handed out
 */
export async function takeBack(db: Database, lines: AsyncIterable<string> | Iterable<string>): Promise<TakenBack> {
  await inStep(db, async (tx) => {
    const { rows } = await sql`select 1 from wording_due where step = 'away' limit 1`.execute(tx);
    if (rows.length === 0)
      throw new UsageError(
        "usage/conflict",
        "duplicates.takeBack: nothing is handed out, or it was searched here since",
      );
    await sql`delete from likeness l using wording_due x, wording_due y
      where x.number = l.a and y.number = l.b and x.step = 'away' and y.step = 'away'`.execute(tx);
  });
  let [given, taken] = [0, 0];
  for await (const batch of batchesOfLines(lines, BATCH, readLine)) {
    given += batch.length;
    taken += await inStep(db, (tx) => keep(tx, batch));
  }
  const wordings = await inStep(db, settle);
  await dedupe(db);
  return { given, taken, wordings };
}

async function keep(tx: Tx, batch: readonly Likeness[]): Promise<number> {
  let kept = 0;
  const columns: Columns = LIKENESS;
  const names = sql.join(Object.keys(columns).map((name) => sql.id(name)));
  for (const json of chunks(batch)) {
    const { numAffectedRows } = await sql`
      insert into likeness (${names}) select ${names} from ${recordset(columns, json)}
      where (select count(*) from wording_due d where d.number in (r.a, r.b) and d.step = 'away') = 2
      on conflict (a, b) do nothing`.execute(tx);
    kept += Number(numAffectedRows ?? 0);
  }
  return kept;
}

/** What has company is grouped next; the others are done. */
async function settle(tx: Tx): Promise<number> {
  const { numAffectedRows: all } = await sql`
    update wording_due set step = 'group' where step = 'away'`.execute(tx);
  await sql`delete from wording_due d using wording w where d.step = 'group' and w.number = d.number and not ${hasCompany}`.execute(
    tx,
  );
  return Number(all ?? 0);
}

function readLine(line: string, number: number): Likeness {
  const one = parsed(line);
  const whole = [one?.a, one?.b, one?.longest].every(Number.isInteger);
  const shares = [one?.score, one?.jaccard, one?.ofA, one?.ofB, one?.shared].every(Number.isFinite);
  const spans =
    Array.isArray(one?.spans) && one.spans.every((span) => span.length === 4 && span.every(Number.isInteger));
  if (one && whole && shares && spans && RELATIONS.includes(one.kind)) return one;
  throw new UsageError(
    "usage/invalid-value",
    `duplicates.takeBack: line ${number} is no pair, as dupes --compare writes them; the lines before it were taken, and may be given again`,
    { line: number },
  );
}

function parsed(line: string): Likeness | undefined {
  try {
    return JSON.parse(line) as Likeness;
  } catch {
    return undefined;
  }
}
