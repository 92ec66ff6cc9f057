// corpus.revisions(): what an article said, each time it said something else.
import { type CanonicalUrl, canonicalise, type Evidence, pageId, UsageError } from "@belowline/schema";
import type { Database } from "../db/connection.ts";

export interface ArticleRevision {
  readonly number: number;
  readonly cause: "first" | "publisher" | "extractor";
  readonly captureId: string;
  readonly seenAt: string;
  readonly headline: string;
  readonly standfirst: string | null;
  readonly byline: readonly string[];
  readonly publishedAt: string | null;
  readonly modifiedAt: string | null;
  readonly language: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly text: string;
  readonly wordCount: number;
  readonly evidence: Readonly<Record<string, Evidence>>;
}

/** Oldest first; empty where no article goes by this address. */
export async function revisionsOf(db: Database, url: string): Promise<ArticleRevision[]> {
  const rows = await db
    .selectFrom("articleUrl")
    .innerJoin("articleRevision", "articleRevision.articleId", "articleUrl.articleId")
    .selectAll("articleRevision")
    .where("articleUrl.id", "=", pageId(canonical("revisions", url)))
    .orderBy("articleRevision.number")
    .execute();
  return rows.map((row) => ({
    number: row.number,
    cause: row.cause,
    captureId: row.captureId,
    seenAt: row.seenAt.toISOString(),
    headline: row.headline,
    standfirst: row.standfirst,
    byline: row.byline,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    modifiedAt: row.modifiedAt?.toISOString() ?? null,
    language: row.language,
    section: row.section,
    tags: row.tags,
    text: row.text,
    wordCount: row.wordCount,
    evidence: row.evidence,
  }));
}

/** @throws UsageError `usage/invalid-value` */
export function canonical(what: string, url: string): CanonicalUrl {
  const found = typeof url === "string" ? canonicalise(url) : undefined;
  if (found) return found;
  throw new UsageError("usage/invalid-value", `${what}: expected an http:// or https:// address`, { option: "url" });
}
