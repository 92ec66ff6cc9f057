// Standing: which rows stand for the articles, threads and comments of a question: today's, or those of a snapshot.
import { type RawBuilder, sql } from "kysely";
import type { Condition } from "./filter.ts";

/** Joined tables with the aliases that filters use: a article, t thread, c comment, p publisher, r revision, w commenter. */
export interface Standing {
  /** Null for today's rows. */
  readonly snapshot: { readonly no: number; readonly name: string } | null;
  /** The moment looked back at, UTC ISO 8601; null for another standing. */
  readonly asOf: string | null;
  readonly articles: Condition;
  readonly threads: Condition;
  readonly comments: Condition;
  readonly commenters: Condition;
  /** Relations that take the place of the tables of these names. */
  readonly article: Condition;
  readonly thread: Condition;
  readonly comment: Condition;
  /** Addresses by which an article is found. */
  readonly articleUrl: Condition;
  /** Addresses that a record tells. */
  readonly told: Condition;
  /** Who stands for the cluster of a record; null where it has no duplicates. */
  readonly representative: { readonly article: RawBuilder<string | null>; readonly comment: RawBuilder<string | null> };
  /** The same for many rows in one search: joined to them by their id. */
  representatives(kind: "article" | "comment", id: Condition): Representatives;
  /** Records whose cluster this is. */
  inCluster(kind: "article" | "comment", cluster: Condition): Condition;
}

export interface Representatives {
  readonly joined: Condition;
  /** Names a table that is joined, or a column that the rows have themselves. */
  readonly representative: RawBuilder<string | null>;
}

const ALIAS = { article: sql`a`, comment: sql`c` } as const;

interface Relations {
  readonly article: Condition;
  readonly thread: Condition;
  readonly comment: Condition;
  readonly articleUrl: Condition;
  readonly told?: Condition;
}

function over(
  { article, thread, comment, articleUrl, told = articleUrl }: Relations,
  rest: Pick<Standing, "snapshot" | "asOf" | "representative" | "representatives" | "inCluster">,
): Standing {
  const ofArticle = sql`join publisher p on p.id = a.publisher_id
    join article_revision r on r.article_id = a.id and r.number = a.revision`;
  return {
    ...rest,
    article,
    thread,
    comment,
    articleUrl,
    told,
    articles: sql`${article} a ${ofArticle}`,
    threads: sql`${thread} t join ${article} a on a.id = t.article_id ${ofArticle}`,
    comments: sql`${comment} c
      join ${thread} t on t.id = c.thread_id
      join ${article} a on a.id = c.article_id
      join publisher p on p.id = c.publisher_id
      join comment_revision r on r.comment_id = c.id and r.number = c.revision
      left join commenter w on w.id = c.commenter_id`,
    commenters: sql`commenter w join publisher p on p.id = w.publisher_id
      join lateral (
        select count(*)::int as comments, count(distinct o.thread_id)::int as threads,
          (count(*) filter (where o.depth > 1))::int as replies, min(o.created_at) as first_at, max(o.created_at) as last_at
        from ${comment} o where o.commenter_id = w.id
      ) n on n.comments > 0`,
  };
}

const live = (id: Condition): RawBuilder<string | null> => sql`(
  select x.representative from wording_of y join wording x on x.number = y.wording where y.id = ${id})`;

const NOW: Relations = {
  article: sql`article`,
  thread: sql`thread`,
  comment: sql`comment`,
  articleUrl: sql`article_url`,
};

const CLUSTERS: Pick<Standing, "representative" | "representatives" | "inCluster"> = {
  representative: { article: live(sql`a.id`), comment: live(sql`c.id`) },
  representatives: (_, id) => ({
    joined: sql`left join wording_of y on y.id = ${id} left join wording x on x.number = y.wording`,
    representative: sql`x.representative`,
  }),
  inCluster: (kind, cluster) => sql`${ALIAS[kind]}.id in (
    select y.id from wording_of y join wording x on x.number = y.wording where x.representative = ${cluster})`,
};

/** Rows as they are now. */
export const TODAY: Standing = over(NOW, { snapshot: null, asOf: null, ...CLUSTERS });

/** Rows as they stood at a moment (migration 0012), with the clusters of today. */
export function lookedBack(asOf: string): Standing {
  const then = (table: string): Condition => sql`${sql.id(`${table}_at`)}(${asOf}::timestamptz)`;
  return over(
    {
      article: then("article"),
      thread: then("thread"),
      comment: then("comment"),
      articleUrl: then("article_url"),
    },
    { snapshot: null, asOf, ...CLUSTERS },
  );
}

/** Names a question, so that a cursor of one state is no place in another. */
export const named = (name: string, { asOf }: Standing): string => (asOf === null ? name : `${name} as of ${asOf}`);

/** Rows as a snapshot keeps them. */
export function frozen(no: number, name: string): Standing {
  const kept = (table: string): Condition => sql`(select * from ${sql.id(table)} where snapshot = ${sql.lit(no)})`;
  return over(
    {
      ...NOW,
      article: kept("snapshot_article"),
      thread: kept("snapshot_thread"),
      comment: kept("snapshot_comment"),
      // An address that an article was met under later still leads to it.
      told: sql`(select s.id as article_id, u.id, u.url, u.first_seen_at from snapshot_article s
        cross join lateral unnest(coalesce(s.urls, array(select o.id from article_url o where o.article_id = s.id))) as x(url)
        join article_url u on u.id = x.url where s.snapshot = ${sql.lit(no)})`,
    },
    {
      snapshot: { no, name },
      asOf: null,
      representative: { article: sql`a.representative`, comment: sql`c.representative` },
      representatives: (kind) => ({ joined: sql``, representative: sql`${ALIAS[kind]}.representative` }),
      inCluster: (kind, cluster) => sql`${ALIAS[kind]}.representative = ${cluster}`,
    },
  );
}
