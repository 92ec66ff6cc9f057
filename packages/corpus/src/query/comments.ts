// corpus.comments(): which comments, with their current text.
import type { CommentRecord, CommentState, ParentFrom, Precision } from "@belowline/schema";
import { sql } from "kysely";
import { flag, text, time, uuid, whole } from "../db/copy-out.ts";
import { asked } from "./conditions.ts";
import { type DuplicateMode, marked, narrowed } from "./duplicate-choice.ts";
import type { At } from "./selection.ts";
import { named, type Standing } from "./standing.ts";
import type { TextQuestion } from "./text-selection.ts";
import type { CommentWhere } from "./where.ts";

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

const MONTH = sql`to_char(c.created_at at time zone 'UTC', 'YYYY-MM')`;
const LANGUAGE = sql`(select l.language from article_revision l where l.article_id = a.id and l.number = a.revision)`;
const SECTION = sql`(select l.section from article_revision l where l.article_id = a.id and l.number = a.revision)`;

const COLUMNS = {
  id: uuid(sql`c.id`),
  article_id: uuid(sql`c.article_id`),
  article_url: text(sql`a.url`),
  publisher: text(sql`p.key`),
  thread_id: uuid(sql`c.thread_id`),
  platform: text(sql`t.platform`),
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

export const commentQuestion = (
  standing: Standing,
  duplicates: DuplicateMode,
): TextQuestion<CommentRecord, CommentWhere, CommentColumns> => {
  const { own, beside } = marked(duplicates, standing, "comment", (representative, id) => ({
    duplicate_of: uuid(sql`nullif(${representative}, ${id})`),
  }));
  return {
    name: named(duplicates === "mark" ? "comments" : `comments (${duplicates})`, standing),
    records: "comments",
    snapshot: standing.snapshot?.name ?? null,
    asOf: standing.asOf,
    batch: 2000,
    fields: [
      "id",
      "articleId",
      "articleUrl",
      "platform",
      "nativeId",
      "parentId",
      "parentFrom",
      "rootId",
      "depth",
      "position",
      "author",
      "byArticleAuthor",
      "createdAt",
      "createdAtPrecision",
      "editedAt",
      "text",
      "html",
      "votes",
      "state",
      "permalink",
      "firstSeenAt",
      "lastSeenAt",
      "duplicateOf",
    ],
    alias: "c",
    tables: standing.comments,
    columns: { ...COLUMNS, ...own },
    beside,
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
    reader,
  };
};

function reader(at: At<CommentColumns>): (row: number) => CommentRecord {
  return (row) => {
    const [up, down, score] = [at.votes_up(row), at.votes_down(row), at.votes_score(row)];
    return {
      id: at.id(row),
      articleId: at.article_id(row),
      articleUrl: at.article_url(row),
      platform: at.platform(row),
      nativeId: at.native_id(row),
      parentId: at.parent_id(row),
      parentFrom: at.parent_from(row),
      rootId: at.root_id(row),
      depth: at.depth(row),
      position: at.position(row),
      author: at.author(row),
      byArticleAuthor: at.by_article_author(row),
      createdAt: at.created_at(row),
      createdAtPrecision: at.created_precision(row),
      editedAt: at.edited_at(row),
      text: at.text(row),
      html: at.html(row),
      votes: up === null && down === null && score === null ? null : { up, down, score },
      state: at.state(row),
      permalink: at.permalink(row),
      firstSeenAt: at.first_seen_at(row),
      lastSeenAt: at.last_seen_at(row),
      duplicateOf: at.duplicate_of(row),
    };
  };
}
