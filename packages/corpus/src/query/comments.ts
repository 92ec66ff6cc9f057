// corpus.comments(): which comments, with their current text.
import type { CommentRecord, CommentState, ParentFrom, Precision } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { type DuplicateMode, narrowed, type Origin, representativeOf } from "./duplicate-choice.ts";
import {
  among,
  amongIds,
  amongWords,
  before,
  type Condition,
  conditionsOf,
  depthOf,
  type Filters,
  flag,
  inLanguage,
  type Moment,
  type OneOrMore,
  queryOf,
  since,
  textsOf,
} from "./filter.ts";
import { after, inKeyOrder } from "./keyset.ts";
import type { TextQuestion } from "./text-selection.ts";

/** Several values of one filter mean "any of these"; several filters mean "all of these". */
export interface CommentWhere {
  readonly publisher?: OneOrMore<string>;
  readonly articleId?: OneOrMore<string>;
  /** Written at or after; comments without a date are left out. */
  readonly from?: Moment;
  /** Written before. */
  readonly to?: Moment;
  /** Of the article: a comment states none. "en" stands for "en-gb" too. */
  readonly language?: OneOrMore<string>;
  readonly platform?: OneOrMore<string>;
  /** A pseudonym, or a name in a corpus made with authors raw. */
  readonly author?: OneOrMore<string>;
  readonly state?: OneOrMore<CommentState>;
  /** From 1, the top level. */
  readonly minDepth?: number;
  readonly maxDepth?: number;
  readonly byArticleAuthor?: boolean;
  /** Words, "phrases", `or`, `-not`. */
  readonly search?: string;
}

const STATES: readonly CommentState[] = ["visible", "edited", "deleted", "removed", "held", "unknown"];

const FILTERS: Filters<CommentWhere> = {
  publisher: among(sql`p.key`),
  articleId: amongIds(sql`c.article_id`),
  from: since(sql`c.created_at`),
  to: before(sql`c.created_at`),
  language: inLanguage(
    sql`(select l.language from article_revision l where l.article_id = a.id and l.number = a.revision)`,
  ),
  platform: among(sql`t.platform`),
  author: (value, name) => {
    const authors = textsOf(value, name);
    return sql`w.pseudonym = any(${authors}::text[]) or w.name = any(${authors}::text[])`;
  },
  state: amongWords(sql`c.state`, STATES),
  minDepth: (value, name) => sql`c.depth >= ${depthOf(value, name)}::integer`,
  maxDepth: (value, name) => sql`c.depth <= ${depthOf(value, name)}::integer`,
  byArticleAuthor: flag(sql`c.by_article_author`),
  search: (value, name) => commentSearch(queryOf(value, name)),
};

/** Materialized for the reason given in articles.ts. */
const commentSearch = (query: Condition): Condition => sql`(c.id, c.revision) in (
  with hit as materialized (
    select comment_id, number from comment_revision where to_tsvector('simple', left(text, 100000)) @@ ${query}
  ) select comment_id, number from hit)`;

interface Row {
  id: string;
  articleId: string;
  articleUrl: string;
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

const TABLES = sql`comment c
  join thread t on t.id = c.thread_id
  join article a on a.id = c.article_id
  join publisher p on p.id = c.publisher_id
  join comment_revision r on r.comment_id = c.id and r.number = c.revision
  left join commenter w on w.id = c.commenter_id`;
const FROM = sql`from ${TABLES}`;

const ORIGIN: Origin = { tables: TABLES, id: sql`c.id`, saidAt: sql`c.created_at`, firstSeenAt: sql`c.first_seen_at` };

async function rowsOf(
  db: Database,
  rest: RawBuilder<unknown>,
  duplicates: DuplicateMode = "mark",
): Promise<{ record: CommentRecord; seen: string }[]> {
  const { rows } = await sql<Row>`
    select c.id, c.article_id, a.url as article_url, t.platform, c.native_id, c.parent_id, c.parent_from, c.root_id,
      c.depth, c.position, coalesce(w.name, w.pseudonym) as author, c.by_article_author, c.created_at,
      c.created_precision, c.edited_at, r.text, r.html, c.votes_up, c.votes_down, c.votes_score, c.state, c.permalink,
      c.first_seen_at, c.last_seen_at,
      ${duplicates === "keep" ? sql`null` : sql`nullif(${representativeOf(ORIGIN.id)}, c.id)`} as duplicate_of
    ${FROM} ${rest}`.execute(db);
  return rows.map((row) => ({ record: recordOf(row), seen: row.firstSeenAt.toISOString() }));
}

/** All comments of a thread in reading order. */
export const commentsOfThread = async (db: Database, thread: string): Promise<CommentRecord[]> =>
  (await rowsOf(db, sql`where c.thread_id = ${thread}::uuid order by c.position, c.id`)).map(({ record }) => record);

export const commentQuestion = (duplicates: DuplicateMode): TextQuestion<CommentRecord, CommentWhere> => ({
  name: duplicates === "mark" ? "comments" : `comments (${duplicates})`,
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
  texts: {
    kind: "comment",
    tables: TABLES,
    lean: sql`comment c on c.id = d.id join comment_revision r on r.comment_id = d.id and r.number = d.revision`,
    id: sql`c.id`,
    text: sql`r.text`,
    article: sql`c.article_id`,
    publisher: sql`p.key`,
    at: sql`c.created_at`,
    order: sql`c.first_seen_at, c.id`,
  },
  chosen: duplicates === "representatives" ? [{ duplicates }] : [],
  narrowed: (condition) => narrowed(duplicates, ORIGIN, condition),
  conditions: (where) => conditionsOf("comments", FILTERS, where),
  async fetch(db, asked, key, limit) {
    const condition = narrowed(duplicates, ORIGIN, asked);
    const rest = sql`where ${condition} and ${after("c", key)} ${inKeyOrder("c")} limit ${limit}`;
    const rows = await rowsOf(db, rest, duplicates);
    return rows.map(({ record, seen }) => ({ row: record, key: { seen, id: record.id } }));
  },
  async count(db, asked) {
    const condition = narrowed(duplicates, ORIGIN, asked);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n ${FROM} where ${condition}`.execute(db);
    return rows[0]!.n;
  },
});

function recordOf(row: Row): CommentRecord {
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
    createdAt: row.createdAt?.toISOString() ?? null,
    createdAtPrecision: row.createdPrecision,
    editedAt: row.editedAt?.toISOString() ?? null,
    text: row.text,
    html: row.html,
    votes: up === null && down === null && score === null ? null : { up, down, score },
    state: row.state,
    permalink: row.permalink,
    firstSeenAt: row.firstSeenAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    duplicateOf: row.duplicateOf,
  };
}
