// What the demo prints: a table, a thread as a tree, and what changed between two revisions, in plain text.
import type { ThreadTree } from "belowline";

/** Columns as wide as their widest cell; numbers to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => String(cell ?? "not stated")));
  const widths = head.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  const isNumber = head.map((_, i) => rows.length > 0 && rows.every((row) => typeof row[i] === "number"));
  return cells
    .map((row) => row.map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join("  "))
    .map((line) => `  ${line.trimEnd()}`)
    .join("\n");
}

/** One line a comment, at most `most` of them. */
export function tree(thread: ThreadTree, most: number): string {
  const shown = thread.comments.slice(0, most).map((comment) => {
    const indent = "  ".repeat(Math.min(comment.depth, 10));
    const who = `${comment.author ?? "no name"}${comment.byArticleAuthor ? " (wrote the article)" : ""}`;
    return `${indent}${who}  ${short(comment.text, 90 - indent.length)}`;
  });
  const rest = thread.comments.length - shown.length;
  return [...shown, ...(rest > 0 ? [`  ... and ${rest} more`] : [])].join("\n");
}

/** The paragraphs that one text has and the other has not. */
export function difference(before: string, after: string): string {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const lines = [
    ...old.filter((line) => !now.includes(line)).map((line) => `  - ${short(line, 100)}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `  + ${short(line, 100)}`),
  ];
  return lines.join("\n");
}

/** On one line, without control characters: a site's text must not move the cursor. */
export function short(text: string, width: number): string {
  const points = [...text.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim()];
  return points.length <= width ? points.join("") : `${points.slice(0, width - 1).join("")}…`;
}
