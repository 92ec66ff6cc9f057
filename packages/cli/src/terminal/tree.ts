// A thread as a tree on the terminal.
import type { CommentRecord } from "@belowline/schema";
import { clip, printable } from "./table.ts";
import { columnsOf, widthOf } from "./width.ts";

export interface TreeSource {
  readonly roots: readonly CommentRecord[];
  children(id: string): readonly CommentRecord[];
}

export interface TreeLook {
  /** Whole texts below who wrote them, instead of their beginnings. */
  readonly full?: boolean;
}

/** Columns that a text must have beside its writer; with less it stands below. */
const LEAST = 24;

/** A comment on a line or a few, replies below their parent. Iterative: threads may be thousands deep. */
export function* treeLines(thread: TreeSource, width: number, { full = false }: TreeLook = {}): Generator<string> {
  const stack = thread.roots
    .map((comment, i) => ({ comment, prefix: "", last: i === thread.roots.length - 1 }))
    .reverse();
  while (stack.length > 0) {
    const { comment, prefix, last } = stack.pop()!;
    const stem = `${prefix}${last ? "└ " : "├ "}`;
    // Beyond this depth the indent would eat the line.
    const below = prefix.length > Math.min(40, width / 2) ? prefix : `${prefix}${last ? "  " : "│ "}`;
    const children = thread.children(comment.id);
    const who = clip(writerOf(comment), Math.max(LEAST, width - stem.length));
    const room = width - stem.length - widthOf(who) - 2;
    const under = `${below}${children.length > 0 ? "│ " : "  "}`;
    if (comment.text.trim() === "") yield `${stem}${who}`;
    else if (full) {
      yield `${stem}${who}`;
      for (const line of wrapped(comment.text, Math.max(LEAST, width - under.length))) yield `${under}${line}`;
    } else if (room >= LEAST) yield `${stem}${who}: ${clip(comment.text, room)}`;
    else {
      yield `${stem}${who}`;
      yield `${under}${clip(comment.text, Math.max(LEAST, width - under.length))}`;
    }
    for (let i = children.length - 1; i >= 0; i--)
      stack.push({ comment: children[i]!, prefix: below, last: i === children.length - 1 });
  }
}

function writerOf({ author, byArticleAuthor, state, createdAt }: CommentRecord): string {
  const marks = [
    ...(byArticleAuthor ? ["author"] : []),
    ...(state === "visible" || state === "unknown" ? [] : [state]),
  ];
  const when = createdAt?.slice(0, 16).replace("T", " ") ?? "no date";
  return `${clip(author ?? "–", 24)}${marks.length > 0 ? ` (${marks.join(", ")})` : ""} · ${when}`;
}

/** Its lines, cut between words; a word that is longer than a line, within it. */
function* wrapped(text: string, width: number): Generator<string> {
  for (const paragraph of text.split("\n")) {
    let [line, taken] = ["", 0];
    for (const word of printable(paragraph).split(/\s+/)) {
      if (taken > 0 && taken + 1 + widthOf(word) > width) {
        yield line;
        [line, taken] = ["", 0];
      }
      if (taken > 0) [line, taken] = [`${line} `, taken + 1];
      for (const point of word) {
        if (taken + columnsOf(point) > width) {
          yield line;
          [line, taken] = ["", 0];
        }
        [line, taken] = [line + point, taken + columnsOf(point)];
      }
    }
    if (line !== "") yield line;
  }
}
