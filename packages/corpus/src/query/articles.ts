// corpus.articles(): which articles, with their current revision.
import type { ArticleImage, ArticleRecord, Block, Paywall, ThreadSummary } from "@belowline/schema";
import { sql } from "kysely";
import { asked } from "./conditions.ts";
import { type DuplicateMode, marked, narrowed } from "./duplicate-choice.ts";
import type { Plain } from "./selection.ts";
import { named, type Standing } from "./standing.ts";
import type { TextQuestion } from "./text-selection.ts";
import type { ArticleWhere } from "./where.ts";

/** One row of the selection, as a table. */
export interface ArticleColumns {
  id: string;
  url: string;
  urls: string[];
  publisher: string;
  headline: string;
  standfirst: string | null;
  byline: string[];
  agencies: string[];
  publishedAt: Date | null;
  modifiedAt: Date | null;
  language: string | null;
  section: string | null;
  tags: string[];
  text: string;
  blocks: Block[];
  wordCount: number;
  images: ArticleImage[];
  paywall: Paywall;
  revision: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
  clusterId: string | null;
  thread: ThreadSummary | null;
}

const MONTH = sql`to_char(r.published_at at time zone 'UTC', 'YYYY-MM')`;

export const articleQuestion = (
  standing: Standing,
  duplicates: DuplicateMode,
): TextQuestion<ArticleRecord, ArticleWhere, ArticleColumns> => ({
  name: named(duplicates === "mark" ? "articles" : `articles (${duplicates})`, standing),
  records: "articles",
  snapshot: standing.snapshot?.name ?? null,
  asOf: standing.asOf,
  batch: 200,
  fields: [
    "id",
    "url",
    "urls",
    "publisher",
    "headline",
    "standfirst",
    "byline",
    "agencies",
    "publishedAt",
    "modifiedAt",
    "language",
    "section",
    "tags",
    "text",
    "blocks",
    "wordCount",
    "images",
    "paywall",
    "revision",
    "firstSeenAt",
    "lastSeenAt",
    "clusterId",
    "thread",
  ],
  alias: "a",
  tables: standing.articles,
  ...marked(
    duplicates,
    standing,
    "article",
    (representative) => sql`${representative} as cluster_id`,
    (mark) => sql`
    a.id, a.url, p.key as publisher, r.headline, r.standfirst, r.byline, r.agencies, r.published_at, r.modified_at,
    r.language, r.section, r.tags, r.text, r.blocks, r.word_count, r.images, r.paywall, a.revision,
    a.first_seen_at, a.last_seen_at,
    array(select u.url from ${standing.articleUrl} u where u.article_id = a.id
      order by u.url <> a.url, u.first_seen_at, u.id) as urls,
    (select jsonb_build_object('platform', t.platform, 'announced', t.announced, 'collected', t.collected,
        'complete', t.complete, 'gaps', t.gaps)
      from ${standing.thread} t where t.article_id = a.id
      order by t.collected desc, t.announced desc nulls last, t.id limit 1) as thread${mark}`,
  ),
  thread: null,
  strata: {
    publisher: sql`p.key`,
    language: sql`r.language`,
    section: sql`r.section`,
    month: MONTH,
    year: sql`left(${MONTH}, 4)`,
  },
  texts: {
    kind: "article",
    snapshot: standing.snapshot?.no ?? null,
    comment: standing.comment,
    asOf: standing.asOf,
    tables: standing.articles,
    lean: sql`join lateral (
        select o.article_id, o.text, o.published_at from article_revision o where o.article_id = d.id and o.number = d.revision offset 0
      ) r on true`,
    id: sql`a.id`,
    text: sql`r.text`,
    article: sql`r.article_id`,
    publisher: sql`p.key`,
    at: sql`r.published_at`,
    order: sql`a.first_seen_at, a.id`,
  },
  chosen: duplicates === "representatives" ? [{ duplicates }] : [],
  narrowed: (condition) => narrowed(duplicates, { standing, kind: "article", saidAt: sql`r.published_at` }, condition),
  conditions: (where) => asked(standing, "articles", where),
  record: recordOf,
});

const recordOf = (row: Plain<ArticleColumns>): ArticleRecord => ({
  id: row.id,
  url: row.url,
  urls: row.urls,
  publisher: row.publisher,
  headline: row.headline,
  standfirst: row.standfirst,
  byline: row.byline,
  agencies: row.agencies,
  publishedAt: row.published_at?.toISOString() ?? null,
  modifiedAt: row.modified_at?.toISOString() ?? null,
  language: row.language,
  section: row.section,
  tags: row.tags,
  text: row.text,
  blocks: row.blocks,
  wordCount: row.word_count,
  images: row.images,
  paywall: row.paywall.kind,
  revision: row.revision,
  firstSeenAt: row.first_seen_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  clusterId: row.cluster_id,
  thread: row.thread && {
    platform: row.thread.platform,
    announced: row.thread.announced,
    collected: row.thread.collected,
    complete: row.thread.complete,
    gaps: row.thread.gaps,
  },
});
