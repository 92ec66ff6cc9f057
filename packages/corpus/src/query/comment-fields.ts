// The fields of a comment, each with the columns that it is read from and the tables that must be joined for them.
import type { CommentRecord, CommentState, ParentFrom, Precision } from "@belowline/schema";
import { sql } from "kysely";
import { type Column, flag, text, time, uuid, whole } from "../db/copy-out.ts";

/** What all comments of a thread have in common. */
export interface Place {
  readonly id: string;
  readonly articleId: string;
  readonly articleUrl: string;
  readonly platform: string;
}

export type CommentField = keyof CommentRecord;

type Joined = "revision" | "commenter" | "representative";

/** A column, and the table that has to be joined for it. */
interface Needed<T> {
  readonly column: Column<T>;
  readonly from: Joined | null;
}

const needed = <T>(column: Column<T>, from: Joined | null = null): Needed<T> => ({ column, from });

export const COLUMNS = {
  id: needed(uuid(sql`c.id`)),
  parent: needed(uuid<string | null>(sql`c.parent_id`)),
  root: needed(uuid(sql`c.root_id`)),
  copied: needed(uuid<string | null>(sql`nullif(c.stands_for_it, c.id)`), "representative"),
  depth: needed(whole(sql`c.depth`)),
  position: needed(whole(sql`c.position`)),
  up: needed(whole<number | null>(sql`c.votes_up`)),
  down: needed(whole<number | null>(sql`c.votes_down`)),
  score: needed(whole<number | null>(sql`c.votes_score`)),
  own: needed(flag(sql`c.by_article_author`)),
  created: needed(time<string | null>(sql`c.created_at`)),
  edited: needed(time<string | null>(sql`c.edited_at`)),
  first: needed(time(sql`c.first_seen_at`)),
  last: needed(time(sql`c.last_seen_at`)),
  native: needed(text(sql`c.native_id`)),
  trust: needed(text<ParentFrom>(sql`c.parent_from`)),
  author: needed(text<string | null>(sql`c.author`), "commenter"),
  precision: needed(text<Precision | null>(sql`c.created_precision`)),
  text: needed(text(sql`c.text`), "revision"),
  html: needed(text(sql`c.html`), "revision"),
  state: needed(text<CommentState>(sql`c.state`)),
  permalink: needed(text<string | null>(sql`c.permalink`)),
} as const satisfies Record<string, Needed<unknown>>;
export type Name = keyof typeof COLUMNS;

/** Of the columns that were asked for, the value of a comment by its place in the answer. */
export type Cells = {
  readonly [Of in Name]: (i: number) => (typeof COLUMNS)[Of] extends Needed<infer T> ? T : never;
};

interface Field<T> {
  readonly needs: readonly Name[];
  read(cells: Cells, place: Place): (i: number) => T;
}

const field = <T>(name: Name): Field<T> => ({ needs: [name], read: (cells) => cells[name] as (i: number) => T });
const common = <T>(of: (place: Place) => T): Field<T> => ({
  needs: [],
  read: (_, place) => {
    const value = of(place);
    return () => value;
  },
});

/** In the order of the record. */
export const FIELDS: { readonly [Of in CommentField]: Field<CommentRecord[Of]> } = {
  id: field("id"),
  articleId: common(({ articleId }) => articleId),
  articleUrl: common(({ articleUrl }) => articleUrl),
  platform: common(({ platform }) => platform),
  nativeId: field("native"),
  parentId: field("parent"),
  parentFrom: field("trust"),
  rootId: field("root"),
  depth: field("depth"),
  position: field("position"),
  author: field("author"),
  byArticleAuthor: field("own"),
  createdAt: field("created"),
  createdAtPrecision: field("precision"),
  editedAt: field("edited"),
  text: field("text"),
  html: field("html"),
  votes: {
    needs: ["up", "down", "score"],
    read(cells) {
      return (i) => {
        const [up, down, score] = [cells.up(i), cells.down(i), cells.score(i)];
        return up === null && down === null && score === null ? null : { up, down, score };
      };
    },
  },
  state: field("state"),
  permalink: field("permalink"),
  firstSeenAt: field("first"),
  lastSeenAt: field("last"),
  duplicateOf: field("copied"),
};
export const COMMENT_FIELDS = Object.keys(FIELDS) as readonly CommentField[];
