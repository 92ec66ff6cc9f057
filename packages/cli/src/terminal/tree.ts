// A thread as a tree on the terminal.
import type { CommentRecord } from "@belowline/schema";
import { clip } from "./table.ts";

export interface TreeSource {
  readonly roots: readonly CommentRecord[];
  children(id: string): readonly CommentRecord[];
}

/** One line a comment, replies below their parent. Iterative: threads may be thousands deep. */
export function* treeLines(thread: TreeSource, width: number): Generator<string> {
  const stack = thread.roots
    .map((comment, i) => ({ comment, prefix: "", last: i === thread.roots.length - 1 }))
    .reverse();
  while (stack.length > 0) {
    const { comment, prefix, last } = stack.pop()!;
    const stem = `${prefix}${last ? "└ " : "├ "}`;
    const when = comment.createdAt?.slice(0, 16).replace("T", " ") ?? "no date";
    const mark = comment.byArticleAuthor ? " (author)" : "";
    const who = `${clip(comment.author ?? "–", 24)}${mark} · ${when}`;
    yield `${stem}${who}: ${clip(comment.text, Math.max(20, width - stem.length - who.length - 2))}`;
    // Beyond this depth the indent would eat the line.
    const below = prefix.length > 40 ? prefix : `${prefix}${last ? "  " : "│ "}`;
    const children = thread.children(comment.id);
    for (let i = children.length - 1; i >= 0; i--)
      stack.push({ comment: children[i]!, prefix: below, last: i === children.length - 1 });
  }
}
