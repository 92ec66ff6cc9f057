// Revisions of an article: what makes one, writing it with its cause, and putting the current one together again by today's rules.
import {
  type Article,
  type ArticleId,
  type Block,
  type CaptureId,
  type CrawlId,
  cleanText,
  countWords,
  digestOfFields,
  type PublisherId,
  type RemovedPiece,
  textDigest,
  textOfBlocks,
} from "@belowline/schema";
import type { ArticleRevisionTable } from "@belowline/schema/tables";
import type { Insertable, Selectable } from "kysely";
import { cleanBlocks, restoreBlocks } from "./boilerplate-apply.ts";
import { linesOf } from "./boilerplate-lines.ts";
import { unwantedAmong } from "./boilerplate-standing.ts";
import { markArticle } from "./duplicates/mark.ts";
import { columnsOf } from "./instants.ts";
import type { Tx } from "./rows.ts";

export type Revision = Selectable<ArticleRevisionTable>;

/** Whose article it is, and when and in which run something happens to it; no run for what happens offline. */
export interface Revising {
  readonly tx: Tx;
  readonly at: string;
  readonly crawl: CrawlId | null;
  readonly publisherId: PublisherId;
}

/** A revision without what only its place in the history tells. */
export type Content = Omit<Insertable<ArticleRevisionTable>, "articleId" | "number" | "digest" | "cause" | "seenAt">;

/** An article as read from a capture, with what was kept out of its text. */
export const contentOf = (article: Article, removed: readonly RemovedPiece[], captureId: CaptureId): Content => ({
  captureId,
  headline: article.headline,
  standfirst: article.standfirst,
  byline: [...article.byline],
  agencies: [...article.agencies],
  ...columnsOf("published", article.publishedAt),
  ...columnsOf("modified", article.modifiedAt),
  language: article.language,
  section: article.section,
  tags: [...article.tags],
  siteName: article.siteName,
  text: article.text,
  textDigest: textDigest(article.text),
  wordCount: countWords(article.text, article.language),
  blocks: JSON.stringify(article.blocks),
  images: JSON.stringify(article.images),
  paywall: JSON.stringify(article.paywall),
  evidence: JSON.stringify(article.evidence),
  boilerplate: JSON.stringify(removed),
});

/** Adds a revision after the given one, and the event that tells of it; the first one is no event. */
export async function addRevision(
  { tx, at, crawl, publisherId }: Revising,
  id: ArticleId,
  after: number,
  content: Content,
  digest: string,
  cause: Revision["cause"],
): Promise<void> {
  await tx
    .insertInto("articleRevision")
    .values({ ...content, articleId: id, number: after + 1, digest, cause, seenAt: at })
    .execute();
  await markArticle(tx, id);
  if (cause === "first") return;
  await tx
    .insertInto("event")
    .values({
      at,
      kind: "article-revised",
      publisherId,
      articleId: id,
      captureId: content.captureId,
      threadId: null,
      commentId: null,
      crawlId: crawl,
      detail: JSON.stringify({ from: after, to: after + 1, cause }),
    })
    .execute();
}

export async function revisionOf(tx: Tx, id: ArticleId, number: number): Promise<Revision | undefined> {
  return await tx
    .selectFrom("articleRevision")
    .selectAll()
    .where("articleId", "=", id)
    .where("number", "=", number)
    .executeTakeFirst();
}

/**
 * What a text says before its blocks begin (a standfirst, with its line end); undefined where the text is not made of the
 * blocks: then nothing is taken from either.
 */
export function openingOf({
  text,
  blocks,
}: {
  readonly text: string;
  readonly blocks: readonly Block[];
}): string | undefined {
  const body = cleanText(textOfBlocks(blocks));
  const opening = text.slice(0, text.length - body.length);
  return opening + body === text && (opening === "" || opening.endsWith("\n")) ? opening : undefined;
}

/** The text of an article whose body lost lines. */
export const textWith = (opening: string, blocks: readonly Block[]): string =>
  cleanText(opening + textOfBlocks(blocks));

/** The body that a revision was read with, boilerplate included. */
export const readBlocks = (revision: Pick<Revision, "blocks" | "boilerplate">): readonly Block[] =>
  restoreBlocks(revision.blocks, revision.boilerplate);

/**
 * The revision as today's rules put it together, or undefined where they leave it as it is.
 */
export async function reapplied(
  tx: Tx,
  publisherId: PublisherId,
  revision: Revision,
): Promise<{ content: Content; digest: string } | undefined> {
  const opening = openingOf(revision);
  if (opening === undefined) return undefined;
  const read = readBlocks(revision);
  const lines = linesOf(publisherId, read);
  const { blocks, removed } = cleanBlocks(read, lines, await unwantedAmong(tx, lines));
  if (JSON.stringify(blocks) === JSON.stringify(revision.blocks)) return undefined;
  const { articleId: _a, number: _n, digest: _d, cause: _c, seenAt: _s, ...rest } = revision;
  const text = textWith(opening, blocks);
  return {
    content: {
      ...rest,
      text,
      textDigest: textDigest(text),
      wordCount: countWords(text, revision.language),
      blocks: JSON.stringify(blocks),
      boilerplate: JSON.stringify(removed),
      images: JSON.stringify(revision.images),
      paywall: JSON.stringify(revision.paywall),
      evidence: JSON.stringify(revision.evidence),
    },
    digest: digestOf({ ...revision, publishedAt: revision.publishedAt?.toISOString() ?? null, text, blocks }),
  };
}

/** What makes a revision. */
interface Said
  extends Pick<
    Article,
    "headline" | "standfirst" | "byline" | "language" | "section" | "tags" | "text" | "blocks" | "paywall"
  > {
  readonly publishedAt: string | null;
}

export const digestOfArticle = (article: Article): string =>
  digestOf({ ...article, publishedAt: article.publishedAt && iso(article.publishedAt.at) });

/**
 * What makes a revision: what a reader reads. Left out on purpose: the claimed time of change, image addresses and embeds,
 * which many sites print anew with every request; and what was kept out of the text.
 */
const digestOf = (said: Said): string =>
  digestOfFields([
    said.headline,
    said.standfirst,
    JSON.stringify(said.byline),
    said.publishedAt,
    said.language,
    said.section,
    JSON.stringify(said.tags),
    said.text,
    JSON.stringify(
      said.blocks.filter(isText).map((block) => (block.kind === "heading" ? `h${block.level}` : block.kind)),
    ),
    said.paywall.kind,
  ]);

const isText = (block: Block): boolean => block.kind !== "image" && block.kind !== "embed";

/** As the database gives it back. */
const iso = (at: string): string => (Number.isNaN(Date.parse(at)) ? at : new Date(at).toISOString());
