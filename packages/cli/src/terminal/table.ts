// Tables in plain text: columns as wide as their widest cell, numbers to the right.
import { columnsOf, widthOf } from "./width.ts";

/** @param head column titles; one that starts with ">" is aligned to the right */
export function table(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const right = head.map((title) => title.startsWith(">"));
  const cells = [
    head.map((title) => title.replace(/^>/, "")),
    ...rows.map((row) => row.map((cell) => printable(String(cell ?? "–")))),
  ];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ""))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const pad = " ".repeat(Math.max(0, widths[column]! - widthOf(cell)));
        return right[column] ? pad + cell : cell + pad;
      })
      .join("  ")
      .trimEnd();
  return cells.map(line).join("\n");
}

/** Site text on a terminal: control characters could move the cursor or ring the bell. */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, "");

/** At most so many columns of the terminal, on one line. */
export function clip(text: string, width: number): string {
  const line = printable(text.replace(/\s+/g, " ").trim());
  if (widthOf(line) <= width) return line;
  const kept: string[] = [];
  let taken = 1; // the sign that something was left out
  for (const point of line) {
    taken += columnsOf(point);
    if (taken > width) break;
    kept.push(point);
  }
  return `${kept.join("")}…`;
}
