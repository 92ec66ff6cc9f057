// Rulings: what a researcher decides on two articles or two comments, stored, and carried out at once.
import { UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../../db/connection.ts";
import { again } from "../again.ts";
import { dedupe } from "./dedupe.ts";
import type { RecordKind } from "./texts.ts";

/** `undo` takes a decision back. */
export const DUPLICATE_RULINGS = ["merge", "split", "undo"] as const;
export type DuplicateRuling = (typeof DUPLICATE_RULINGS)[number];

/** Two of one kind, by id. */
export interface RulingOn {
  readonly kind: RecordKind;
  readonly a: string;
  readonly b: string;
}

export async function ruleDuplicates(db: Database, { kind, a, b }: RulingOn, ruling: DuplicateRuling): Promise<void> {
  if (!DUPLICATE_RULINGS.includes(ruling)) {
    throw new UsageError("usage/invalid-value", `duplicates.rule: expected one of ${DUPLICATE_RULINGS.join(", ")}`, {
      ruling,
    });
  }
  const [one, other] = a < b ? [a, b] : [b, a];
  await again(() =>
    db.transaction().execute(async (tx) => {
      if (ruling === "undo") {
        const { rows } =
          await sql`delete from duplicate_ruling where a = ${one}::uuid and b = ${other}::uuid returning a`.execute(tx);
        if (rows.length === 0)
          throw new UsageError("usage/not-found", "duplicates.rule: nothing was decided on these two", { a, b });
      } else {
        await sql`insert into duplicate_ruling (a, b, kind, ruling, ruled_at)
          values (${one}, ${other}, ${kind}, ${ruling}, now())
          on conflict (a, b) do update set ruling = excluded.ruling, ruled_at = excluded.ruled_at`.execute(tx);
      }
      await sql`insert into wording_of (id, kind) select x, ${kind} from unnest(${[one, other]}::uuid[]) x order by x
        on conflict (id) do update set stale = true`.execute(tx);
    }),
  );
  await dedupe(db);
}
