// Loading comments into a corpus by plain inserts, past the sink: the benchmark asks questions, it does not crawl.
import type { Corpus } from "@belowline/corpus";
import type { Tables } from "@belowline/schema/tables";
import { sql, type Transaction } from "kysely";
import { PUBLISHERS, type Said } from "./texts.ts";

const BATCH = 4000;
const uuid = (kind: number, n: number): string =>
  `${kind.toString(16).padStart(8, "0")}-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;
const ids = { publisher: 1, article: 2, thread: 3, comment: 4, capture: 5 };

/**
 * Foreign keys and triggers rest meanwhile; the token index is built by the benchmark itself. The database's own full-text index, which
 * takes most of the time, is made afterwards, where `search` asks for it.
 */
export async function load(corpus: Corpus, comments: Iterable<Said>, search = true): Promise<void> {
  let articles = 0;
  await corpus.transaction(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`drop index comment_revision_search`.execute(tx);
    let n = 0;
    for (let batch: Said[] = [], all = comments[Symbol.iterator](), next = all.next(); ; next = all.next()) {
      if (!next.done) batch.push(next.value);
      if (batch.length < BATCH && !next.done) continue;
      await insert(tx, batch, n);
      for (const { article } of batch) articles = Math.max(articles, article + 1);
      n += batch.length;
      batch = [];
      if (next.done) break;
    }
    await sql`insert into publisher (id, key, first_seen_at)
      select ('00000001-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'p' || n || '.example', '2026-01-01'
      from generate_series(0, ${PUBLISHERS - 1}::integer) n`.execute(tx);
    await sql`insert into article (id, publisher_id, url, revision, first_seen_at, last_seen_at)
      select ('00000002-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
        ('00000001-0000-4000-8000-' || lpad(to_hex(n % ${PUBLISHERS}::integer), 12, '0'))::uuid,
        'https://p' || n % ${PUBLISHERS}::integer || '.example/' || n, 1, '2026-01-01', '2026-01-01'
      from generate_series(0, ${articles - 1}::integer) n`.execute(tx);
    await sql`insert into article_revision (article_id, number, digest, cause, capture_id, seen_at, headline, byline, language,
        tags, text, word_count, blocks, images, paywall, evidence, text_digest)
      select id, 1, '', 'first', id, '2026-01-01', 'News', '{}', 'en', '{}', 'News of the harbour.', 4, '[]', '[]', '{"kind":"free"}', '{}', ''
      from article`.execute(tx);
    await sql`insert into thread (id, article_id, publisher_id, platform, key, ref, gaps, ways, first_seen_at, last_seen_at)
      select ('00000003' || substr(id::text, 9))::uuid, id, publisher_id, 'wordpress', url, '{}', '[]', '{}', '2026-01-01', '2026-01-01'
      from article`.execute(tx);
  });
  if (search) {
    await sql`create index comment_revision_search on comment_revision
      using gin (to_tsvector('simple', left(text, 100000)))`.execute(corpus.db);
  }
  await sql`analyze`.execute(corpus.db);
}

async function insert(tx: Transaction<Tables>, batch: readonly Said[], from: number): Promise<void> {
  const rows = batch.map((one, i) => ({
    id: uuid(ids.comment, from + i),
    thread: uuid(ids.thread, one.article),
    article: uuid(ids.article, one.article),
    publisher: uuid(ids.publisher, one.publisher),
    n: from + i,
    depth: one.depth,
    at: new Date(one.at).toISOString(),
    text: one.text,
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (id uuid, thread uuid, article uuid, publisher uuid, n integer,
    depth integer, at timestamptz, text text)`;
  await sql`insert into comment (id, thread_id, article_id, publisher_id, native_id, parent_from, root_id, depth, position, orphan,
      by_article_author, created_at, state, revision, first_seen_at, last_seen_at)
    select id, thread, article, publisher, n, 'none', id, depth, n, false, false, at, 'visible', 1,
      '2026-01-01'::timestamptz + n * interval '1 second', '2026-02-01' from ${given}`.execute(tx);
  await sql`insert into comment_revision (comment_id, number, digest, cause, capture_id, seen_at, text, html, word_count)
    select id, 1, '', 'first', id, '2026-01-01', text, '', 0 from ${given}`.execute(tx);
}
