// WordPress's REST interface: addresses, and what a page of comments or a post says.
import { AdapterError, type Instant, readInstant, type StatedComment } from "@belowline/schema";
import { contentOfHtml, plain } from "../../comments/content.ts";
import type { Answer } from "../../comments/platform.ts";
import { authorOf } from "./names.ts";

/** The most that WordPress serves at once. */
const PER_PAGE = 100;
/** Nothing that is not stored: no avatar addresses (they are digests of mail addresses), no links. */
const FIELDS = "id,post,parent,author,author_name,date,date_gmt,content,link,type,status";

/** By id and not by date: a comment written during the walk lands on a page still to come. */
export function commentsAddress(root: string, post: string, page: number): string {
  return withQuery(
    `${root}wp/v2/comments`,
    `post=${post}&orderby=id&order=asc&per_page=${PER_PAGE}&page=${page}&_fields=${FIELDS}`,
  );
}

/** The newest id, and how many comments there are in a header. */
export const countAddress = (root: string, post: string): string =>
  withQuery(`${root}wp/v2/comments`, `post=${post}&orderby=id&order=desc&per_page=1&_fields=id`);

export const readCount = (answer: Answer): number | null =>
  answer.capture.status === 200 && Array.isArray(answer.json) ? header(answer, "x-wp-total") : null;

export const readNewest = ({ json }: Answer): string | null =>
  Array.isArray(json) && json.length > 0 ? idIn((json[0] as Row | null)?.id) : null;

export const postAddress = (root: string, route: string | null, post: string): string =>
  withQuery(route ?? `${root}wp/v2/posts/${post}`, "_fields=id,author,comment_status");

/** Plain permalinks put the route into the query (`/?rest_route=/`). */
const withQuery = (address: string, query: string): string => `${address}${address.includes("?") ? "&" : "?"}${query}`;

export interface RestComments {
  readonly comments: readonly StatedComment[];
  /** Comment to WordPress user, for comments of registered users. */
  readonly users: { readonly [comment: string]: number };
  readonly apart: readonly string[];
  readonly total: number | null;
  readonly more: boolean;
}

/** A page of comments; undefined where the answer is none (closed, HTML, an error). */
export function readComments(answer: Answer, page: number, post: string): RestComments | undefined {
  if (answer.capture.status !== 200 || !Array.isArray(answer.json)) return undefined;
  const rows = answer.json as readonly unknown[];
  const comments: StatedComment[] = [];
  const users: Record<string, number> = {};
  const apart: string[] = [];
  for (const [index, value] of rows.entries()) {
    const row = (value ?? {}) as Row;
    // A plugin's broken query, or a cache, may answer with comments of another post.
    if (row.post !== undefined && String(row.post) !== post) continue;
    const id = idOf(answer, row.id, index);
    if (typeof row.type === "string" && row.type !== "comment" && row.type !== "") apart.push(id);
    else if (row.status === undefined || row.status === "approved") {
      comments.push(commentOf(answer, row, id, index));
      if (typeof row.author === "number" && row.author > 0) users[id] = row.author;
    }
  }
  const total = header(answer, "x-wp-total");
  const pages = header(answer, "x-wp-totalpages");
  return { comments, users, apart, total, more: pages === null ? rows.length >= PER_PAGE : page < pages };
}

interface Row {
  readonly [field: string]: unknown;
}

function commentOf(answer: Answer, row: Row, id: string, index: number): StatedComment {
  const rendered = (row.content as Row | null | undefined)?.rendered;
  if (typeof rendered !== "string") throw missing(answer, "content.rendered", index);
  return {
    nativeId: id,
    parent: row.parent ? String(row.parent) : null,
    parentFrom: "id",
    author: typeof row.author_name === "string" ? authorOf(plain(row.author_name)) : null,
    createdAt: timeOf(row),
    ...contentOfHtml(rendered),
    state: "visible",
    permalink: typeof row.link === "string" && /^https?:/.test(row.link) ? row.link : null,
  };
}

/** `date_gmt` is UTC without a Z, `date` the site's own time without its offset: together they tell the offset. */
function timeOf(row: Row): Instant | null {
  if (typeof row.date_gmt !== "string") return null;
  const utc = readInstant(row.date_gmt);
  if (!utc) return null;
  const local = typeof row.date === "string" ? readInstant(row.date) : undefined;
  return { ...utc, offset: local ? offsetOf(Date.parse(local.at) - Date.parse(utc.at)) : null };
}

function offsetOf(milliseconds: number): string | null {
  const minutes = Math.abs(milliseconds) / 60_000;
  if (!Number.isInteger(minutes) || minutes > 14 * 60) return null;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${milliseconds < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export interface RestPost {
  readonly author: number | null;
  readonly open: boolean | null;
}

/** The post's author and whether it takes comments; undefined where the answer is none. */
export function readPost(answer: Answer): RestPost | undefined {
  const row = answer.json as Row | null | undefined;
  if (answer.capture.status !== 200 || typeof row !== "object" || row === null) return undefined;
  const open = row.comment_status === "open" ? true : row.comment_status === "closed" ? false : null;
  return { author: typeof row.author === "number" && row.author > 0 ? row.author : null, open };
}

function idOf(answer: Answer, value: unknown, index: number): string {
  const id = idIn(value);
  if (id === null) throw missing(answer, "id", index);
  return id;
}

const idIn = (value: unknown): string | null =>
  (typeof value === "number" && Number.isSafeInteger(value) && value > 0) || /^[1-9]\d{0,19}$/.test(String(value))
    ? String(value)
    : null;

const missing = (answer: Answer, field: string, index: number): AdapterError =>
  new AdapterError(
    "adapter/missing-field",
    `wordpress: expected "${field}" in comment ${index} of ${answer.capture.url}; the interface may have changed`,
    { url: answer.capture.url, field, index },
  );

function header(answer: Answer, name: string): number | null {
  const value = answer.capture.headers[name];
  return value !== undefined && /^\d{1,9}$/.test(value.trim()) ? Number(value) : null;
}
