// How an answer looks in a notebook: a table of text, with nothing in it that a page could run.
import { attributes, escaped } from "../export/xml.ts";

/** One picture in several formats; a front end takes the best that it knows. */
export interface MimeBundle {
  readonly "text/plain": string;
  readonly "text/html": string;
}

export interface Look {
  /** A sentence above the table. */
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Rows that there are; those above the limit are not shown. */
  readonly of: number;
  /** Columns aligned to the right, beside those of numbers. */
  readonly right?: readonly string[];
}

const MOST_ROWS = 20;
const MOST_CHARACTERS = 240;
const MOST_PLAIN = 48;

export function bundleOf(look: Look): MimeBundle {
  const shown = { ...look, rows: look.rows.slice(0, MOST_ROWS) };
  const hidden = look.of - shown.rows.length;
  const more = hidden > 0 ? `${number(shown.rows.length)} of ${number(look.of)} rows` : "";
  return { "text/plain": plain(shown, more), "text/html": html(shown, more) };
}

function html({ caption, columns, rows, right = [] }: Look, more: string): string {
  const isRight = columns.map(
    (name, i) => right.includes(name) || (rows.length > 0 && rows.every((row) => isNumber(row[i]) || row[i] == null)),
  );
  const style = (i: number): string => attributes({ style: isRight[i] ? "text-align:right" : "text-align:left" });
  // dir: a comment in Arabic, or one that turns the direction of text, keeps to its own cell.
  const line = (cells: readonly unknown[]): string =>
    `<tr>${cells.map((cell, i) => `<td dir="auto"${style(i)}>${escaped(clip(worded(cell), MOST_CHARACTERS))}</td>`).join("")}</tr>`;
  const head = `<tr>${columns.map((name, i) => `<th${style(i)}>${escaped(name)}</th>`).join("")}</tr>`;
  const note = [caption, more].filter((words) => words !== "").join(" · ");
  return `<table>${note === "" ? "" : `<caption>${escaped(note)}</caption>`}<thead>${head}</thead><tbody>${rows.map(line).join("\n")}</tbody></table>`;
}

function plain({ caption, columns, rows }: Look, more: string): string {
  const lines = [columns, ...rows.map((row) => row.map((cell) => clip(visible(worded(cell)), MOST_PLAIN)))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => [...line[i]!].length)));
  const table = lines.map((line) =>
    line
      .map((cell, i) => cell + " ".repeat(widths[i]! - [...cell].length))
      .join("  ")
      .trimEnd(),
  );
  return [caption, ...table, more].filter((line) => line !== "").join("\n");
}

const isNumber = (value: unknown): value is number => typeof value === "number";
const number = (value: number): string => value.toLocaleString("en");

/** A value as a reader wants it: numbers with at most four digits behind the point, moments without their milliseconds. */
function worded(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (isNumber(value)) return Number.isInteger(value) ? number(value) : String(Number(value.toPrecision(4)));
  if (value instanceof Date) return moment(value.toISOString());
  if (Array.isArray(value)) return value.map(worded).join(", ");
  if (typeof value === "object") return JSON.stringify(value);
  return moment(String(value));
}

const moment = (text: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) ? text.slice(0, 16).replace("T", " ") : text;

/** Signs that have no shape could move a cursor or turn a line around. */
const visible = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, " ");

function clip(text: string, most: number): string {
  const signs = [...text.replace(/\s+/g, " ").trim()];
  return signs.length <= most ? signs.join("") : `${signs.slice(0, most - 1).join("")}…`;
}
