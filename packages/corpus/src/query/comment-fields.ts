// The fields of a comment: the columns that each is read from, and the record that they make.
import type { CommentRecord, CommentState, ParentFrom, Precision } from "@belowline/schema";
import { sql } from "kysely";
import { flag, text, time, uuid, whole } from "../db/copy-out.ts";
import type { At } from "./selection.ts";

/** One row of the selection, as a table. */
export interface CommentColumns {
  id: string;
  articleId: string;
  articleUrl: string;
  publisher: string;
  threadId: string;
  platform: string;
  nativeId: string;
  parentId: string | null;
  parentFrom: ParentFrom;
  rootId: string;
  depth: number;
  position: number;
  author: string | null;
  byArticleAuthor: boolean;
  createdAt: Date | null;
  createdPrecision: Precision | null;
  editedAt: Date | null;
  text: string;
  html: string;
  votesUp: number | null;
  votesDown: number | null;
  votesScore: number | null;
  state: CommentState;
  permalink: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
  duplicateOf: string | null;
}

/** What a comment has of its own; `c` is its row, `r` its revision, `w` who wrote it. Where it stands and what it copies are the asker's. */
export const OWN_COLUMNS = {
  id: uuid(sql`c.id`),
  native_id: text(sql`c.native_id`),
  parent_id: uuid(sql`c.parent_id`),
  parent_from: text(sql`c.parent_from`),
  root_id: uuid(sql`c.root_id`),
  depth: whole(sql`c.depth`),
  position: whole(sql`c.position`),
  author: text(sql`coalesce(w.name, w.pseudonym)`),
  by_article_author: flag(sql`c.by_article_author`),
  created_at: time(sql`c.created_at`),
  created_precision: text(sql`c.created_precision`),
  edited_at: time(sql`c.edited_at`),
  text: text(sql`r.text`),
  html: text(sql`r.html`),
  votes_up: whole(sql`c.votes_up`),
  votes_down: whole(sql`c.votes_down`),
  votes_score: whole(sql`c.votes_score`),
  state: text(sql`c.state`),
  permalink: text(sql`c.permalink`),
  first_seen_at: time(sql`c.first_seen_at`),
  last_seen_at: time(sql`c.last_seen_at`),
};

export type CommentField = keyof CommentRecord;
type Cells = At<CommentColumns>;
export type CommentColumn = keyof Cells;

interface Field<T> {
  readonly needs: readonly CommentColumn[];
  /** The value of a row. */
  of(cells: Cells): (row: number) => T;
}

const field = <Name extends CommentColumn>(name: Name): Field<ReturnType<Cells[Name]>> => ({
  needs: [name],
  of: (cells) => cells[name] as (row: number) => ReturnType<Cells[Name]>,
});

/** In the order of the record. */
export const FIELDS: { readonly [Of in CommentField]: Field<CommentRecord[Of]> } = {
  id: field("id"),
  articleId: field("article_id"),
  articleUrl: field("article_url"),
  platform: field("platform"),
  nativeId: field("native_id"),
  parentId: field("parent_id"),
  parentFrom: field("parent_from"),
  rootId: field("root_id"),
  depth: field("depth"),
  position: field("position"),
  author: field("author"),
  byArticleAuthor: field("by_article_author"),
  createdAt: field("created_at"),
  createdAtPrecision: field("created_precision"),
  editedAt: field("edited_at"),
  text: field("text"),
  html: field("html"),
  votes: {
    needs: ["votes_up", "votes_down", "votes_score"],
    of: (cells) => (row) => {
      const [up, down, score] = [cells.votes_up(row), cells.votes_down(row), cells.votes_score(row)];
      return up === null && down === null && score === null ? null : { up, down, score };
    },
  },
  state: field("state"),
  permalink: field("permalink"),
  firstSeenAt: field("first_seen_at"),
  lastSeenAt: field("last_seen_at"),
  duplicateOf: field("duplicate_of"),
};
export const COMMENT_FIELDS = Object.keys(FIELDS) as readonly CommentField[];

type Readers = { readonly [Of in CommentField]: (row: number) => CommentRecord[Of] };

/** Makes records with these fields. Only the columns that they need are read. */
export function recordsOf<Of extends CommentField>(
  cells: Cells,
  fields: readonly Of[],
): (row: number) => Pick<CommentRecord, Of> {
  const read = Object.fromEntries(fields.map((name) => [name, FIELDS[name].of(cells)])) as Partial<Readers>;
  return (fields.length === COMMENT_FIELDS.length ? inFull(read as Readers) : partly(read)) as never;
}

/** Written out: setting fields by their names takes twenty times as long as a literal. */
const inFull =
  (read: Readers) =>
  (row: number): CommentRecord => ({
    id: read.id(row),
    articleId: read.articleId(row),
    articleUrl: read.articleUrl(row),
    platform: read.platform(row),
    nativeId: read.nativeId(row),
    parentId: read.parentId(row),
    parentFrom: read.parentFrom(row),
    rootId: read.rootId(row),
    depth: read.depth(row),
    position: read.position(row),
    author: read.author(row),
    byArticleAuthor: read.byArticleAuthor(row),
    createdAt: read.createdAt(row),
    createdAtPrecision: read.createdAtPrecision(row),
    editedAt: read.editedAt(row),
    text: read.text(row),
    html: read.html(row),
    votes: read.votes(row),
    state: read.state(row),
    permalink: read.permalink(row),
    firstSeenAt: read.firstSeenAt(row),
    lastSeenAt: read.lastSeenAt(row),
    duplicateOf: read.duplicateOf(row),
  });

function partly(read: Partial<Readers>): (row: number) => object {
  const some = Object.entries(read);
  return (row) => {
    const record: Record<string, unknown> = {};
    for (const [name, of] of some) record[name] = of(row);
    return record;
  };
}
