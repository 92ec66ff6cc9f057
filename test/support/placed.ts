// Articles and comments put straight into the tables, many and fast, for tests of what comes after the commit.
import { articleId, commentId, digestOf, pageId, publisherId, threadId } from "@belowline/schema";
import { sql } from "kysely";
import type { Corpus } from "../../packages/corpus/src/index.ts";
import { markArticle, markComments } from "../../packages/corpus/src/store/duplicates/mark.ts";

export interface Placed {
  readonly kind: "article" | "comment";
  /** Host and path of the article. */
  readonly path: string;
  readonly publisher: string;
  readonly text: string;
  readonly saidAt: string | null;
  /** Of a comment, within its article. */
  readonly nativeId?: string;
}

const CAPTURE = "00000000-0000-4000-8000-000000000001";
const SEEN = "2026-04-01T00:00:00.000Z";

/** Adds, or revises what is there under the same name. An article that a comment needs is made without a text. */
export async function place(corpus: Corpus, all: readonly Placed[]): Promise<void> {
  await corpus.transaction(async (tx) => {
    await sql`insert into crawl (id, started_at, state, seeds, user_agent, settings)
      values (${CAPTURE}, ${SEEN}, 'finished', '{}', 'test', '{}') on conflict do nothing`.execute(tx);
    for (const one of all) {
      const publisher = publisherId(one.publisher);
      const url = `https://${one.path}`;
      const id = articleId(url);
      await sql`insert into publisher (id, key, first_seen_at) values (${publisher}, ${one.publisher}, ${SEEN}) on conflict do nothing`.execute(
        tx,
      );
      await sql`insert into page (id, publisher_id, url, kind, priority, via, first_seen_at)
        values (${pageId(url)}, ${publisher}, ${url}, 'article', 1, 'link', ${SEEN}) on conflict do nothing`.execute(
        tx,
      );
      await sql`insert into body (digest, encoding, bytes, size) values ('none', 'zstd', '', 0) on conflict do nothing`.execute(
        tx,
      );
      await sql`insert into capture (id, crawl_id, page_id, method, request_url, request_headers, request_digest, url, redirects,
          status, headers, body_digest, fetched_at, last_seen_at, first_byte_ms, total_ms)
        values (${CAPTURE}, ${CAPTURE}, ${pageId(url)}, 'GET', ${url}, '{}', '', ${url}, '[]', 200, '{}', 'none', ${SEEN},
          ${SEEN}, 1, 1) on conflict do nothing`.execute(tx);
      await sql`insert into article (id, publisher_id, url, revision, first_seen_at, last_seen_at)
        values (${id}, ${publisher}, ${url}, 0, ${SEEN}, ${SEEN}) on conflict do nothing`.execute(tx);
      await sql`insert into article_url (id, article_id, url, kind, first_seen_at)
        values (${pageId(url)}, ${id}, ${url}, 'canonical', ${SEEN}) on conflict do nothing`.execute(tx);
      if (one.kind === "article") {
        await sql`update article set revision = revision + 1 where id = ${id}::uuid`.execute(tx);
        await revise(tx, id, one);
        await markArticle(tx, id);
        continue;
      }
      const thread = threadId(one.publisher, "test", one.path);
      await sql`insert into thread (id, article_id, publisher_id, platform, key, ref, gaps, ways, first_seen_at, last_seen_at)
        values (${thread}, ${id}, ${publisher}, 'test', ${one.path}, '{}', '[]', '{}', ${SEEN}, ${SEEN}) on conflict do nothing`.execute(
        tx,
      );
      await sql`insert into article_revision (article_id, number, digest, cause, capture_id, seen_at, headline, byline, tags, text,
          word_count, blocks, images, paywall, evidence)
        values (${id}, 0, '', 'first', ${CAPTURE}, ${SEEN}, 'Comments', '{}', '{}', '', 0, '[]', '[]', '{"kind":"free"}', '{}')
        on conflict do nothing`.execute(tx);
      const comment = commentId(thread, one.nativeId!);
      await sql`insert into comment (id, thread_id, article_id, publisher_id, native_id, parent_from, root_id, depth, position,
          orphan, by_article_author, created_at, state, revision, first_seen_at, last_seen_at)
        values (${comment}, ${thread}, ${id}, ${publisher}, ${one.nativeId}, 'none', ${comment}, 1, 0, false, false,
          ${one.saidAt}, 'visible', 0, ${SEEN}, ${SEEN}) on conflict do nothing`.execute(tx);
      const { rows } = await sql<{ revision: number }>`
        update comment set revision = revision + 1 where id = ${comment}::uuid returning revision`.execute(tx);
      await sql`insert into comment_revision (comment_id, number, digest, cause, capture_id, seen_at, text, html, word_count)
        values (${comment}, ${rows[0]!.revision}, ${digestOf(one.text)}, 'first', ${CAPTURE}, ${SEEN}, ${one.text}, '', 1)`.execute(
        tx,
      );
      await markComments(tx, [{ id: comment, text: one.text, revised: rows[0]!.revision > 1 }]);
    }
  });
}

async function revise(tx: Parameters<typeof markArticle>[0], id: string, { text, saidAt }: Placed): Promise<void> {
  await sql`insert into article_revision (article_id, number, digest, cause, capture_id, seen_at, headline, byline, tags, text,
      word_count, blocks, images, paywall, evidence, published_at)
    select ${id}::uuid, revision, ${digestOf(text)}, 'first', ${CAPTURE}, ${SEEN}, 'A headline', '{}', '{}', ${text}, 1, '[]',
      '[]', '{"kind":"free"}', '{}', ${saidAt}::timestamptz from article where id = ${id}::uuid`.execute(tx);
}

/** Erases an article as if it had never been here. */
export async function remove(corpus: Corpus, path: string): Promise<void> {
  const id = articleId(`https://${path}`);
  await corpus.transaction(async (tx) => {
    await sql`delete from article_revision where article_id = ${id}::uuid`.execute(tx);
    await sql`delete from article_url where article_id = ${id}::uuid`.execute(tx);
    await sql`delete from article where id = ${id}::uuid`.execute(tx);
    await markArticle(tx, id);
  });
}
