// What is due: wordings that are to be matched, or whose clusters are to be formed again, in a table of their own.
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../rows.ts";

/** `numbers` is a query for wordings, each once; they are matched before they are grouped. */
export async function dueForMatching(tx: Tx, numbers: RawBuilder<unknown>): Promise<void> {
  await sql`insert into wording_due (number, step) select x.number, 'match' from (${numbers}) x (number)
    on conflict (number) do update set step = 'match' where wording_due.step <> 'match'`.execute(tx);
}

/** Those that are due for more already stay so. */
export async function dueForGrouping(tx: Tx, numbers: RawBuilder<unknown>): Promise<void> {
  await sql`insert into wording_due (number, step) select x.number, 'group' from (${numbers}) x (number)
    on conflict (number) do nothing`.execute(tx);
}

/** Takes back all pairs of these wordings; the others of each pair are grouped again. */
export async function unpair(tx: Tx, numbers: RawBuilder<unknown>): Promise<void> {
  await sql`
    with gone as (delete from likeness where a = any(${numbers}) or b = any(${numbers}) returning a, b)
    insert into wording_due (number, step) select a, 'group' from gone union select b, 'group' from gone
    on conflict (number) do nothing`.execute(tx);
}

/** A condition on a wording named w: others say it too, it was in a cluster, or it has pairs or rulings. */
export const hasCompany = sql`(w.times > 1 or w.representative is not null
  or exists (select 1 from likeness l where l.a = w.number)
  or exists (select 1 from likeness l where l.b = w.number)
  or exists (select 1 from duplicate_ruling r join wording_of o on o.id = r.a or o.id = r.b where o.wording = w.number))`;
