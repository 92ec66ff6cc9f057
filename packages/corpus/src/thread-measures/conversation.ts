// conversationOf(): the shape of one thread and the part that people have in it, as numbers.
import type { ThreadTree } from "../query/tree.ts";
import { gini, medianOf } from "./inequality.ts";
import { networkOf } from "./network.ts";
import type { Voice } from "./voice.ts";

/** Times are in milliseconds; null where there is nothing to measure, such as a latency without a reply that has a date. */
export interface Conversation {
  readonly comments: number;
  /** At the top level, or with a parent that is not here. */
  readonly roots: number;
  /** Those whose parent was stated but not collected. */
  readonly orphans: number;
  readonly maxDepth: number;
  readonly meanDepth: number | null;
  /** Comments at the depth that has most. */
  readonly maxWidth: number;
  /** Comments without a reply. */
  readonly unanswered: number;
  /** Replies to a comment that has any, on average. */
  readonly branching: number | null;
  readonly commenters: number;
  /** Comments of which nobody tells who wrote them; in no figure about commenters. */
  readonly unattributed: number;
  /** Comments a commenter, on average. */
  readonly commentsEach: number | null;
  /** Gini coefficient of comments over commenters. */
  readonly gini: number | null;
  /** Pairs of commenters of whom one answered the other, and the part of them in which both did. */
  readonly pairs: number;
  readonly reciprocity: number | null;
  /** Median time until a comment's first reply, over comments that have one. Replies dated before are left out. */
  readonly firstReplyMs: number | null;
  /** From the article's date to the first comment; negative where the dates contradict each other. */
  readonly firstCommentMs: number | null;
  /** From the first comment to the last. */
  readonly durationMs: number | null;
  /** Comments by an author of the article, as the page marks them, and those of them that answer somebody. */
  readonly authorComments: number;
  readonly authorReplies: number;
}

const timeOf = (at: string | null): number | null => (at === null ? null : Date.parse(at));

/**
 * @param publishedAt of the article, for the latency to the first comment
 * @example
 * const tree = await corpus.thread(article.id);
 * if (tree) console.log(conversationOf(tree, article.publishedAt).reciprocity);
 */
export function conversationOf(tree: ThreadTree<Voice>, publishedAt: string | null = null): Conversation {
  const { comments, roots } = tree;
  const widths = new Map<number, number>();
  const written = new Map<string, number>();
  const latencies: number[] = [];
  let [depths, maxDepth, answered, unattributed, authorComments, authorReplies] = [0, 0, 0, 0, 0, 0];
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { id, author, createdAt, byArticleAuthor } of comments) {
    const depth = tree.depth(id);
    depths += depth;
    maxDepth = Math.max(maxDepth, depth);
    widths.set(depth, (widths.get(depth) ?? 0) + 1);
    if (author === null) unattributed++;
    else written.set(author, (written.get(author) ?? 0) + 1);
    if (byArticleAuthor) {
      authorComments++;
      if (depth > 1) authorReplies++;
    }
    const at = timeOf(createdAt);
    if (at !== null) {
      first = Math.min(first, at);
      last = Math.max(last, at);
    }
    const replies = tree.children(id);
    if (replies.length === 0) continue;
    answered++;
    const soonest = replies.reduce((least, reply) => {
      const after = at === null || reply.createdAt === null ? -1 : Date.parse(reply.createdAt) - at;
      return after >= 0 ? Math.min(least, after) : least;
    }, Number.POSITIVE_INFINITY);
    if (soonest !== Number.POSITIVE_INFINITY) latencies.push(soonest);
  }
  const { edges } = networkOf([tree]);
  const directed = new Set(edges.map(({ from, to }) => JSON.stringify([from, to])));
  const mutual = edges.filter(({ from, to }) => directed.has(JSON.stringify([to, from]))).length / 2;
  const pairs = edges.length - mutual;
  const n = comments.length;
  const published = timeOf(publishedAt);
  const dated = last >= first;
  return {
    comments: n,
    roots: roots.length,
    orphans: comments.filter(({ parentId }) => parentId !== null && !tree.get(parentId)).length,
    maxDepth,
    meanDepth: n === 0 ? null : depths / n,
    maxWidth: Math.max(0, ...widths.values()),
    unanswered: n - answered,
    branching: answered === 0 ? null : (n - roots.length) / answered,
    commenters: written.size,
    unattributed,
    commentsEach: written.size === 0 ? null : (n - unattributed) / written.size,
    gini: gini([...written.values()]),
    pairs,
    reciprocity: pairs === 0 ? null : mutual / pairs,
    firstReplyMs: medianOf(latencies),
    firstCommentMs: published === null || !dated ? null : first - published,
    durationMs: dated ? last - first : null,
    authorComments,
    authorReplies,
  };
}
