// What a corpus holds of the test WordPress, in the words of the truth: native ids, names or pseudonyms, texts.
import { type CommentId, commentId } from "@belowline/schema";
import type { Tables } from "@belowline/schema/tables";
import type { Kysely } from "kysely";
import { TABLES } from "../rows.ts";
import { fold } from "./expected.ts";
import type { Truth } from "./truth.ts";

export interface FoundComment {
  readonly id: string;
  readonly articleUrl: string;
  /** Native id, also where the parent itself was not collected. */
  readonly parent: string | null;
  readonly parentFrom: string;
  readonly orphan: boolean;
  readonly depth: number;
  readonly pseudonym: string | null;
  readonly name: string | null;
  readonly byArticleAuthor: boolean;
  readonly at: string | null;
  readonly precision: string | null;
  readonly text: string;
  readonly gone: boolean;
  readonly revision: number;
}

export interface FoundArticle {
  readonly url: string;
  readonly headline: string;
  readonly byline: readonly string[];
  readonly publishedAt: string | null;
  readonly precision: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly lines: readonly string[];
  readonly credits: readonly (string | null)[];
  readonly revision: number;
}

export interface FoundThread {
  readonly articleUrl: string;
  readonly announced: number | null;
  readonly collected: number;
  readonly complete: boolean;
  readonly gaps: readonly { readonly reason: string; readonly count: number | null }[];
  readonly ways: readonly string[];
}

export async function foundComments(db: Kysely<Tables>, truth: Truth): Promise<readonly FoundComment[]> {
  const rows = await db
    .selectFrom("comment")
    .innerJoin("article", "article.id", "comment.articleId")
    .innerJoin("commentRevision", (join) =>
      join
        .onRef("commentRevision.commentId", "=", "comment.id")
        .onRef("commentRevision.number", "=", "comment.revision"),
    )
    .leftJoin("commenter", "commenter.id", "comment.commenterId")
    .selectAll("comment")
    .select(["article.url as articleUrl", "commentRevision.text", "commenter.pseudonym", "commenter.name"])
    .execute();
  const ids = truth.comments.flatMap((c) => (c.parent === null ? [c.id] : [c.id, c.parent]));
  return rows.map((row) => {
    // A row keeps its parent's id only, which is computed: every id that WordPress knows or names is tried.
    const native = new Map<CommentId, string>(ids.map((id) => [commentId(row.threadId, id), id]));
    return {
      id: row.nativeId,
      articleUrl: row.articleUrl,
      parent: row.parentId === null ? null : (native.get(row.parentId) ?? "unknown"),
      parentFrom: row.parentFrom,
      orphan: row.orphan,
      depth: row.depth,
      pseudonym: row.pseudonym,
      name: row.name,
      byArticleAuthor: row.byArticleAuthor,
      at: row.createdAt?.toISOString() ?? null,
      precision: row.createdPrecision,
      text: fold(row.text),
      gone: row.goneAt !== null,
      revision: row.revision,
    };
  });
}

export async function foundArticles(db: Kysely<Tables>): Promise<readonly FoundArticle[]> {
  const rows = await db
    .selectFrom("article")
    .innerJoin("articleRevision", (join) =>
      join
        .onRef("articleRevision.articleId", "=", "article.id")
        .onRef("articleRevision.number", "=", "article.revision"),
    )
    .selectAll("articleRevision")
    .select(["article.url", "article.revision"])
    .execute();
  const articles = rows.map((row) => ({
    url: row.url,
    headline: fold(row.headline),
    byline: row.byline.map(fold),
    publishedAt: row.publishedAt?.toISOString() ?? null,
    precision: row.publishedPrecision,
    section: row.section,
    tags: row.tags,
    lines: fold(row.text).split("\n"),
    credits: row.images.map((image) => image.credit),
    revision: row.revision,
  }));
  return articles.sort((a, b) => (a.url < b.url ? -1 : 1));
}

export async function foundThreads(db: Kysely<Tables>): Promise<readonly FoundThread[]> {
  const rows = await db
    .selectFrom("thread")
    .innerJoin("article", "article.id", "thread.articleId")
    .selectAll("thread")
    .select("article.url as articleUrl")
    .execute();
  return rows.map(({ articleUrl, announced, collected, complete, gaps, ways }) => ({
    articleUrl,
    announced,
    collected,
    complete,
    gaps,
    ways,
  }));
}

/** Everything that is stored, one text a row; bytes as Latin-1. */
export async function* everyRow(db: Kysely<Tables>): AsyncGenerator<{ readonly table: string; readonly text: string }> {
  for (const table of TABLES) {
    for (const row of await db.selectFrom(table).selectAll().execute()) {
      const text = JSON.stringify(row, (_, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
      );
      yield { table, text };
    }
  }
}
