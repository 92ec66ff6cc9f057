// Addresses that nearly name an article: the same but for a slash, www, http or another form, or misspelt at their end.
import { plainId } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";

/** More would be no help. */
const MOST = 3;
/** Articles in one folder of a site that are compared letter by letter. */
const NEIGHBOURS = 500;

/** Articles with an address of the same plain form, else those whose last part is nearly the same; which one was meant is for a person to say. */
export async function articlesAlike(db: Database, address: string): Promise<string[]> {
  const { rows } = await sql<{ url: string }>`
    select distinct a.url from article_url u join article a on a.id = u.article_id
    where u.plain_id = ${plainId(address)}::uuid order by 1 limit ${MOST}`.execute(db);
  return rows.length > 0 ? rows.map(({ url }) => url) : await misspelt(db, address);
}

async function misspelt(db: Database, address: string): Promise<string[]> {
  const plain = address.replace(/[#?].*$/s, "").replace(/\/$/, "");
  const folder = plain.slice(0, plain.lastIndexOf("/") + 1);
  if (/^https?:\/\/$/.test(folder)) return [];
  const { rows } = await sql<{ url: string }>`
    select url from article where starts_with(url, ${folder}) order by 1 limit ${NEIGHBOURS}`.execute(db);
  const most = Math.max(1, Math.floor((plain.length - folder.length) / 5));
  return rows
    .map(({ url }) => ({ url, apart: lettersApart(plain, url.replace(/\/$/, ""), most) }))
    .filter(({ apart }) => apart <= most)
    .sort((a, b) => a.apart - b.apart)
    .slice(0, MOST)
    .map(({ url }) => url);
}

/** Letters put in, left out or changed (Levenshtein 1966); anything over `most` where they are more. */
function lettersApart(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
