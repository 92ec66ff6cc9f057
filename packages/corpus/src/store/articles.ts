// Articles: found again by any of their addresses, and given a new revision only when their content changed.
import {
  type Article,
  type ArticleId,
  type CanonicalUrl,
  type CaptureId,
  cleanLine,
  cleanText,
  pageId,
  plainId,
  type RemovedPiece,
  storableJson,
} from "@belowline/schema";
import { type Alias, identify, withRefused } from "./article-identity.ts";
import {
  addRevision,
  contentOf,
  digestOfArticle,
  openingOf,
  reapplied,
  revisionOf,
  textWith,
} from "./article-revision.ts";
import { learn } from "./boilerplate.ts";
import { cleanBlocks } from "./boilerplate-apply.ts";
import { storedCapture, type Visiting } from "./visiting.ts";

export interface StoredArticle {
  readonly id: ArticleId;
  readonly change: "new" | "revised" | "unchanged";
}

export async function storeArticle(visiting: Visiting, given: Article, capture: CaptureId): Promise<StoredArticle> {
  const { tx, publisherId, at } = visiting;
  const said = normal(given);
  const { id, url, aliases, revises, isNew, refused } = await identify(visiting, said, capture);
  const article = { ...said, url, evidence: withRefused(said.evidence, refused) };
  await tx
    .insertInto("article")
    .values({ id, publisherId, url, revision: 0, firstSeenAt: at, lastSeenAt: at })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  // Another worker may be at a second address of the same article: one after the other from here on (NO KEY: its
  // comments may go on being written meanwhile).
  const { revision } = await tx
    .selectFrom("article")
    .select("revision")
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  await keepAliases(visiting, id, aliases, isNew ? url : undefined);
  if (!revises && revision > 0) {
    await tx.updateTable("article").set({ url, lastSeenAt: at }).where("id", "=", id).execute();
    return { id, change: "unchanged" };
  }
  const { cleaned, removed } = await withoutBoilerplate(visiting, id, article, revision === 0);
  const stored = storedCapture(visiting, capture);
  const { number, change } = await storeRevision(visiting, id, revision, cleaned, removed, stored);
  await tx.updateTable("article").set({ url, revision: number, lastSeenAt: at }).where("id", "=", id).execute();
  return { id, change };
}

/** An address names the article that it named first; only one that was wrongly taken for another's goes to its own (`won`). */
export async function keepAliases(
  { tx, at }: Visiting,
  id: ArticleId,
  aliases: readonly Alias[],
  won?: CanonicalUrl,
): Promise<void> {
  const rows = aliases.map((alias) => ({
    ...alias,
    id: pageId(alias.url),
    articleId: id,
    plainId: plainId(alias.url),
    firstSeenAt: at,
  }));
  await tx
    .insertInto("articleUrl")
    .values(rows.sort((a, b) => (a.id < b.id ? -1 : 1)))
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  if (won === undefined) return;
  await tx
    .updateTable("articleUrl")
    .set({ articleId: id, evidence: "its text is not that of the article it was taken for" })
    .where("id", "=", pageId(won))
    .where("articleId", "!=", id)
    .execute();
}

/** Learns from the article, then takes out of it what the publisher prints again and again. */
export async function withoutBoilerplate(
  { tx, publisherId }: Pick<Visiting, "tx" | "publisherId">,
  id: ArticleId,
  article: Article,
  fresh: boolean,
): Promise<{ cleaned: Article; removed: readonly RemovedPiece[] }> {
  const opening = openingOf(article);
  const given = opening === undefined ? [] : article.blocks;
  const { lines, unwanted } = await learn(tx, { id, publisherId, headline: article.headline, blocks: given }, fresh);
  const { blocks, removed } = cleanBlocks(article.blocks, lines, unwanted);
  if (removed.length === 0) return { cleaned: article, removed };
  return { cleaned: { ...article, blocks, text: textWith(opening ?? "", blocks) }, removed };
}

/** The article that this page shows was seen again, though not read (304); tells whether it shows one. */
export async function touchArticle({ tx, page, at }: Visiting): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("article")
    .set({ lastSeenAt: at })
    .where("id", "in", (eb) => eb.selectFrom("articleUrl").select("articleId").where("articleUrl.id", "=", page.id))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Adds what is new. Where our rules changed since the current revision was put together, that is told first, as our doing; only
 * what differs beyond that is the publisher's.
 */
async function storeRevision(
  visiting: Visiting,
  id: ArticleId,
  number: number,
  article: Article,
  removed: readonly RemovedPiece[],
  captureId: CaptureId,
): Promise<{ number: number; change: StoredArticle["change"] }> {
  const { tx, publisherId } = visiting;
  const digest = digestOfArticle(article);
  const content = contentOf(article, removed, captureId);
  const current = await revisionOf(tx, id, number);
  if (!current) {
    await addRevision(visiting, id, number, content, digest, "first");
    return { number: number + 1, change: "new" };
  }
  if (current.digest === digest) return { number, change: "unchanged" };
  let last = { number, digest: current.digest };
  const ours = await reapplied(tx, publisherId, current);
  if (ours && ours.digest !== last.digest) {
    await addRevision(visiting, id, number, ours.content, ours.digest, "extractor");
    last = { number: number + 1, digest: ours.digest };
  }
  if (last.digest === digest) return { number: last.number, change: "revised" };
  // The same answer read differently: not the publisher changed but we did.
  const cause = current.captureId === captureId ? "extractor" : "publisher";
  await addRevision(visiting, id, last.number, content, digest, cause);
  return { number: last.number + 1, change: "revised" };
}

/** Clean once more at the door: whoever filled the sink, the database gets only what it can hold and compare. */
export function normal(article: Article): Article {
  const line = (text: string | null): string | null => (text === null ? null : cleanLine(text) || null);
  const lines = (texts: readonly string[]): string[] => texts.map(cleanLine).filter((text) => text !== "");
  return {
    ...article,
    headline: cleanLine(article.headline),
    standfirst: article.standfirst === null ? null : cleanText(article.standfirst) || null,
    byline: lines(article.byline),
    agencies: [...new Set(lines(article.agencies))].sort(),
    language: line(article.language)?.toLowerCase() ?? null,
    section: line(article.section),
    tags: [...new Set(lines(article.tags))],
    siteName: line(article.siteName),
    text: cleanText(article.text),
    blocks: storableJson(article.blocks),
    images: storableJson(article.images),
    paywall: storableJson(article.paywall),
    evidence: storableJson(article.evidence),
  };
}
