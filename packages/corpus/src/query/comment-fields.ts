// The fields of a comment, each with the columns that it is read from and the tables that must be joined for them.
import type { CommentRecord, CommentState, ParentFrom, Precision } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";

/** What all comments of a thread have in common. */
export interface Place {
  readonly id: string;
  readonly articleId: string;
  readonly articleUrl: string;
  readonly platform: string;
}

export type CommentField = keyof CommentRecord;

export type Kind = "uuid" | "number" | "time" | "text";

export interface Column {
  readonly kind: Kind;
  readonly of: RawBuilder<unknown>;
  /** The table that has to be joined for it. */
  readonly from?: Joined;
}

type Joined = "revision" | "commenter" | "representative";

const column = (kind: Kind, of: RawBuilder<unknown>, from?: Joined): Column =>
  from ? { kind, of, from } : { kind, of };

export const COLUMNS = {
  id: column("uuid", sql`c.id`),
  parent: column("uuid", sql`c.parent_id`),
  root: column("uuid", sql`c.root_id`),
  copied: column("uuid", sql`nullif(c.stands_for_it, c.id)`, "representative"),
  depth: column("number", sql`c.depth`),
  position: column("number", sql`c.position`),
  up: column("number", sql`c.votes_up`),
  down: column("number", sql`c.votes_down`),
  score: column("number", sql`c.votes_score`),
  own: column("number", sql`c.by_article_author::int`),
  created: column("time", sql`c.created_at`),
  edited: column("time", sql`c.edited_at`),
  first: column("time", sql`c.first_seen_at`),
  last: column("time", sql`c.last_seen_at`),
  native: column("text", sql`c.native_id`),
  trust: column("text", sql`c.parent_from`),
  author: column("text", sql`c.author`, "commenter"),
  precision: column("text", sql`c.created_precision`),
  text: column("text", sql`c.text`, "revision"),
  html: column("text", sql`c.html`, "revision"),
  state: column("text", sql`c.state`),
  permalink: column("text", sql`c.permalink`),
} as const satisfies Record<string, Column>;
export type Name = keyof typeof COLUMNS;

/** Of each kind, the value of a comment by its place in the answer. */
export type At<T> = (i: number) => T | null;
export interface Cells {
  uuid(name: Name): At<string>;
  number(name: Name): At<number>;
  time(name: Name): At<string>;
  text(name: Name): At<string>;
}

interface Field<T> {
  readonly needs: readonly Name[];
  read(cells: Cells, place: Place): (i: number) => T;
}

const field = <Read extends Kind, T>(kind: Read, name: Name): Field<T> => ({
  needs: [name],
  read: (cells) => cells[kind](name) as (i: number) => T,
});
const common = <T>(of: (place: Place) => T): Field<T> => ({
  needs: [],
  read: (_, place) => {
    const value = of(place);
    return () => value;
  },
});

/** In the order of the record. */
export const FIELDS: { readonly [Of in CommentField]: Field<CommentRecord[Of]> } = {
  id: field("uuid", "id"),
  articleId: common(({ articleId }) => articleId),
  articleUrl: common(({ articleUrl }) => articleUrl),
  platform: common(({ platform }) => platform),
  nativeId: field("text", "native"),
  parentId: field("uuid", "parent"),
  parentFrom: field<"text", ParentFrom>("text", "trust"),
  rootId: field("uuid", "root"),
  depth: field("number", "depth"),
  position: field("number", "position"),
  author: field("text", "author"),
  byArticleAuthor: {
    needs: ["own"],
    read(cells) {
      const own = cells.number("own");
      return (i) => own(i) === 1;
    },
  },
  createdAt: field("time", "created"),
  createdAtPrecision: field<"text", Precision | null>("text", "precision"),
  editedAt: field("time", "edited"),
  text: field("text", "text"),
  html: field("text", "html"),
  votes: {
    needs: ["up", "down", "score"],
    read(cells) {
      const [ups, downs, scores] = [cells.number("up"), cells.number("down"), cells.number("score")];
      return (i) => {
        const [up, down, score] = [ups(i), downs(i), scores(i)];
        return up === null && down === null && score === null ? null : { up, down, score };
      };
    },
  },
  state: field<"text", CommentState>("text", "state"),
  permalink: field("text", "permalink"),
  firstSeenAt: field("time", "first"),
  lastSeenAt: field("time", "last"),
  duplicateOf: field("uuid", "copied"),
};
export const COMMENT_FIELDS = Object.keys(FIELDS) as readonly CommentField[];
