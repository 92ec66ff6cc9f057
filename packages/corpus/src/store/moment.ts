// stateMoment(): tells the triggers that keep the past when the visit ended whose changes follow.
import { sql } from "kysely";
import type { Tx } from "./rows.ts";

/** For the rest of the transaction. Without it a change counts from the database's own clock. */
export const stateMoment = (tx: Tx, at: string): Promise<unknown> =>
  sql`select set_config('belowline.at', ${at}, true)`.execute(tx);
