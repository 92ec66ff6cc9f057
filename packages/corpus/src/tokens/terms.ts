// Terms: the number of each type, found or given.
import { sql } from "kysely";
import type { Tx } from "../store/rows.ts";

/** Beyond so many types in memory the dictionary starts over. */
const MOST_HELD = 500_000;

export interface Dictionary {
  /** Makes sure that all these forms have a number. */
  learn(tx: Tx, forms: Iterable<string>): Promise<void>;
  /** The number of a form that was learned. */
  idOf(form: string): number;
}

export function dictionary(): Dictionary {
  let ids = new Map<string, number>();
  return {
    async learn(tx, forms) {
      if (ids.size > MOST_HELD) ids = new Map();
      const missing = new Set<string>();
      for (const form of forms) if (!ids.has(form)) missing.add(form);
      if (missing.size === 0) return;
      const wanted = JSON.stringify([...missing]);
      const asked = sql`select form from jsonb_array_elements_text(${wanted}::jsonb) as wanted (form)`;
      await sql`insert into token_term (form) ${asked} except select form from token_term where form in (${asked}) order by 1`.execute(
        tx,
      );
      const { rows } = await sql<{ id: number; form: string }>`
        select id, form from token_term where form in (${asked})`.execute(tx);
      for (const { id, form } of rows) ids.set(form, id);
    },
    idOf: (form) => ids.get(form)!,
  };
}
