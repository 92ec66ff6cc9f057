// displayed() and show(): answers that know how to look in a notebook.
import { UsageError } from "@belowline/schema";
import { escaped } from "../export/xml.ts";
import { bundleOf, type Look, type MimeBundle } from "./look.ts";

/** What the Deno kernel asks an object for (https://docs.deno.com/runtime/reference/cli/jupyter/). */
const JUPYTER = Symbol.for("Jupyter.display");

/**
 * Gives an answer the look of a table in a notebook: rows, a measure's answer, or a thread, which is drawn as a tree. What
 * `await` gives of a selection or a measure has it already; this is for rows of your own. Every text is escaped, so that what a
 * commenter wrote is never markup. At most 20 rows are shown, with the number that there are.
 *
 * @returns the same object
 * @example
 * const papers = await corpus.articles().kysely((rows) =>
 *   rows.groupBy("publisher").select((all) => ["publisher", all.fn.countAll<number>().as("articles")]));
 * displayed(papers.filter(({ articles }) => articles > 10));
 */
export function displayed<T extends object>(value: T): T {
  if (JUPYTER in value || !Object.isExtensible(value)) return value;
  // Not enumerable: it compares, prints and spreads as what it is.
  return Object.defineProperty(value, JUPYTER, { value: () => pictureOf(value) });
}

/** A notebook's way to put HTML below a cell. */
export interface HtmlDisplay {
  html(text: string): void;
}

/**
 * Shows a value in a kernel that does not ask values how they look, such as tslab: rows and measures as tables, a thread as a
 * tree, a plot as it is. Every text is escaped.
 *
 * @throws UsageError `usage/invalid-value` for what has no look
 * @example
 * show(await corpus.comments().limit(5), { html: (text) => console.log(text) }); // in tslab: show(rows, tslab.display)
 */
export function show(value: unknown, display: HtmlDisplay): void {
  const html = htmlOf(value);
  if (html !== null) {
    display.html(html);
    return;
  }
  throw new UsageError(
    "usage/invalid-value",
    `show: expected rows, a measure's answer, a thread or a plot, found ${typeof value}; a selection is awaited first`,
  );
}

function htmlOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  // A plot is an element: SVG that Plot has made of data, or a figure around it.
  if ("outerHTML" in value && typeof value.outerHTML === "string") return value.outerHTML;
  return hasLook(value) ? pictureOf(value)["text/html"] : null;
}

type Table = readonly Readonly<Record<string, unknown>>[];

/** What a drawing needs of a thread. */
interface Tree {
  readonly comments: readonly {
    readonly id: string;
    readonly author?: string | null;
    readonly createdAt?: string | null;
    readonly text?: string;
  }[];
  depth(id: string): number;
}

const isTree = (value: object): value is Tree => "roots" in value && "comments" in value && "depth" in value;
const isRows = (value: unknown): value is Table =>
  Array.isArray(value) && value.every((row) => typeof row === "object" && row !== null);
const hasLook = (value: object): boolean =>
  JUPYTER in value || isTree(value) || isRows("rows" in value ? value.rows : value);

function pictureOf(value: object): MimeBundle {
  if (isTree(value)) return treePicture(value);
  if ("lines" in value && isRows(value.lines))
    return bundleOf(concordanceOf(value.lines, value as { readonly hits?: number | null }));
  if ("rows" in value && isRows(value.rows)) return bundleOf(tableOf(value.rows, captionOf(value)));
  if (isRows(value)) return bundleOf(tableOf(value, noteOf(value)));
  if ("edges" in value && isRows(value.edges)) return bundleOf(tableOf(value.edges, networkCaption(value)));
  // A single finding, such as a dispersion.
  const flat = Object.entries(value).filter(([, part]) => typeof part !== "object" || part === null);
  return bundleOf(tableOf([Object.fromEntries(flat)], captionOf(value)));
}

/** Of records with many fields, those that a reader looks for; all of them are in the object. */
const FIRST = [
  "publisher",
  "articleUrl",
  "headline",
  "publishedAt",
  "createdAt",
  "author",
  "depth",
  "text",
  "section",
  "platform",
  "announced",
  "collected",
  "complete",
  "comments",
] as const;
const MANY = 12;

function tableOf(rows: Table, caption: string): Look {
  // `scores` is a group of columns.
  const flat = rows.map(({ scores, ...row }) => ({ ...row, ...(scores as object | undefined) }) as Table[number]);
  const names = Object.keys(flat[0] ?? {});
  const columns = names.length > MANY ? FIRST.filter((name) => names.includes(name)) : names;
  return { caption, columns, rows: flat.map((row) => columns.map((name) => row[name])), of: rows.length };
}

/** A concordance, whose node stands in the middle. */
function concordanceOf(lines: Table, whole: { readonly hits?: number | null }): Look {
  const hits = whole.hits == null ? "" : `${whole.hits.toLocaleString("en")} hits`;
  return {
    caption: [captionOf(whole), hits].filter((part) => part !== "").join(" · "),
    columns: ["at", "left", "node", "right"],
    rows: lines.map(({ at, left, node, right }) => [at, left, node, right]),
    of: lines.length,
    right: ["left"],
  };
}

function networkCaption(network: object): string {
  const note = noteOf(network);
  return note === "" ? "who answers whom" : `who answers whom · ${note}`;
}

/** What was counted, and whether that is all. */
function captionOf(value: object): string {
  const { query, counted, truncated } = value as {
    readonly query?: string;
    readonly counted?: {
      readonly records: string;
      readonly texts: number;
      readonly tokens: number;
      readonly note: string | null;
    };
    readonly truncated?: boolean;
  };
  const parts = [
    query ?? "",
    counted
      ? `${counted.texts.toLocaleString("en")} ${counted.records} of ${counted.tokens.toLocaleString("en")} tokens`
      : "",
    counted?.note ?? "",
    truncated ? "cut by a limit" : "",
  ];
  return parts.filter((part) => part !== "").join(" · ");
}

const noteOf = (rows: object): string =>
  (rows as { readonly about?: { readonly note: string | null } }).about?.note ?? "";

const MOST_COMMENTS = 100;

/** A thread of thousands is neither read nor drawn. */
function treePicture(tree: Tree): MimeBundle {
  const shown = tree.comments.slice(0, MOST_COMMENTS);
  const more = tree.comments.length > shown.length ? `… and ${tree.comments.length - shown.length} more` : "";
  const lines = shown.map(({ id, author, createdAt, text }) => ({
    depth: Math.min(tree.depth(id) - 1, 12),
    head: `${author ?? "–"} ${createdAt?.slice(0, 16).replace("T", " ") ?? ""}`.trim(),
    text: (text ?? "").replace(/\s+/g, " "),
  }));
  const plain = lines.map(
    ({ depth, head, text }) => `${"  ".repeat(depth)}${head}: ${[...text].slice(0, 100).join("")}`,
  );
  const html = lines.map(
    ({ depth, head, text }) =>
      `<div dir="auto" style="margin-left:${depth * 1.5}em"><small>${escaped(head)}</small><br>${escaped(text)}</div>`,
  );
  return {
    "text/plain": [...plain.map((line) => line.replace(/[\p{Cc}\p{Cf}]/gu, " ")), more].join("\n").trimEnd(),
    "text/html": `<div>${html.join("\n")}${more === "" ? "" : `<p>${more}</p>`}</div>`,
  };
}
