// Standings: the rows of learned_line as they are asked for, written and turned into a verdict on each line of an article.
import type { ArticleId, PublisherId } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { type Line, totalKey } from "./boilerplate-lines.ts";
import type { LineStanding } from "./boilerplate-verdict.ts";
import { recordset, type Tx } from "./rows.ts";

export interface Standing extends LineStanding {
  readonly key: number;
  readonly sample: ArticleId[];
  readonly boilerplate: boolean;
}

export const STANDING = sql`l.key, l.articles, l.heads, l.tails, l.wholes, l.quotes, l.words, l.stories, l.ruled, l.boilerplate,
  to_jsonb(l.sample) as sample`;

export async function storeVerdicts(
  tx: Tx,
  updates: readonly { readonly key: number; readonly stories: number; readonly boilerplate: boolean }[],
): Promise<void> {
  if (updates.length === 0) return;
  const columns = { key: "bigint", stories: "integer", boilerplate: "boolean" };
  await sql`update learned_line l set stories = r.stories, boilerplate = r.boilerplate
    from ${recordset(columns, JSON.stringify(updates))} where l.key = r.key`.execute(tx);
}

/** Of those of these lines that are known, and of the one that counts the articles. */
export async function standingsOf(tx: Tx, publisherId: PublisherId, keys: readonly number[]): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select ${STANDING} from jsonb_array_elements_text(${JSON.stringify([...keys, totalKey(publisherId)])}::jsonb) k
    join learned_line l on l.key = k::bigint order by l.key for no key update of l`.execute(tx);
  return rows;
}

/** How many articles of the publisher were counted. */
export async function totalOf(tx: Tx | Database, publisherId: PublisherId): Promise<number> {
  const { rows } = await sql<{ articles: number }>`
    select articles from learned_line where key = ${totalKey(publisherId)}::bigint`.execute(tx);
  return rows[0]?.articles ?? 0;
}

/** Tells which of these lines are boilerplate now. */
export async function unwantedAmong(tx: Tx, lines: readonly Line[]): Promise<(line: Line) => boolean> {
  const keys = [...new Set(lines.flatMap((line) => line.keys.map(({ key }) => key)))];
  const { rows } = await sql<Pick<Standing, "key" | "ruled" | "boilerplate">>`
    select l.key, l.ruled, l.boilerplate
    from jsonb_array_elements_text(${JSON.stringify(keys)}::jsonb) k join learned_line l on l.key = k::bigint
    where l.boilerplate or l.ruled is not null`.execute(tx);
  return unwantedBy(rows, lines);
}

/** What a researcher keeps is kept, with the sentences of it, whatever the counts say. */
export function unwantedBy(
  standings: readonly Pick<Standing, "key" | "ruled" | "boilerplate">[],
  lines: readonly Line[],
): (line: Line) => boolean {
  const kept = new Set(standings.filter(({ ruled }) => ruled === "keep").map(({ key }) => key));
  const unwanted = new Set(standings.filter(({ boilerplate }) => boilerplate).map(({ key }) => key));
  if (unwanted.size === 0) return () => false;
  const isKept = (line: Line): boolean => line.keys.some(({ key }) => kept.has(key));
  const keptBlocks = new Set(kept.size === 0 ? [] : lines.filter((line) => line.whole && isKept(line)).map(placeOf));
  return (line) => line.keys.some(({ key }) => unwanted.has(key)) && !isKept(line) && !keptBlocks.has(placeOf(line));
}

const placeOf = ({ at, item }: Line): string => `${at}/${item ?? ""}`;
