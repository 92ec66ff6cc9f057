// corpus.revisions(), corpus.commentRevisions(): what an article and its comments said, each time they said something else.
import { type CanonicalUrl, canonicalise, type Evidence, pageId, UsageError } from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { type WordRun, wordDiff } from "./word-diff.ts";

/** One field that says something else than in the revision before. */
export interface RevisionChange {
  readonly field: (typeof FIELDS)[number];
  readonly before: unknown;
  readonly after: unknown;
  /** Word by word, of texts. */
  readonly words: readonly WordRun[] | null;
}

export interface ArticleRevision {
  readonly number: number;
  /** Who made the difference: the publisher, or we by reading better. */
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
  /** Against the revision before; empty for the first. */
  readonly changes: readonly RevisionChange[];
}

const FIELDS = ["headline", "standfirst", "byline", "publishedAt", "language", "section", "tags", "text"] as const;

/** Oldest first; empty where no article goes by this address. */
export async function revisionsOf(db: Database, url: string): Promise<ArticleRevision[]> {
  const rows = await db
    .selectFrom("articleUrl")
    .innerJoin("articleRevision", "articleRevision.articleId", "articleUrl.articleId")
    .selectAll("articleRevision")
    .where("articleUrl.id", "=", pageId(canonical("revisions", url)))
    .orderBy("articleRevision.number")
    .execute();
  let before: Omit<ArticleRevision, "changes"> | undefined;
  return rows.map((row) => {
    const revision = {
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
    };
    const changes = before ? changesOf(before, revision) : [];
    before = revision;
    return { ...revision, changes };
  });
}

type Said = Omit<ArticleRevision, "changes">;

const changesOf = (before: Said, after: Said): RevisionChange[] =>
  FIELDS.flatMap((field) => {
    const [old, now] = [before[field], after[field]];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const text = field === "text" || field === "headline" || field === "standfirst";
    return [{ field, before: old, after: now, words: text ? wordDiff(String(old ?? ""), String(now ?? "")) : null }];
  });

/** A comment that said several things, one after the other. */
export interface RevisedComment {
  readonly id: string;
  readonly nativeId: string;
  readonly platform: string;
  readonly author: string | null;
  readonly createdAt: string | null;
  readonly state: string;
  readonly goneAt: string | null;
  /** Oldest first. */
  readonly revisions: readonly {
    readonly number: number;
    /** Who made the difference: the commenter (`edit`), a moderator or the commenter taking it back (`moderation`), or we by reading better. */
    readonly cause: "first" | "edit" | "moderation" | "extractor";
    readonly captureId: string;
    readonly seenAt: string;
    readonly text: string;
    /** Against the revision before; empty for the first. */
    readonly words: readonly WordRun[];
  }[];
}

interface RevisedRow extends Omit<RevisedComment, "revisions" | "createdAt" | "goneAt"> {
  createdAt: Date | null;
  goneAt: Date | null;
  number: number;
  cause: RevisedComment["revisions"][number]["cause"];
  captureId: string;
  seenAt: Date;
  text: string;
}

/** In reading order; comments that never changed are left out. */
export async function commentRevisionsOf(db: Database, url: string): Promise<RevisedComment[]> {
  const { rows } = await sql<RevisedRow>`
    select c.id, c.native_id, t.platform, coalesce(w.name, w.pseudonym) as author, c.created_at, c.state, c.gone_at,
      r.number, r.cause, r.capture_id, r.seen_at, r.text
    from article_url u join comment c on c.article_id = u.article_id join thread t on t.id = c.thread_id
    join comment_revision r on r.comment_id = c.id left join commenter w on w.id = c.commenter_id
    where u.id = ${pageId(canonical("commentRevisions", url))}::uuid and c.revision > 1
    order by t.id, c.position, c.id, r.number`.execute(db);
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((own): RevisedComment => {
    const { id, nativeId, platform, author, createdAt, state, goneAt } = own[0]!;
    return {
      id,
      nativeId,
      platform,
      author,
      createdAt: createdAt?.toISOString() ?? null,
      state,
      goneAt: goneAt?.toISOString() ?? null,
      revisions: own.map(({ number, cause, captureId, seenAt, text }, i) => ({
        number,
        cause,
        captureId,
        seenAt: seenAt.toISOString(),
        text,
        words: i === 0 ? [] : wordDiff(own[i - 1]!.text, text),
      })),
    };
  });
}

/** @throws UsageError `usage/invalid-value` */
export function canonical(what: string, url: string): CanonicalUrl {
  const found = typeof url === "string" ? canonicalise(url) : undefined;
  if (found) return found;
  throw new UsageError("usage/invalid-value", `${what}: expected an http:// or https:// address`, { option: "url" });
}
