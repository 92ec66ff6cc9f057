// corpus.articles(): which articles, with their current revision.
import type { ArticleImage, ArticleRecord, Block, Paywall, ThreadSummary } from "@belowline/schema";
import { sql } from "kysely";
import { json, text, texts, time, uuid, whole } from "../db/copy-out.ts";
import { asked } from "./conditions.ts";
import { type DuplicateMode, marked, narrowed } from "./duplicate-choice.ts";
import type { At } from "./selection.ts";
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

const columnsOf = (standing: Standing) => ({
  id: uuid(sql`a.id`),
  url: text(sql`a.url`),
  publisher: text(sql`p.key`),
  headline: text(sql`r.headline`),
  standfirst: text(sql`r.standfirst`),
  byline: texts(sql`r.byline`),
  agencies: texts(sql`r.agencies`),
  published_at: time(sql`r.published_at`),
  modified_at: time(sql`r.modified_at`),
  language: text(sql`r.language`),
  section: text(sql`r.section`),
  tags: texts(sql`r.tags`),
  text: text(sql`r.text`),
  blocks: json(sql`r.blocks`),
  word_count: whole(sql`r.word_count`),
  images: json(sql`r.images`),
  paywall: json(sql`r.paywall`),
  revision: whole(sql`a.revision`),
  first_seen_at: time(sql`a.first_seen_at`),
  last_seen_at: time(sql`a.last_seen_at`),
  urls: texts(sql`array(select u.url from ${standing.told} u where u.article_id = a.id
    order by u.url <> a.url, u.first_seen_at, u.id)`),
  thread:
    json(sql`(select jsonb_build_object('platform', t.platform, 'announced', t.announced, 'collected', t.collected,
      'complete', t.complete, 'gaps', t.gaps)
    from ${standing.thread} t where t.article_id = a.id
    order by t.collected desc, t.announced desc nulls last, t.id limit 1)`),
});

export const articleQuestion = (
  standing: Standing,
  duplicates: DuplicateMode,
): TextQuestion<ArticleRecord, ArticleWhere, ArticleColumns> => {
  const { own, beside } = marked(duplicates, standing, "article", (representative) => ({
    cluster_id: uuid(sql`${representative}`),
  }));
  return {
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
    columns: { ...columnsOf(standing), ...own },
    beside,
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
      id: sql`a.id`,
      article: sql`r.article_id`,
      publisher: sql`p.key`,
      at: sql`r.published_at`,
      order: sql`a.first_seen_at, a.id`,
    },
    chosen: duplicates === "representatives" ? [{ duplicates }] : [],
    narrowed: (condition) =>
      narrowed(duplicates, { standing, kind: "article", saidAt: sql`r.published_at` }, condition),
    conditions: (where) => asked(standing, "articles", where),
    reader,
  };
};

const reader =
  (at: At<ArticleColumns>) =>
  (row: number): ArticleRecord => {
    const [paywall, thread] = [at.paywall(row), at.thread(row)];
    return {
      id: at.id(row),
      url: at.url(row),
      urls: at.urls(row),
      publisher: at.publisher(row),
      headline: at.headline(row),
      standfirst: at.standfirst(row),
      byline: at.byline(row),
      agencies: at.agencies(row),
      publishedAt: at.published_at(row),
      modifiedAt: at.modified_at(row),
      language: at.language(row),
      section: at.section(row),
      tags: at.tags(row),
      text: at.text(row),
      blocks: at.blocks(row),
      wordCount: at.word_count(row),
      images: at.images(row),
      paywall: paywall.kind,
      revision: at.revision(row),
      firstSeenAt: at.first_seen_at(row),
      lastSeenAt: at.last_seen_at(row),
      clusterId: at.cluster_id(row),
      thread: thread && {
        platform: thread.platform,
        announced: thread.announced,
        collected: thread.collected,
        complete: thread.complete,
        gaps: thread.gaps,
      },
    };
  };
