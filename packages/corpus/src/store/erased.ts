// What a visit brings of things that were erased is left out before anything is stored: rows, links, and the bytes that print them.
import {
  type ArticleId,
  articleId,
  type Capture,
  type CaptureId,
  canonicalise,
  commenterId,
  commentId,
  digestOf,
  type FoundPage,
  pageId,
  publisherId,
  publisherOf,
  type Thread,
  type ThreadId,
  threadId,
  type Visit,
} from "@belowline/schema";
import { sql } from "kysely";
import { capturesPrinting, dropBodies, erasedBody } from "../erase/drop.ts";
import type { Marker } from "../erase/marks.ts";
import { ERASED_DETAIL } from "../erase/remove.ts";
import { type Erased, erasedIn } from "../erase/tombstones.ts";
import { prints } from "../erase/words.ts";
import type { BodyCase, BodyRow } from "./body.ts";
import type { Blank } from "./captures.ts";
import type { Tx } from "./rows.ts";

/** Pages that were not erased. */
export async function wantedAmong(tx: Tx, mark: Marker, found: readonly FoundPage[]): Promise<readonly FoundPage[]> {
  const erased = found.length === 0 ? undefined : await erasedIn(tx, mark);
  if (!erased) return found;
  const named = found.flatMap((page) => {
    const url = canonicalise(page.url);
    return url === undefined ? [] : [{ page, id: pageId(url), publisher: publisherId(publisherOf(url)) }];
  });
  const pages = await erased.among(
    "page",
    named.map(({ id }) => id),
  );
  const publishers = await erased.among("publisher", [...new Set(named.map(({ publisher }) => publisher))]);
  return named.flatMap(({ page, id, publisher }) => (pages.has(id) || publishers.has(publisher) ? [] : [page]));
}

export interface Sifted {
  readonly visit: Visit;
  /** Captures of which only an empty body may be stored. */
  readonly blank: Blank;
}

/** The visit without what was erased. Erasures wait until the transaction ends. */
export async function sift(tx: Tx, visit: Visit, mark: Marker, bodies: BodyCase): Promise<Sifted> {
  const erased = await erasedIn(tx, mark);
  if (!erased) return { visit, blank: new Map() };
  const found = await wantedAmong(tx, mark, visit.found);
  const { outcome } = visit;
  const blank = new Map<CaptureId, BodyRow>();
  const empty = (capture: Capture): void =>
    void blank.set(capture.id, erasedBody(mark, digestOf(capture.body), new Date(visit.visitedAt).toISOString()));
  const isErasedRun = await erased.wordsAt(publisherId(visit.lease.page.publisher));
  if (isErasedRun) for (const capture of visit.captures) if (prints(capture.body, isErasedRun)) empty(capture);
  if (outcome.kind === "article" && (await isErasedArticle(erased, visit))) {
    const detail = "its article was erased from this corpus, and is not taken in again";
    return { visit: { ...visit, captures: [], found, outcome: { kind: "absent", reason: "erased", detail } }, blank };
  }
  if (outcome.kind !== "thread") return { visit: { ...visit, found }, blank };
  const { thread, left } = await withoutErased(erased, visit.lease.page.publisher, outcome.thread);
  const readFrom = new Set(left.map(({ nativeId }) => outcome.thread.captureOf[nativeId]));
  for (const capture of visit.captures) if (readFrom.has(capture.id)) empty(capture);
  if (left.length > 0) {
    const page = visit.lease.page.thread;
    const texts = left.map(({ text }) => text);
    if (page) await emptyArticlePages(tx, page.articleUrl, texts, mark, bodies, visit.visitedAt);
  }
  return { visit: { ...visit, found, outcome: { ...outcome, thread } }, blank };
}

async function isErasedArticle(erased: Erased, { outcome, lease }: Visit): Promise<boolean> {
  if (outcome.kind !== "article") return false;
  const { url, urls } = outcome.article;
  const pages = [url, ...urls.map((alias) => alias.url), lease.page.url].map(pageId);
  return (
    (await erased.among("page", pages)).size > 0 ||
    (await erased.among("article", [articleId(url) as ArticleId])).size > 0
  );
}

/** A walk as it may be stored; its ledger says how many were left out. */
export async function withoutErased(
  erased: Erased,
  publisher: string,
  thread: Thread,
  id: ThreadId = threadId(publisher, thread.platform, thread.key),
): Promise<{ thread: Thread; left: Thread["comments"] }> {
  const ids = thread.comments.map((comment) => commentId(id, comment.nativeId));
  const people = thread.comments.map(({ author }) => (author ? commenterId(publisher, author.id) : null));
  const gone = await erased.among("comment", ids);
  const unwelcome = await erased.among("commenter", [...new Set(people.flatMap((person) => person ?? []))]);
  const isGone = thread.comments.map((_, i) => gone.has(ids[i]!) || unwelcome.has(people[i] ?? ""));
  const left = thread.comments.filter((_, i) => isGone[i]);
  if (left.length === 0) return { thread, left };
  const without = new Set(left.map(({ nativeId }) => nativeId));
  const comments = thread.comments
    .filter((_, i) => !isGone[i])
    .map((comment) =>
      comment.parent === null || !without.has(comment.parent)
        ? comment
        : comment.parentFrom === "mention"
          ? { ...comment, parent: null, parentFrom: "none" as const }
          : { ...comment, orphan: true },
    );
  const gap = { reason: "erased" as const, count: left.length, detail: ERASED_DETAIL };
  const gaps = [...thread.gaps.filter(({ reason }) => reason !== "erased"), gap];
  return { thread: { ...thread, comments, collected: comments.length, gaps }, left };
}

/** The article's own page may print the comments, and was stored before the walk told which they are. */
async function emptyArticlePages(
  tx: Tx,
  articleUrl: string,
  texts: readonly string[],
  mark: Marker,
  bodies: BodyCase,
  at: string,
): Promise<void> {
  const url = canonicalise(articleUrl) ?? articleUrl;
  const own = sql`select c.id from article_url n join article_url u on u.article_id = n.article_id
    join capture c on c.page_id = u.id where n.id = ${pageId(url)}::uuid`;
  const isPrinted = (body: Uint8Array): boolean => prints(body, () => false, texts);
  const digests = await capturesPrinting(tx, own, bodies, isPrinted, new Set());
  await dropBodies(tx, digests, mark, new Date(at).toISOString());
}
