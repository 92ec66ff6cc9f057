// corpus.comments(): which comments, with their current text.
import type { CommentRecord, CommentState, ParentFrom, Precision } from "@belowline/schema";
import { sql } from "kysely";
import { asked } from "./conditions.ts";
import { type DuplicateMode, narrowed } from "./duplicate-choice.ts";
import type { Condition } from "./filter.ts";
import { isoOf } from "./instants.ts";
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

/** What is selected from the tables of comments. */
const commentColumns = (representative: Condition): Condition => sql`
  c.id, c.article_id, a.url as article_url, p.key as publisher, c.thread_id, t.platform, c.native_id, c.parent_id,
  c.parent_from, c.root_id, c.depth, c.position, coalesce(w.name, w.pseudonym) as author, c.by_article_author, c.created_at,
  c.created_precision, c.edited_at, r.text, r.html, c.votes_up, c.votes_down, c.votes_score, c.state, c.permalink,
  c.first_seen_at, c.last_seen_at, nullif(${representative}, c.id) as duplicate_of`;

export const commentQuestion = (
  standing: Standing,
  duplicates: DuplicateMode,
): TextQuestion<CommentRecord, CommentWhere, CommentColumns> => ({
  name: named(duplicates === "mark" ? "comments" : `comments (${duplicates})`, standing),
  records: "comments",
  snapshot: standing.snapshot?.name ?? null,
  batch: 1000,
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
  columns: commentColumns(duplicates === "keep" ? sql`null::uuid` : standing.representative.comment),
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

function commentRecord(row: CommentColumns): CommentRecord {
  const { votesUp: up, votesDown: down, votesScore: score } = row;
  return {
    id: row.id,
    articleId: row.articleId,
    articleUrl: row.articleUrl,
    platform: row.platform,
    nativeId: row.nativeId,
    parentId: row.parentId,
    parentFrom: row.parentFrom,
    rootId: row.rootId,
    depth: row.depth,
    position: row.position,
    author: row.author,
    byArticleAuthor: row.byArticleAuthor,
    createdAt: row.createdAt && isoOf(row.createdAt.getTime()),
    createdAtPrecision: row.createdPrecision,
    editedAt: row.editedAt && isoOf(row.editedAt.getTime()),
    text: row.text,
    html: row.html,
    votes: up === null && down === null && score === null ? null : { up, down, score },
    state: row.state,
    permalink: row.permalink,
    firstSeenAt: isoOf(row.firstSeenAt.getTime()),
    lastSeenAt: isoOf(row.lastSeenAt.getTime()),
    duplicateOf: row.duplicateOf,
  };
}
