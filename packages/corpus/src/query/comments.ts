// corpus.comments(): which comments, with their current text.
import type { CommentRecord, CommentState, ParentFrom, Precision } from "@belowline/schema";
import { sql } from "kysely";
import { asked } from "./conditions.ts";
import { type DuplicateMode, marked, narrowed } from "./duplicate-choice.ts";
import type { Condition } from "./filter.ts";
import { isoOf } from "./instants.ts";
import type { Plain } from "./selection.ts";
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

const duplicateOf = (representative: Condition, id: Condition): Condition =>
  sql`nullif(${representative}, ${id}) as duplicate_of`;

/** What is selected from the tables of comments. */
const commentColumns = (mark: Condition): Condition => sql`
  c.id, c.article_id, a.url as article_url, p.key as publisher, c.thread_id, t.platform, c.native_id, c.parent_id,
  c.parent_from, c.root_id, c.depth, c.position, coalesce(w.name, w.pseudonym) as author, c.by_article_author, c.created_at,
  c.created_precision, c.edited_at, r.text, r.html, c.votes_up, c.votes_down, c.votes_score, c.state, c.permalink,
  c.first_seen_at, c.last_seen_at${mark}`;

export const commentQuestion = (
  standing: Standing,
  duplicates: DuplicateMode,
): TextQuestion<CommentRecord, CommentWhere, CommentColumns> => ({
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
  ...marked(duplicates, standing, "comment", duplicateOf, commentColumns),
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
    lean: sql`join lateral (select o.article_id, o.created_at from ${standing.comment} o where o.id = d.id offset 0) c on true
      join lateral (select o.text from comment_revision o where o.comment_id = d.id and o.number = d.revision offset 0) r on true`,
    id: sql`c.id`,
    text: sql`r.text`,
    article: sql`c.article_id`,
    publisher: sql`p.key`,
    at: sql`c.created_at`,
    order: sql`c.first_seen_at, c.id`,
  },
  chosen: duplicates === "representatives" ? [{ duplicates }] : [],
  narrowed: (condition) => narrowed(duplicates, { standing, kind: "comment", saidAt: sql`c.created_at` }, condition),
  conditions: (where) => asked(standing, "comments", where),
  record: commentRecord,
});

function commentRecord(row: Plain<CommentColumns>): CommentRecord {
  const { votes_up: up, votes_down: down, votes_score: score } = row;
  return {
    id: row.id,
    articleId: row.article_id,
    articleUrl: row.article_url,
    platform: row.platform,
    nativeId: row.native_id,
    parentId: row.parent_id,
    parentFrom: row.parent_from,
    rootId: row.root_id,
    depth: row.depth,
    position: row.position,
    author: row.author,
    byArticleAuthor: row.by_article_author,
    createdAt: row.created_at && isoOf(row.created_at.getTime()),
    createdAtPrecision: row.created_precision,
    editedAt: row.edited_at && isoOf(row.edited_at.getTime()),
    text: row.text,
    html: row.html,
    votes: up === null && down === null && score === null ? null : { up, down, score },
    state: row.state,
    permalink: row.permalink,
    firstSeenAt: isoOf(row.first_seen_at.getTime()),
    lastSeenAt: isoOf(row.last_seen_at.getTime()),
    duplicateOf: row.duplicate_of,
  };
}
