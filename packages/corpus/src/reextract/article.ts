// One article read again: our changes and the publisher's are told apart by the captures they show in.
import {
  type Article,
  type ArticleId,
  type CaptureId,
  publisherOf,
  type Reread,
  type ThreadReference,
  threadId,
} from "@belowline/schema";
import { aliasesOf } from "../store/article-identity.ts";
import {
  addRevision,
  contentOf,
  digestOfArticle,
  openingOf,
  type Revision,
  revisionOf,
  textWith,
} from "../store/article-revision.ts";
import { keepAliases, normal, storeArticle, withoutBoilerplate } from "../store/articles.ts";
import { cleanBlocks } from "../store/boilerplate-apply.ts";
import { linesOf } from "../store/boilerplate-lines.ts";
import { unwantedAmong } from "../store/boilerplate-standing.ts";
import { storeReferences } from "../store/threads.ts";
import type { Visiting } from "../store/visiting.ts";
import { type Change, changesBetween } from "./change.ts";

type Read = Extract<Reread, { kind: "article" }>;

/** A page's reading and the capture it is of. */
export interface Reading {
  readonly read: Read;
  readonly capture: CaptureId;
}

const FIELDS = [
  "headline",
  "standfirst",
  "byline",
  "agencies",
  "publishedAt",
  "publishedPrecision",
  "modifiedAt",
  "language",
  "section",
  "tags",
  "siteName",
  "text",
  "blocks",
  "images",
  "paywall",
] as const satisfies readonly (keyof Revision)[];

/**
 * Stores what an article says to today's reader. `current` is the reading of the capture that the current revision names: whatever
 * differs there is our doing. `newest` is that of the last capture: what differs beyond is the publisher's, though an older
 * reader did not see it.
 *
 * @returns what changed; undefined where nothing did
 */
export async function restoreArticle(
  visiting: Visiting,
  id: ArticleId,
  current: Reading,
  newest: Reading,
): Promise<Change | undefined> {
  const { tx } = visiting;
  const { revision, url } = await tx
    .selectFrom("article")
    .select(["revision", "url"])
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  const held = (await revisionOf(tx, id, revision))!;
  const last = await withoutBoilerplate(visiting, id, normal(newest.read.article), false);
  const same = current.capture === newest.capture;
  const now = same ? last : await cleanedOnly(visiting, normal(current.read.article));
  const offline = { ...visiting, crawl: null };

  let number = revision;
  let digest = held.digest;
  const content = contentOf(now.cleaned, now.removed, current.capture);
  const row = rowOf(held, content);
  const changed = changesBetween(held, row, FIELDS);
  if (changed.length > 0) {
    digest = digestOfArticle(now.cleaned);
    await addRevision(offline, id, number, content, digest, "extractor");
    number++;
  }
  if (!same && digestOfArticle(last.cleaned) !== digestOfArticle(now.cleaned)) {
    const edited = contentOf(last.cleaned, last.removed, newest.capture);
    await addRevision(offline, id, number, edited, digestOfArticle(last.cleaned), "publisher");
    number++;
  }
  await keepAliases(visiting, id, aliasesOf(visiting, normal(newest.read.article)));
  await keepThreads(visiting, id, newest.read);
  if (number === revision) return undefined;
  await tx.updateTable("article").set({ revision: number }).where("id", "=", id).execute();
  const after = (await revisionOf(tx, id, number))!;
  return { of: "article", url, fields: changesBetween(held, after, FIELDS) };
}

/** An article where an older reader saw none: first seen when its page was. */
export async function storeFound(visiting: Visiting, { read, capture }: Reading): Promise<Change> {
  const { tx, page } = visiting;
  const { id } = await storeArticle(visiting, read.article, capture);
  await keepThreads(visiting, id, read);
  await tx
    .updateTable("page")
    .set({ outcome: "article", reason: null, detail: null, kind: "article" })
    .where("id", "=", page.id)
    .execute();
  return { of: "article", url: read.article.url, fields: null };
}

/** By today's rules, without counting its lines: they are no longer what the page says. */
async function cleanedOnly({ tx, publisherId }: Visiting, article: Article): ReturnType<typeof withoutBoilerplate> {
  const opening = openingOf(article);
  const lines = opening === undefined ? [] : linesOf(publisherId, article.blocks);
  const { blocks, removed } = cleanBlocks(article.blocks, lines, await unwantedAmong(tx, lines));
  if (removed.length === 0) return { cleaned: article, removed };
  return { cleaned: { ...article, blocks, text: textWith(opening ?? "", blocks) }, removed };
}

/** The content as the database would give it back. */
function rowOf(held: Revision, content: ReturnType<typeof contentOf>): Revision {
  const date = (at: unknown): Date | null => (at === null || at === undefined ? null : new Date(at as string));
  const json = <T>(text: string): T => JSON.parse(text) as T;
  return {
    ...held,
    ...content,
    publishedAt: date(content.publishedAt),
    modifiedAt: date(content.modifiedAt),
    blocks: json(content.blocks as string),
    images: json(content.images as string),
    paywall: json(content.paywall as string),
    evidence: json(content.evidence as string),
    boilerplate: json(content.boilerplate as string),
  } as Revision;
}

/** Threads that nobody saw on the page before; those that are known were seen when they were seen. */
async function keepThreads(visiting: Visiting, id: ArticleId, { article, threads }: Read): Promise<void> {
  const { tx, publisher } = visiting;
  const fresh: ThreadReference[] = [];
  for (const reference of threads) {
    const thread = threadId(publisher, reference.platform, reference.key);
    const held = await tx.selectFrom("thread").select("id").where("id", "=", thread).executeTakeFirst();
    if (!held) fresh.push(reference);
  }
  if (fresh.length > 0 && publisherOf(article.url) !== "") {
    await storeReferences(visiting, id, article.publishedAt?.at ?? null, fresh);
  }
}
