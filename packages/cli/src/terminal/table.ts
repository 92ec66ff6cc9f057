// Tables in plain text: columns as wide as their widest cell, numbers to the right.
import { screenWidth } from "./screen.ts";
import { columnsOf, widthOf } from "./width.ts";

/** Columns of words keep so much. */
const LEAST = 12;
const BETWEEN = 2;

/**
 * @param head column titles; one that starts with ">" is aligned to the right, one with "~" is cut where there is no room for it
 * @param width of the terminal; none where there is room for all
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  width: number | undefined = screenWidth(),
): string {
  const right = head.map((title) => title.startsWith(">"));
  const cells = [
    head.map((title) => title.replace(/^[>~]/, "")),
    ...rows.map((row) => row.map((cell) => printable(String(cell ?? "–").replace(/\s+/g, " ")))),
  ];
  const widths = head.map((_, column) => widest(cells.map((row) => row[column] ?? "")));
  const soft = [...head.keys()].filter((column) => head[column]!.startsWith("~"));
  let over = widths.reduce((sum, one) => sum + one, BETWEEN * (head.length - 1)) - (width ?? Number.POSITIVE_INFINITY);
  for (; over > 0; over--) {
    const from = soft.reduce((one, other) => (widths[other]! > (widths[one] ?? 0) ? other : one), -1);
    if (from < 0 || widths[from]! <= LEAST) break;
    widths[from]!--;
  }
  const line = (row: readonly string[]): string =>
    row
      .map((given, column) => {
        const cell = widthOf(given) > widths[column]! ? clip(given, widths[column]!) : given;
        const pad = " ".repeat(Math.max(0, widths[column]! - widthOf(cell)));
        return right[column] ? pad + cell : cell + pad;
      })
      .join(" ".repeat(BETWEEN))
      .trimEnd();
  return cells.map(line).join("\n");
}

/** The columns of the widest. */
export const widest = (cells: readonly string[]): number =>
  cells.reduce((most, cell) => Math.max(most, widthOf(cell)), 0);

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
