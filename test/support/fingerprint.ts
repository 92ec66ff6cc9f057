// What a corpus holds, in a form that two corpora can be compared by: everything but when we saw it.
import type { Corpus } from "@belowline/corpus";

/** Articles with their revisions, threads with their ledgers, comments with parents, authors and texts; sorted by id. */
export async function contentOf(
  corpus: Corpus,
): Promise<{ articles: object[]; threads: object[]; comments: object[] }> {
  const articles = [];
  for await (const { firstSeenAt: _f, lastSeenAt: _l, ...article } of corpus.articles()) articles.push(article);
  const threads = [];
  for await (const { firstSeenAt: _f, lastSeenAt: _l, walkedAt: _w, ...thread } of corpus.threads())
    threads.push(thread);
  const comments = [];
  for await (const { firstSeenAt: _f, lastSeenAt: _l, ...comment } of corpus.comments()) comments.push(comment);
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  return { articles: articles.sort(byId), threads: threads.sort(byId), comments: comments.sort(byId) };
}
