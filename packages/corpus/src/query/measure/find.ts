// find(): a pattern with its terms looked up, and the texts in which it may stand.
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import type { TermSlot } from "../../measure/match.ts";
import type { Pattern, Slot } from "../../measure/pattern.ts";
import { common, countsOf, textsWith } from "../../tokens/postings.ts";
import { isWhole, type Scope, tokenIndex } from "./scope.ts";

export interface Found {
  readonly sequences: readonly (readonly TermSlot[])[];
  /** Ascending; a superset of those that hold the pattern. */
  readonly texts: Int32Array;
  /** Occurrences, where the index alone knows them. */
  readonly hits: number | null;
}

/** Terms looked at in one go. */
const PAGE = 50_000;

export async function find(scope: Scope, pattern: Pattern): Promise<Found> {
  const found = await findIn(scope.db, tokenIndex(scope), pattern);
  const { sequences } = found;
  const only = sequences.length === 1 && sequences[0]!.length === 1 ? sequences[0]![0]! : null;
  const hits =
    sequences.length === 0
      ? 0
      : only && isWhole(scope)
        ? (await countsOf(scope.db, tokenIndex(scope), [...only])).reduce((sum, { tokens }) => sum + tokens, 0)
        : null;
  return { ...found, hits };
}

/** The same in a token index by its name, which must be up to date. */
export async function findIn(db: Database, index: string, { sequences }: Pattern): Promise<Omit<Found, "hits">> {
  const found: TermSlot[][] = [];
  let texts: Int32Array = new Int32Array(0);
  for (const slots of sequences) {
    const terms = await Promise.all(slots.map((slot) => termsOf(db, slot)));
    if (terms.some((slot) => slot?.size === 0)) continue;
    found.push(terms);
    const lists: Int32Array[] = [];
    for (const slot of terms) if (slot !== null) lists.push(await textsWith(db, index, [...slot]));
    texts = either(texts, lists.sort((a, b) => a.length - b.length).reduce(common));
  }
  return { sequences: found, texts };
}

async function termsOf(db: Database, slot: Slot): Promise<TermSlot> {
  if (slot.kind === "any") return null;
  if (slot.kind === "forms") {
    const { rows } = await sql<{ id: number }>`
      select id from token_term where form = any(${slot.forms}::text[])`.execute(db);
    return new Set(rows.map(({ id }) => id));
  }
  const terms = new Set<number>();
  const like = `${slot.prefix.replace(/[\\%_]/g, "\\$&")}%`;
  for (let after = ""; ; ) {
    const { rows } = await sql<{ id: number; form: string }>`
      select id, form from token_term where form > ${after} and form like ${like} order by form limit ${PAGE}`.execute(
      db,
    );
    for (const { id, form } of rows) if (slot.matches(form)) terms.add(id);
    if (rows.length < PAGE) return terms;
    after = rows.at(-1)!.form;
  }
}

function either(a: Int32Array, b: Int32Array): Int32Array {
  if (a.length === 0) return b;
  return Int32Array.from(new Set([...a, ...b])).sort();
}
