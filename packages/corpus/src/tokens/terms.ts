// Terms: the number of each type, found or given.
import { sql } from "kysely";
import type { Tx } from "../store/rows.ts";

/** Beyond so many types in memory the dictionary starts over. */
const MOST_HELD = 500_000;

export interface Dictionary {
  /** The number of each form, text by text; forms nobody knew get one. */
  numbersOf(tx: Tx, texts: readonly (readonly string[])[]): Promise<Int32Array[]>;
}

export function dictionary(): Dictionary {
  let ids = new Map<string, number>();
  return {
    async numbersOf(tx, texts) {
      if (ids.size > MOST_HELD) ids = new Map();
      const missing = new Set<string>();
      const numbers = texts.map((forms) => {
        const row = new Int32Array(forms.length);
        for (let i = 0; i < forms.length; i++) {
          row[i] = ids.get(forms[i]!) ?? 0;
          if (row[i] === 0) missing.add(forms[i]!);
        }
        return row;
      });
      if (missing.size === 0) return numbers;
      await learn(tx, missing, ids);
      for (const [t, row] of numbers.entries()) {
        for (let i = 0; i < row.length; i++) if (row[i] === 0) row[i] = ids.get(texts[t]![i]!)!;
      }
      return numbers;
    },
  };
}

/** Only what is new is inserted: a conflict would use up a number, and small numbers take fewer bytes. */
async function learn(tx: Tx, missing: Set<string>, ids: Map<string, number>): Promise<void> {
  const given = (forms: Iterable<string>) =>
    sql`select form from jsonb_array_elements_text(${JSON.stringify([...forms])}::jsonb) as given (form)`;
  const known = await sql<{ id: number; form: string }>`
    select id, form from token_term where form in (${given(missing)})`.execute(tx);
  for (const { id, form } of known.rows) {
    ids.set(form, id);
    missing.delete(form);
  }
  const made = await sql<{ id: number; form: string }>`
    insert into token_term (form) ${given([...missing].sort())} returning id, form`.execute(tx);
  for (const { id, form } of made.rows) ids.set(form, id);
}
