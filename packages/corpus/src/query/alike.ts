// Addresses that nearly name an article: the same but for a slash, www, http or another form, as people type them.
import { plainId } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";

/** More would be no help. */
const MOST = 3;

/** Articles with an address of the same plain form; whether they are the one that was meant is for a person to say. */
export async function articlesAlike(db: Database, address: string): Promise<string[]> {
  const { rows } = await sql<{ url: string }>`
    select distinct a.url from article_url u join article a on a.id = u.article_id
    where u.plain_id = ${plainId(address)}::uuid order by 1 limit ${MOST}`.execute(db);
  return rows.map(({ url }) => url);
}
