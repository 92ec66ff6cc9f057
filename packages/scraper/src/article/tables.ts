// Tables: rows of cells where a table holds data; layout tables are read as if they were not there.
import { cleanLine } from "@belowline/schema";
import { type AnyNode, type Element, isTag } from "domhandler";
import { textOf } from "../html/text.ts";
import type { Survey } from "./survey.ts";

const MOST_ROWS = 5000;
/** What stands in cells of a layout and hardly in data. */
const LAYOUT = new Set("table p h1 h2 h3 blockquote figure iframe article section".split(" "));

/** The rows of a data table; undefined for a layout table. */
export function tableRows(
  table: Element,
  survey: Survey,
  skip: (node: AnyNode) => boolean,
): readonly (readonly string[])[] | undefined {
  const measure = survey.of(table);
  if (!measure || table.attribs.role === "presentation") return undefined;
  let layout = 0;
  let headers = 0;
  let cells = 0;
  for (let i = measure.index + 1; i < measure.end; i++) {
    const { name } = survey.measures[i]!;
    if (name === "table" || (name !== "p" && LAYOUT.has(name))) return undefined;
    if (name === "p") layout++;
    else if (name === "th") headers++;
    else if (name === "td") cells++;
  }
  if (cells < 2 || (headers === 0 && (layout > cells || measure.chars / cells > 200))) return undefined;
  const rows: string[][] = [];
  for (let i = measure.index + 1; i < measure.end && rows.length < MOST_ROWS; i++) {
    const { name, node } = survey.measures[i]!;
    if (name !== "tr" || skip(node)) continue;
    const row: string[] = [];
    for (const cell of node.children) {
      if (isTag(cell) && (cell.name === "td" || cell.name === "th")) row.push(cleanLine(textOf(cell.children, skip)));
    }
    if (row.some((text) => text !== "")) rows.push(row);
  }
  // One column is a list of boxes.
  return rows.some((row) => row.length > 1) ? rows : undefined;
}
