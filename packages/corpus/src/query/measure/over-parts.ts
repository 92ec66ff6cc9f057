// hitsOver(): occurrences of a pattern, and tokens, by a property of the texts.
import { type RawBuilder, sql } from "kysely";
import { text } from "../../db/copy-out.ts";
import { matcherOf } from "../../measure/match.ts";
import type { Pattern } from "../../measure/pattern.ts";
import { find } from "./find.ts";
import { joined, type Scope } from "./scope.ts";
import { foundBy, packs } from "./stream.ts";

export interface PartCount {
  /** Null for texts without the property. */
  readonly part: string | null;
  readonly hits: number;
  readonly texts: number;
  readonly tokens: number;
}

/** `part` is SQL that gives text. Every part of the selection is in the answer, with and without hits. */
export async function hitsOver(scope: Scope, pattern: Pattern, part: RawBuilder<unknown>): Promise<PartCount[]> {
  const { rows: totals } = await sql<{ part: string | null; texts: number; tokens: number }>`
    select ${part} as part, count(*)::int as texts, sum(d.tokens)::float8 as tokens ${joined(scope)}
    group by 1 order by 1`.execute(scope.db);
  const { sequences, texts } = await find(scope, pattern);
  const hits = new Map<string | null, number>();
  const columns = { found: foundBy(matcherOf(sequences)), part: text<string | null>(part) };
  for await (const { size, at } of packs(scope, texts, { columns, from: joined(scope) })) {
    for (let row = 0; row < size; row++) {
      const there = at.found(row).length;
      if (there === 0) continue;
      const name = at.part(row);
      hits.set(name, (hits.get(name) ?? 0) + there);
    }
  }
  return totals.map((row) => ({ ...row, hits: hits.get(row.part) ?? 0 }));
}
