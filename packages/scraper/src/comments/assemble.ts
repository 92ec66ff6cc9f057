// Flat comments to a thread: depth, root and reading order, whatever order the comments came in.
import type { Author, Comment, InferredParent, StatedAuthor, StatedComment } from "@belowline/schema";
import { inferParents } from "./infer.ts";

/**
 * Builds the thread. A comment whose parent was not collected stands at the top as an orphan and keeps its stated parent.
 * An answer to itself, and the oldest comment of a circle of answers, stand at the top without a parent. Of two comments
 * with one native id the first counts. Siblings keep the order they are given in; nothing else depends on it. Takes time
 * in proportion to the number of comments and no recursion, so that neither depth nor width matters.
 *
 * @example
 * assemble(stated, (author) => privacy.author("news.example", author)).map((comment) => comment.depth);
 */
export function assemble(
  stated: readonly StatedComment[],
  author: (stated: StatedAuthor | null) => Author | null,
): Comment[] {
  const comments = new Map<string, StatedComment>();
  for (const comment of stated) if (!comments.has(comment.nativeId)) comments.set(comment.nativeId, comment);
  const cut = circleBreakers(comments);
  // Names are still known here, and nowhere behind.
  const inferred = inferParents([...comments.values()]);

  const top: string[] = [];
  const children = new Map<string, string[]>();
  for (const [id, { parent }] of comments) {
    if (parent === null || cut.has(id) || !comments.has(parent)) top.push(id);
    else {
      const siblings = children.get(parent);
      if (siblings) siblings.push(id);
      else children.set(parent, [id]);
    }
  }

  const thread: Comment[] = [];
  const ahead: { readonly id: string; readonly root: string; readonly depth: number }[] = [];
  for (const id of top.reverse()) ahead.push({ id, root: id, depth: 1 });
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { id, root, depth } = next;
    const settled = settle(comments.get(id)!, { root, depth, position: thread.length }, comments, cut, author);
    const told: InferredParent | undefined = inferred.get(id);
    thread.push(told === undefined ? settled : { ...settled, inferred: told });
    const replies = children.get(id);
    if (replies) for (let i = replies.length - 1; i >= 0; i--) ahead.push({ id: replies[i]!, root, depth: depth + 1 });
  }
  return thread;
}

function settle(
  comment: StatedComment,
  place: { readonly root: string; readonly depth: number; readonly position: number },
  comments: ReadonlyMap<string, StatedComment>,
  cut: ReadonlySet<string>,
  author: (stated: StatedAuthor | null) => Author | null,
): Comment {
  const parent = cut.has(comment.nativeId) ? null : comment.parent;
  return {
    nativeId: comment.nativeId,
    parent,
    parentFrom: parent === comment.parent ? comment.parentFrom : "none",
    author: author(comment.author),
    byArticleAuthor: comment.byArticleAuthor ?? false,
    createdAt: comment.createdAt,
    editedAt: comment.editedAt ?? null,
    html: comment.html,
    text: comment.text,
    state: comment.state,
    votes: comment.votes ?? null,
    permalink: comment.permalink,
    ...(comment.sources && { sources: comment.sources }),
    ...place,
    orphan: parent !== null && !comments.has(parent),
  };
}

/** One comment of each circle of answers: the one with the smallest native id, so that input order does not matter. */
function circleBreakers(comments: ReadonlyMap<string, StatedComment>): ReadonlySet<string> {
  const cut = new Set<string>();
  const visitedIn = new Map<string, number>();
  let round = 0;
  for (const start of comments.keys()) {
    round++;
    let id: string | null = start;
    while (id !== null && comments.has(id) && !visitedIn.has(id)) {
      visitedIn.set(id, round);
      id = comments.get(id)!.parent;
    }
    if (id === null || visitedIn.get(id) !== round) continue;
    let oldest: string = id;
    for (let at = comments.get(id)!.parent!; at !== id; at = comments.get(at)!.parent!)
      if (older(at, oldest)) oldest = at;
    cut.add(oldest);
  }
  return cut;
}

/** Shorter first: among numbers the smaller, among other ids at least always the same. */
const older = (a: string, b: string): boolean => (a.length === b.length ? a < b : a.length < b.length);
