// extract(): one HTML page to records, offline: its article, and the thread as far as the page itself holds it.
import {
  type AbsenceReason,
  type ArticleRecord,
  type Ask,
  type AuthorMode,
  articleId,
  type Comment,
  type CommentRecord,
  canonicalise,
  commentId,
  type Evidence,
  newPrivacyKey,
  privacyOf,
  publisherOf,
  refuseUnknown,
  threadId,
  UsageError,
} from "@belowline/schema";
import { extractArticle } from "./article/extract.ts";
import { type ThreadOnPage, threadsOnPage } from "./comments/on-page.ts";
import { loadPage } from "./html/page.ts";
import { platforms } from "./platforms/index.gen.ts";

export interface ExtractOptions {
  /** Where the page came from; relative links, publisher and identity depend on it. */
  readonly url: string;
  /** The response's headers, names in lower case; `content-type` helps to decode bytes, `link` may name a platform's interface. */
  readonly headers?: Readonly<Record<string, string>>;
  /** When the page was fetched, ISO 8601; relative dates ("2 hours ago") count from here. Default: now. */
  readonly fetchedAt?: string;
  /** Default `raw`: nothing is stored, and who holds the page holds the names. Pseudonyms here are good for this one call. */
  readonly authors?: AuthorMode;
}

/** What only a corpus knows is missing from an article on its own. */
type CorpusOnly = "revision" | "firstSeenAt" | "lastSeenAt" | "clusterId" | "thread";

export interface Extracted {
  readonly article:
    | (Omit<ArticleRecord, CorpusOnly> & { readonly evidence: Readonly<Record<string, Evidence>> })
    | null;
  /** Why there is no article; null where there is one. */
  readonly absent: { readonly reason: AbsenceReason; readonly detail: string } | null;
  readonly thread: ExtractedThread | null;
}

export interface ExtractedThread {
  readonly platform: string;
  readonly announced: number | null;
  readonly comments: readonly Omit<CommentRecord, "firstSeenAt" | "lastSeenAt" | "duplicateOf">[];
  /** The first request that would bring what the page does not hold. */
  readonly ask?: Ask;
}

/**
 * Reads one HTML page without any network.
 *
 * @param html the page as text, or as bytes to be decoded as a browser would
 * @throws UsageError when `url` is no http(s) address or an option is unknown
 * @example
 * const { article, thread } = extract(html, { url: "https://news.example/2026/03/rain/" });
 * console.log(article?.headline, thread?.comments.length);
 */
export function extract(html: string | Uint8Array, options: ExtractOptions): Extracted {
  refuseUnknown("extract", options, ["url", "headers", "fetchedAt", "authors"]);
  if (canonicalise(options.url) === undefined) {
    throw new UsageError(
      "usage/invalid-value",
      `extract: url: expected an http or https address, got ${JSON.stringify(options.url)}`,
    );
  }
  const page = loadPage({
    url: options.url,
    body: html,
    fetchedAt: options.fetchedAt ?? new Date().toISOString(),
    ...(options.headers ? { headers: options.headers } : {}),
  });
  const reading = extractArticle(page);
  const url = reading.kind === "article" ? reading.article.url : canonicalise(options.url)!;
  const threads = threadsOnPage(page, platforms, privacyOf(options.authors ?? "raw", newPrivacyKey()));
  // A page with several sections gives the one that holds most; the others are a crawl's business.
  const more = (one: ThreadOnPage): number => Number(one.ask !== undefined);
  const thread = threads.toSorted((a, b) => b.comments.length - a.comments.length || more(b) - more(a))[0];
  return {
    article: reading.kind === "article" ? articleRecord(reading.article) : null,
    absent: reading.kind === "absent" ? { reason: reading.reason, detail: reading.detail } : null,
    thread: thread ? threadRecord(thread, url) : null,
  };
}

type ReadArticle = Extract<ReturnType<typeof extractArticle>, { kind: "article" }>["article"];

function articleRecord(article: ReadArticle): NonNullable<Extracted["article"]> {
  return {
    id: articleId(article.url),
    url: article.url,
    urls: article.urls.map((alias) => alias.url),
    publisher: publisherOf(article.url),
    headline: article.headline,
    standfirst: article.standfirst,
    byline: article.byline,
    agencies: article.agencies,
    publishedAt: article.publishedAt?.at ?? null,
    modifiedAt: article.modifiedAt?.at ?? null,
    language: article.language,
    section: article.section,
    tags: article.tags,
    text: article.text,
    blocks: article.blocks,
    wordCount: article.wordCount,
    images: article.images,
    paywall: article.paywall.kind,
    evidence: article.evidence,
  };
}

function threadRecord(thread: ThreadOnPage, articleUrl: string): ExtractedThread {
  const { platform, announced, comments, ask } = thread;
  const id = threadId(publisherOf(articleUrl), platform, thread.key);
  // An id is a hash: each is made once, though replies name it again.
  const ids = new Map(comments.map(({ nativeId }) => [nativeId, commentId(id, nativeId)]));
  const places: Places = {
    articleId: articleId(articleUrl),
    articleUrl,
    platform,
    idOf: (nativeId) => ids.get(nativeId) ?? commentId(id, nativeId),
  };
  return { platform, announced, comments: comments.map((one) => commentRecord(one, places)), ...(ask ? { ask } : {}) };
}

interface Places {
  readonly articleId: ReturnType<typeof articleId>;
  readonly articleUrl: string;
  readonly platform: string;
  idOf(nativeId: string): ReturnType<typeof commentId>;
}

function commentRecord(comment: Comment, { idOf, ...places }: Places): ExtractedThread["comments"][number] {
  return {
    id: idOf(comment.nativeId),
    ...places,
    nativeId: comment.nativeId,
    parentId: comment.parent === null ? null : idOf(comment.parent),
    parentFrom: comment.parentFrom,
    rootId: idOf(comment.root),
    depth: comment.depth,
    position: comment.position,
    author: comment.author === null ? null : (comment.author.name ?? comment.author.id),
    byArticleAuthor: comment.byArticleAuthor,
    createdAt: comment.createdAt?.at ?? null,
    createdAtPrecision: comment.createdAt?.precision ?? null,
    editedAt: comment.editedAt?.at ?? null,
    text: comment.text,
    html: comment.html,
    votes: comment.votes,
    state: comment.state,
    permalink: comment.permalink,
  };
}
