// The comments of one thread, with the fields that are wanted.
import type { CommentRecord } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { type Columns, copyOut, selected } from "../db/copy-out.ts";
import {
  type Cells,
  COLUMNS,
  COMMENT_FIELDS,
  type CommentField,
  FIELDS,
  type Name,
  type Place,
} from "./comment-fields.ts";
import type { Condition } from "./filter.ts";
import type { Representatives, Standing } from "./standing.ts";

/**
 * In no order, once it is known where they stand. Only what the fields need is read: a text, an author and a copy are each searched for
 * in another table.
 *
 * @param thread SQL that gives its id
 */
export async function commentsOfThread<Of extends CommentField>(
  db: Database,
  standing: Standing,
  thread: Condition,
  fields: readonly Of[],
): Promise<(place: Place) => Pick<CommentRecord, Of>[]> {
  const names = [...new Set(fields.flatMap((of) => FIELDS[of].needs))];
  const columns: Columns = Object.fromEntries(names.map((name) => [name, COLUMNS[name].column]));
  const { size, at } = await copyOut(db.withoutPlugins(), columns, statement(standing, thread, names, columns));
  return (place) => records(place, fields, size, at as object as Cells);
}

function statement(standing: Standing, thread: Condition, names: readonly Name[], columns: Columns): Condition {
  const joined = new Set(names.map((name) => COLUMNS[name].from));
  const copies: Representatives = joined.has("representative")
    ? standing.representatives("comment", sql`c.id`)
    : { joined: sql``, representative: sql`null::uuid` };
  return sql`select ${selected(columns)} from (
    select c.*, ${joined.has("revision") ? sql`r.text, r.html` : sql`null as text, null as html`},
      ${joined.has("commenter") ? sql`coalesce(w.name, w.pseudonym)` : sql`null`} as author,
      ${copies.representative} as stands_for_it
    from (select * from ${standing.comment} c where c.thread_id = ${thread}) c
    ${joined.has("revision") ? REVISION : sql``}
    ${joined.has("commenter") ? sql`left join commenter w on w.id = c.commenter_id` : sql``}
    ${copies.joined}
  ) c`;
}

const REVISION = sql`join lateral (
  select text, html from comment_revision where comment_id = c.id and number = c.revision offset 0) r on true`;

function records<Of extends CommentField>(
  place: Place,
  fields: readonly Of[],
  size: number,
  cells: Cells,
): Pick<CommentRecord, Of>[] {
  const read = Object.fromEntries(fields.map((name) => [name, FIELDS[name].read(cells, place)])) as object as Readers;
  const made: Pick<CommentRecord, Of>[] = [];
  const build: (i: number) => object = fields.length === COMMENT_FIELDS.length ? whole(read) : partly(read);
  for (let i = 0; i < size; i++) made.push(build(i) as Pick<CommentRecord, Of>);
  return made;
}

type Readers = { readonly [Of in CommentField]: (i: number) => CommentRecord[Of] };

/** Written out: setting fields by their names takes twenty times as long as a literal. */
const whole =
  (read: Readers) =>
  (i: number): CommentRecord => ({
    id: read.id(i),
    articleId: read.articleId(i),
    articleUrl: read.articleUrl(i),
    platform: read.platform(i),
    nativeId: read.nativeId(i),
    parentId: read.parentId(i),
    parentFrom: read.parentFrom(i),
    rootId: read.rootId(i),
    depth: read.depth(i),
    position: read.position(i),
    author: read.author(i),
    byArticleAuthor: read.byArticleAuthor(i),
    createdAt: read.createdAt(i),
    createdAtPrecision: read.createdAtPrecision(i),
    editedAt: read.editedAt(i),
    text: read.text(i),
    html: read.html(i),
    votes: read.votes(i),
    state: read.state(i),
    permalink: read.permalink(i),
    firstSeenAt: read.firstSeenAt(i),
    lastSeenAt: read.lastSeenAt(i),
    duplicateOf: read.duplicateOf(i),
  });

function partly(read: Partial<Readers>): (i: number) => object {
  const some = Object.entries(read);
  return (i) => {
    const record: Record<string, unknown> = {};
    for (const [name, of] of some) record[name] = of(i);
    return record;
  };
}
