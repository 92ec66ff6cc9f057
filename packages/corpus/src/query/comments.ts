// corpus.comments(): which comments, with their current text.
import type { CommentRecord } from "@belowline/schema";
import { sql } from "kysely";
import { text, uuid } from "../db/copy-out.ts";
import { COMMENT_FIELDS, type CommentColumns, OWN_COLUMNS, recordsOf } from "./comment-fields.ts";
import { asked } from "./conditions.ts";
import { type DuplicateMode, marked, narrowed } from "./duplicate-choice.ts";
import { named, type Standing } from "./standing.ts";
import type { TextQuestion } from "./text-selection.ts";
import type { CommentWhere } from "./where.ts";

const MONTH = sql`to_char(c.created_at at time zone 'UTC', 'YYYY-MM')`;
const LANGUAGE = sql`(select l.language from article_revision l where l.article_id = a.id and l.number = a.revision)`;
const SECTION = sql`(select l.section from article_revision l where l.article_id = a.id and l.number = a.revision)`;

const { id, ...own } = OWN_COLUMNS;
const COLUMNS = {
  id,
  article_id: uuid(sql`c.article_id`),
  article_url: text(sql`a.url`),
  publisher: text(sql`p.key`),
  thread_id: uuid(sql`c.thread_id`),
  platform: text(sql`t.platform`),
  ...own,
};

export const commentQuestion = (
  standing: Standing,
  duplicates: DuplicateMode,
): TextQuestion<CommentRecord, CommentWhere, CommentColumns> => {
  const copied = marked(duplicates, standing, "comment", (representative, id) => ({
    duplicate_of: uuid(sql`nullif(${representative}, ${id})`),
  }));
  return {
    name: named(duplicates === "mark" ? "comments" : `comments (${duplicates})`, standing),
    records: "comments",
    snapshot: standing.snapshot?.name ?? null,
    asOf: standing.asOf,
    batch: 2000,
    fields: COMMENT_FIELDS,
    alias: "c",
    tables: standing.comments,
    columns: { ...COLUMNS, ...copied.own },
    beside: copied.beside,
    thread: sql`c.thread_id`,
    strata: {
      publisher: sql`p.key`,
      platform: sql`t.platform`,
      language: LANGUAGE,
      section: SECTION,
      month: MONTH,
      year: sql`left(${MONTH}, 4)`,
      depth: sql`c.depth`,
      state: sql`c.state`,
      article: sql`c.article_id`,
      thread: sql`c.thread_id`,
    },
    texts: {
      kind: "comment",
      snapshot: standing.snapshot?.no ?? null,
      comment: standing.comment,
      asOf: standing.asOf,
      tables: standing.comments,
      id: sql`c.id`,
      article: sql`c.article_id`,
      publisher: sql`p.key`,
      at: sql`c.created_at`,
      order: sql`c.first_seen_at, c.id`,
    },
    chosen: duplicates === "representatives" ? [{ duplicates }] : [],
    narrowed: (condition) => narrowed(duplicates, { standing, kind: "comment", saidAt: sql`c.created_at` }, condition),
    conditions: (where) => asked(standing, "comments", where),
    reader: (cells) => recordsOf(cells, COMMENT_FIELDS),
  };
};
