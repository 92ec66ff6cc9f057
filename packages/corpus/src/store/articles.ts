// Articles: found again by any of their addresses, and given a new revision only when their content changed.
import {
  type Article,
  type ArticleId,
  articleId,
  type Block,
  type CanonicalUrl,
  type CaptureId,
  cleanLine,
  cleanText,
  countWords,
  digestOfFields,
  pageId,
  storable,
  storableJson,
  type UrlAliasKind,
} from "@belowline/schema";
import { columnsOf } from "./instants.ts";
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
  const change = await storeRevision(visiting, id, revision, article, storedCapture(visiting, capture));
  await tx
    .updateTable("article")
    .set({ revision: change === "unchanged" ? revision : revision + 1, lastSeenAt: at })
    .where("id", "=", id)
    .execute();
  return { id, change };
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
function aliasesOf({ page }: Visiting, article: Article): { url: CanonicalUrl; kind: UrlAliasKind }[] {
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

async function storeRevision(
  visiting: Visiting,
  id: ArticleId,
  number: number,
  article: Article,
  captureId: CaptureId,
): Promise<StoredArticle["change"]> {
  const { tx, at, crawl, publisherId } = visiting;
  const digest = digestOfArticle(article);
  const current = await tx
    .selectFrom("articleRevision")
    .select(["digest", "captureId"])
    .where("articleId", "=", id)
    .where("number", "=", number)
    .executeTakeFirst();
  if (current?.digest === digest) return "unchanged";
  // The same answer read differently: not the publisher changed but we did.
  const cause = !current ? "first" : current.captureId === captureId ? "extractor" : "publisher";
  await tx
    .insertInto("articleRevision")
    .values({
      articleId: id,
      number: number + 1,
      digest,
      cause,
      captureId,
      seenAt: at,
      headline: article.headline,
      standfirst: article.standfirst,
      byline: [...article.byline],
      ...columnsOf("published", article.publishedAt),
      ...columnsOf("modified", article.modifiedAt),
      language: article.language,
      section: article.section,
      tags: [...article.tags],
      siteName: article.siteName,
      text: article.text,
      wordCount: countWords(article.text, article.language),
      blocks: JSON.stringify(article.blocks),
      images: JSON.stringify(article.images),
      paywall: JSON.stringify(article.paywall),
      evidence: JSON.stringify(article.evidence),
    })
    .execute();
  if (!current) return "new";
  await tx
    .insertInto("event")
    .values({
      at,
      kind: "article-revised",
      publisherId,
      articleId: id,
      captureId,
      threadId: null,
      commentId: null,
      crawlId: crawl,
      detail: JSON.stringify({ from: number, to: number + 1, cause }),
    })
    .execute();
  return "revised";
}

/**
 * What makes a revision: what a reader reads. Left out on purpose: the claimed time of change, image addresses and embeds,
 * which many sites print anew with every request.
 */
const digestOfArticle = (article: Article): string =>
  digestOfFields([
    article.headline,
    article.standfirst,
    JSON.stringify(article.byline),
    article.publishedAt?.at ?? null,
    article.language,
    article.section,
    JSON.stringify(article.tags),
    article.text,
    JSON.stringify(
      article.blocks.filter(isText).map((block) => (block.kind === "heading" ? `h${block.level}` : block.kind)),
    ),
    article.paywall.kind,
  ]);

const isText = (block: Block): boolean => block.kind !== "image" && block.kind !== "embed";

/** Clean once more at the door: whoever filled the sink, the database gets only what it can hold and compare. */
function normal(article: Article): Article {
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
