// The comments of one thread, with the fields that are wanted.
import type { CommentRecord } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { type Columns, copyOut, selected, uuid } from "../db/copy-out.ts";
import {
  type CommentColumn,
  type CommentColumns,
  type CommentField,
  FIELDS,
  OWN_COLUMNS,
  recordsOf,
} from "./comment-fields.ts";
import type { Condition } from "./filter.ts";
import type { At } from "./selection.ts";
import type { Representatives, Standing } from "./standing.ts";

/** What all comments of a thread have in common. */
interface Place {
  readonly id: string;
  readonly articleId: string;
  readonly articleUrl: string;
  readonly platform: string;
}

/** In no order. Only what the fields need is read: a text, an author and a copy are each searched for in another table. */
export async function commentsOfThread<Of extends CommentField>(
  db: Database,
  standing: Standing,
  place: Place,
  fields: readonly Of[],
): Promise<Pick<CommentRecord, Of>[]> {
  const needed = new Set(fields.flatMap((of) => FIELDS[of].needs));
  const copies: Representatives = needed.has("duplicate_of")
    ? standing.representatives("comment", sql`c.id`)
    : { joined: sql``, representative: sql`null::uuid` };
  const known: Columns = { ...OWN_COLUMNS, duplicate_of: uuid(sql`nullif(${copies.representative}, c.id)`) };
  const columns = Object.fromEntries(Object.entries(known).filter(([name]) => needed.has(name as CommentColumn)));
  const { size, at } = await copyOut(db.withoutPlugins(), columns, statement(standing, place, columns, copies.joined));
  const record = recordsOf({ ...at, ...cellsOf(place) } as object as At<CommentColumns>, fields);
  return Array.from({ length: size }, (_, row) => record(row));
}

const cellsOf = ({ articleId, articleUrl, platform }: Place) => ({
  article_id: () => articleId,
  article_url: () => articleUrl,
  platform: () => platform,
});

const statement = (standing: Standing, { id }: Place, columns: Columns, copies: Condition): Condition => sql`
  select ${selected(columns)}
  from (select * from ${standing.comment} c where c.thread_id = ${id}::uuid) c
  ${"text" in columns || "html" in columns ? REVISION : sql``}
  ${"author" in columns ? sql`left join commenter w on w.id = c.commenter_id` : sql``}
  ${copies}`;

const REVISION = sql`join lateral (
  select text, html from comment_revision where comment_id = c.id and number = c.revision offset 0) r on true`;
