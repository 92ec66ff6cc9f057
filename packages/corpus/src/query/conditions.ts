// Conditions: what each filter of articles, threads, comments and commenters means in SQL. Filters may ask for one another.
import { type CommentState, pageId, UsageError } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";
import { wordOf } from "../coding/label.ts";
import {
  type Asked,
  allOf,
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
  type OneOrMore,
  queryOf,
  settled,
  since,
  textsOf,
  wholeOf,
} from "./filter.ts";
import { canonical } from "./revisions.ts";
import type { Standing } from "./standing.ts";
import { keptWheres } from "./subcorpora.ts";
import { textsThatSay } from "./text-query.ts";
import type { ArticleWhere, CommenterWhere, CommentWhere, LabelWhere, ThreadWhere } from "./where.ts";

/** The filters of each kind, by its name. */
export interface Wheres {
  readonly articles: ArticleWhere;
  readonly threads: ThreadWhere;
  readonly comments: CommentWhere;
  readonly commenters: CommenterWhere;
}
export type RecordName = keyof Wheres;

const STATES: readonly CommentState[] = ["visible", "edited", "deleted", "removed", "held", "unknown"];

/** @throws UsageError for filters nobody knows and values that cannot be meant; `what` is for messages */
export function asked<Name extends RecordName>(
  standing: Standing,
  name: Name,
  where: Wheres[Name],
  what: string = name,
): Asked[] {
  return conditionsOf(what, FILTERS[name](standing) as unknown as Filters<Wheres[Name]>, where);
}

/** Rows of another kind that meet filters of their own. */
const nested =
  <Name extends RecordName>(standing: Standing, name: Name, outer: Condition, inner: Condition) =>
  (where: Wheres[Name], what: string): Asked => {
    if (typeof where !== "object") {
      throw new UsageError("usage/invalid-value", `${what}: expected filters of ${name}`, { option: what });
    }
    const conditions = asked(standing, name, where, what);
    return async (db) =>
      sql`${outer} in (select ${inner} from ${standing[name]} where ${await settled(db, conditions)})`;
  };

const subcorpus =
  <Name extends RecordName>(standing: Standing, kind: Name) =>
  (name: string, what: string): Asked => {
    const [kept] = textsOf(name, what);
    return async (db) => {
      const wheres = (await keptWheres(db, kept!, kind)) as readonly Wheres[Name][];
      return await settled(
        db,
        wheres.flatMap((where) => asked(standing, kind, where, `subcorpus ${kept}`)),
      );
    };
  };

const labelled =
  (column: Condition, id: Condition) =>
  (labels: LabelWhere, what: string): Condition => {
    const schemes = typeof labels === "object" && !Array.isArray(labels) ? Object.entries(labels) : [];
    if (schemes.length === 0) {
      throw new UsageError("usage/invalid-value", `${what}: expected codes by scheme, such as { stance: "against" }`, {
        option: what,
      });
    }
    return allOf(
      schemes.map(
        ([scheme, codes]) => sql`exists (select 1 from label l where ${column} = ${id} and l.scheme = ${wordOf(scheme)}
          and l.code = any(${textsOf(codes, `${what}.${scheme}`).map(wordOf)}::text[]))`,
      ),
    );
  };

const copied = (representative: RawBuilder<string | null>) => (value: boolean, name: string) =>
  flag(sql`(${representative} is not null)`)(value, name);

const least = (column: Condition) => (value: number, name: string) =>
  sql`${column} >= ${wholeOf(value, name)}::integer`;
const most = (column: Condition) => (value: number, name: string) => sql`${column} <= ${wholeOf(value, name)}::integer`;

const byAuthor = (value: OneOrMore<string>, name: string): Condition => {
  const authors = textsOf(value, name);
  return sql`w.pseudonym = any(${authors}::text[]) or w.name = any(${authors}::text[])`;
};

/**
 * The matches of the index are found first and kept (materialized): left alone, the planner walks the key order and tests
 * every text on the way (measured: 154 ms against 3 ms for a rare word).
 */
const articleSearch = (query: Condition): Condition => sql`(a.id, a.revision) in (
  with hit as materialized (
    select article_id, number from article_revision
    where to_tsvector('simple', left(headline || ' ' || coalesce(standfirst, '') || ' ' || text, 100000)) @@ ${query}
  ) select article_id, number from hit)`;

const commentSearch = (query: Condition): Condition => sql`(c.id, c.revision) in (
  with hit as materialized (
    select comment_id, number from comment_revision where to_tsvector('simple', left(text, 100000)) @@ ${query}
  ) select comment_id, number from hit)`;

const articleFilters = (standing: Standing): Filters<ArticleWhere> => ({
  id: amongIds(sql`a.id`),
  url: (value, name) => sql`a.id in (select u.article_id from ${standing.articleUrl} u
    where u.id = any(${textsOf(value, name).map((address) => pageId(canonical(name, address)))}::uuid[]))`,
  publisher: among(sql`p.key`),
  from: since(sql`r.published_at`),
  to: before(sql`r.published_at`),
  language: inLanguage(sql`r.language`),
  section: among(sql`r.section`),
  tag: (value, name) => sql`r.tags && ${textsOf(value, name)}::text[]`,
  platform: (value, name) =>
    sql`exists (select 1 from ${standing.thread} t where t.article_id = a.id and t.platform = any(${textsOf(value, name)}::text[]))`,
  search: (value, name) => articleSearch(queryOf(value, name)),
  query: (value, name) => textsThatSay(standing, "article", value, name),
  copied: copied(standing.representative.article),
  label: labelled(sql`l.article_id`, sql`a.id`),
  thread: nested(standing, "threads", sql`a.id`, sql`t.article_id`),
  comments: nested(standing, "comments", sql`a.id`, sql`c.article_id`),
  subcorpus: subcorpus(standing, "articles"),
});

const threadFilters = (standing: Standing): Filters<ThreadWhere> => ({
  id: amongIds(sql`t.id`),
  publisher: among(sql`p.key`),
  articleId: amongIds(sql`t.article_id`),
  platform: among(sql`t.platform`),
  complete: flag(sql`t.complete`),
  from: since(sql`r.published_at`),
  to: before(sql`r.published_at`),
  minSize: least(sql`t.collected`),
  maxSize: most(sql`t.collected`),
  article: nested(standing, "articles", sql`t.article_id`, sql`a.id`),
  comments: nested(standing, "comments", sql`t.id`, sql`c.thread_id`),
  subcorpus: subcorpus(standing, "threads"),
});

const SCORE = sql`coalesce(c.votes_score, c.votes_up - coalesce(c.votes_down, 0), -c.votes_down)`;

const commentFilters = (standing: Standing): Filters<CommentWhere> => ({
  id: amongIds(sql`c.id`),
  publisher: among(sql`p.key`),
  articleId: amongIds(sql`c.article_id`),
  from: since(sql`c.created_at`),
  to: before(sql`c.created_at`),
  language: inLanguage(
    sql`(select l.language from article_revision l where l.article_id = a.id and l.number = a.revision)`,
  ),
  platform: among(sql`t.platform`),
  author: byAuthor,
  state: amongWords(sql`c.state`, STATES),
  minDepth: (value, name) => sql`c.depth >= ${depthOf(value, name)}::integer`,
  maxDepth: (value, name) => sql`c.depth <= ${depthOf(value, name)}::integer`,
  byArticleAuthor: flag(sql`c.by_article_author`),
  minScore: least(SCORE),
  maxScore: most(SCORE),
  orphan: flag(sql`c.orphan`),
  gone: flag(sql`(c.gone_at is not null)`),
  search: (value, name) => commentSearch(queryOf(value, name)),
  query: (value, name) => textsThatSay(standing, "comment", value, name),
  copied: copied(standing.representative.comment),
  label: labelled(sql`l.comment_id`, sql`c.id`),
  thread: nested(standing, "threads", sql`c.thread_id`, sql`t.id`),
  article: nested(standing, "articles", sql`c.article_id`, sql`a.id`),
  subcorpus: subcorpus(standing, "comments"),
});

const commenterFilters = (standing: Standing): Filters<CommenterWhere> => ({
  publisher: among(sql`p.key`),
  author: byAuthor,
  minComments: least(sql`n.comments`),
  maxComments: most(sql`n.comments`),
  comments: nested(standing, "comments", sql`w.id`, sql`c.commenter_id`),
  subcorpus: subcorpus(standing, "commenters"),
});

const FILTERS: { readonly [Name in RecordName]: (standing: Standing) => Filters<Wheres[Name]> } = {
  articles: articleFilters,
  threads: threadFilters,
  comments: commentFilters,
  commenters: commenterFilters,
};
