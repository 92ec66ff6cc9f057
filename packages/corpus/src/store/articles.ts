// Articles: found again by any of their addresses, and given a new revision only when their content changed.
import {
  type Article,
  type ArticleId,
  articleId,
  type CanonicalUrl,
  type CaptureId,
  cleanLine,
  cleanText,
  pageId,
  type RemovedPiece,
  storable,
  storableJson,
  type UrlAliasKind,
} from "@belowline/schema";
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
  const article = normal(given);
  const aliases = aliasesOf(visiting, article);
  const id = (await known(visiting, aliases)) ?? articleId(article.url);
  const row = { id, publisherId, url: article.url, revision: 0, firstSeenAt: at, lastSeenAt: at };
  await tx
    .insertInto("article")
    .values(row)
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
  const aliasRows = aliases.map(({ url, kind }) => ({ id: pageId(url), articleId: id, url, kind, firstSeenAt: at }));
  await tx
    .insertInto("articleUrl")
    .values(aliasRows.sort((a, b) => (a.id < b.id ? -1 : 1)))
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
  const { cleaned, removed } = await withoutBoilerplate(visiting, id, article, revision === 0);
  const stored = storedCapture(visiting, capture);
  const { number, change } = await storeRevision(visiting, id, revision, cleaned, removed, stored);
  await tx.updateTable("article").set({ revision: number, lastSeenAt: at }).where("id", "=", id).execute();
  return { id, change };
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

/** Every address that names it, the canonical one first; of two kinds for one address the first stays. */
export function aliasesOf({ page }: Visiting, article: Article): { url: CanonicalUrl; kind: UrlAliasKind }[] {
  const byUrl = new Map<CanonicalUrl, UrlAliasKind>([[article.url, "canonical"]]);
  for (const { url, kind } of article.urls) if (!byUrl.has(url)) byUrl.set(url, kind);
  const visited = page.url as CanonicalUrl;
  if (page.kind !== "thread" && !byUrl.has(visited)) byUrl.set(visited, "requested");
  return [...byUrl].map(([url, kind]) => ({ url: storable(url) as CanonicalUrl, kind }));
}

/** Where addresses name several articles, the canonical one decides, then the next in order. */
async function known({ tx }: Visiting, aliases: readonly { url: CanonicalUrl }[]): Promise<ArticleId | undefined> {
  const ids = aliases.map(({ url }) => pageId(url));
  const rows = await tx.selectFrom("articleUrl").select(["id", "articleId"]).where("id", "in", ids).execute();
  const byId = new Map(rows.map((row) => [row.id, row.articleId]));
  return ids.map((id) => byId.get(id)).find((found) => found !== undefined);
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
