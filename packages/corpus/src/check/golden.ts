// Golden pages: what a user has looked at and found right, kept as digests, and read again from the same stored bytes.
import {
  type Article,
  type Ask,
  type Capture,
  type CaptureId,
  digestOfFields,
  type Gap,
  type JsonObject,
  type Privacy,
  pageId,
  type Reader,
  type Thread,
  textDigest,
  UsageError,
} from "@belowline/schema";
import { sql } from "kysely";
import type { Database } from "../db/connection.ts";
import { captureOf } from "../query/capture.ts";
import { canonical } from "../query/revisions.ts";
import type { BodyCase } from "../store/body.ts";

/** What a stored page says to a reader: counts as they are, everything else as its digest, so that nobody's words are kept twice. */
export type Said = Readonly<Record<string, number | string>>;

export interface GoldenBreak {
  readonly url: string;
  /** Such as `article.headline`, `thread.comments`; `article` where none is found any more. */
  readonly field: string;
  /** Of counts; null of what is kept as a digest. */
  readonly was: number | null;
  readonly is: number | null;
}

export interface Golden {
  readonly url: string;
  readonly pinnedAt: string;
  /** False where its stored bytes were dropped or erased since: it proves nothing any more. */
  readonly readable: boolean;
}

interface Bench {
  readonly db: Database;
  readonly reader: Reader;
  readonly bodies: BodyCase;
  readonly privacy: Privacy;
}

interface Row {
  articleId: string;
  url: string;
  publisher: string;
  captureId: CaptureId;
  walks: CaptureId[];
  expected: JsonObject;
  pinnedAt: Date;
}

/**
 * Remembers how an article and its threads read now, from the bytes that are stored now.
 *
 * @throws UsageError `usage/not-found` where no article goes by this address, or its bytes are not stored
 */
export async function pin(bench: Bench, address: string): Promise<Golden> {
  const { rows } = await sql<Omit<Row, "expected" | "pinnedAt">>`
    select a.id as article_id, a.url, b.key as publisher, r.capture_id,
      coalesce((select array_agg(distinct c) from thread t join thread_walk w on w.thread_id = t.id
        and w.number = (select max(number) from thread_walk where thread_id = t.id), unnest(w.captures) c
        where t.article_id = a.id), '{}') as walks
    from article_url n join article a on a.id = n.article_id join publisher b on b.id = a.publisher_id
    join article_revision r on r.article_id = a.id and r.number = a.revision
    where n.id = ${pageId(canonical("check", address))}::uuid`.execute(bench.db);
  const said = rows[0] && (await sayingOf(bench, rows[0]));
  if (!rows[0] || !said) {
    throw new UsageError(
      "usage/not-found",
      `check: ${address}: expected the address of an article that is here with its stored page; belowline why tells what is`,
      { url: address },
    );
  }
  const { articleId, url, captureId, walks } = rows[0];
  const { rows: kept } = await sql<{ pinnedAt: Date }>`
    insert into golden_page (article_id, capture_id, walks, expected, pinned_at)
    values (${articleId}::uuid, ${captureId}::uuid, ${walks}::uuid[], ${JSON.stringify(said)}::jsonb, now())
    on conflict (article_id) do update set capture_id = excluded.capture_id, walks = excluded.walks,
      expected = excluded.expected, pinned_at = excluded.pinned_at
    returning pinned_at`.execute(bench.db);
  return { url, pinnedAt: kept[0]!.pinnedAt.toISOString(), readable: true };
}

export async function unpin(db: Database, address: string): Promise<void> {
  const { rows } = await sql`
    delete from golden_page g using article_url n
    where n.id = ${pageId(canonical("check", address))}::uuid and g.article_id = n.article_id returning g.article_id`.execute(
    db,
  );
  if (rows.length > 0) return;
  throw new UsageError("usage/not-found", `check: ${address} is not pinned`, { url: address });
}

/** Reads the golden pages of a publisher again. */
export async function readGolden(
  bench: Bench,
  publisher: string,
): Promise<{ readonly golden: readonly Golden[]; readonly breaks: readonly GoldenBreak[] }> {
  const { rows } = await sql<Row>`
    select g.article_id, a.url, b.key as publisher, g.capture_id, g.walks, g.expected, g.pinned_at
    from golden_page g join article a on a.id = g.article_id join publisher b on b.id = a.publisher_id
    where b.key = ${publisher} order by a.url`.execute(bench.db);
  const golden: Golden[] = [];
  const breaks: GoldenBreak[] = [];
  for (const row of rows) {
    const { url, pinnedAt } = row;
    const said = await sayingOf(bench, row);
    golden.push({ url, pinnedAt: pinnedAt.toISOString(), readable: said !== undefined });
    if (said) breaks.push(...differences(url, row.expected as Said, said));
  }
  return { golden, breaks };
}

function differences(url: string, expected: Said, said: Said): GoldenBreak[] {
  if (said.article === 0) return [{ url, field: "article", was: 1, is: 0 }];
  const count = (value: number | string | undefined): number | null => (typeof value === "number" ? value : null);
  return [...new Set([...Object.keys(expected), ...Object.keys(said)])]
    .filter((field) => expected[field] !== said[field])
    .map((field) => ({ url, field, was: count(expected[field]), is: count(said[field]) }));
}

/** Undefined where a body is not stored any more. */
async function sayingOf(bench: Bench, row: Omit<Row, "expected" | "pinnedAt">): Promise<Said | undefined> {
  const page = await stored(bench, row.captureId);
  const walks: Capture[] = [];
  for (const id of row.walks) {
    const capture = await stored(bench, id);
    if (!capture) return undefined;
    walks.push(capture);
  }
  if (!page) return undefined;
  const read = await bench.reader.page(page, "article");
  if (read.kind !== "article") return { article: 0 };
  const threads: Thread[] = [];
  for (const reference of read.threads) {
    const thread = await bench.reader.thread({
      reference,
      articleUrl: row.url,
      publisher: row.publisher,
      privacy: bench.privacy,
      ask: async (ask) => answerAmong([page, ...walks], ask),
    });
    if (thread) threads.push(thread);
  }
  return { ...articleSaid(read.article), ...threadSaid(threads) };
}

async function stored({ db, bodies }: Bench, id: CaptureId): Promise<Capture | undefined> {
  const capture = await captureOf(db, id, bodies);
  return capture && capture.dropped === null ? capture : undefined;
}

const keyOf = (method: string, url: string, body: string | null): string => digestOfFields([method, url, body]);

function answerAmong(captures: readonly Capture[], ask: Ask): Capture | Gap {
  const key = keyOf(ask.method ?? "GET", ask.url, ask.body ?? null);
  return (
    captures.find((one) => keyOf(one.method, one.requestUrl, one.requestBody) === key) ?? {
      reason: "unreachable",
      count: null,
      detail: `${ask.url}: no answer is pinned`,
    }
  );
}

const digest = (value: unknown): string => digestOfFields([JSON.stringify(value ?? null)]).slice(0, 16);

/** Before what the corpus learned of the publisher's boilerplate: that changes with every crawl, and rightly. */
const articleSaid = (article: Article): Said => ({
  article: 1,
  "article.words": article.wordCount,
  "article.text": textDigest(article.text).slice(0, 16),
  "article.headline": digest(article.headline),
  "article.standfirst": digest(article.standfirst),
  "article.byline": digest(article.byline),
  "article.publishedAt": digest(article.publishedAt?.at),
  "article.modifiedAt": digest(article.modifiedAt?.at),
  "article.language": digest(article.language),
  "article.section": digest(article.section),
  "article.tags": digest(article.tags),
  "article.images": article.images.length,
});

function threadSaid(threads: readonly Thread[]): Said {
  const comments = threads.flatMap((thread) => thread.comments);
  const told = <T>(value: (comment: (typeof comments)[number]) => T): string =>
    digest(comments.map((comment) => [comment.nativeId, value(comment)]).sort());
  return {
    threads: threads.length,
    "thread.comments": comments.length,
    "thread.announced": threads.reduce((sum, { announced }) => sum + (announced ?? 0), 0),
    "comment.parents": comments.filter(({ parent }) => parent !== null).length,
    "comment.authors": comments.filter(({ author }) => author !== null).length,
    "comment.parent": told(({ parent }) => parent),
    "comment.text": told(({ text }) => digest(text)),
    "comment.createdAt": told(({ createdAt }) => createdAt?.at),
  };
}
