// Columns: the type of every field of every record, for formats that have types, and batches of columns of bounded size.
import type { ArticleRecord, CommentRecord, ThreadRecord } from "@belowline/schema";
import type { Rows } from "./rows.ts";

export type ScalarType = "text" | "time" | "integer" | "boolean" | "json";
/** `list` holds texts; an object is a group of named parts. `json` is what has no fixed shape, as text. */
export type ColumnType = ScalarType | "list" | Readonly<Record<string, ScalarType>>;

const LEDGER = {
  platform: "text",
  announced: "integer",
  collected: "integer",
  complete: "boolean",
  gaps: "json",
} as const;

export const COLUMNS = {
  agencies: "list",
  announced: "integer",
  articleId: "text",
  articleUrl: "text",
  author: "text",
  blocks: "json",
  byArticleAuthor: "boolean",
  byline: "list",
  clusterId: "text",
  collected: "integer",
  complete: "boolean",
  createdAt: "time",
  createdAtPrecision: "text",
  depth: "integer",
  duplicateOf: "text",
  editedAt: "time",
  firstSeenAt: "time",
  gaps: "json",
  headline: "text",
  html: "text",
  id: "text",
  images: "json",
  key: "text",
  language: "text",
  lastSeenAt: "time",
  modifiedAt: "time",
  nativeId: "text",
  open: "boolean",
  parentFrom: "text",
  parentId: "text",
  paywall: "text",
  permalink: "text",
  platform: "text",
  position: "integer",
  publishedAt: "time",
  publisher: "text",
  revision: "integer",
  rootId: "text",
  section: "text",
  standfirst: "text",
  state: "text",
  tags: "list",
  text: "text",
  thread: LEDGER,
  url: "text",
  urls: "list",
  votes: { up: "integer", down: "integer", score: "integer" },
  walkedAt: "time",
  ways: "list",
  wordCount: "integer",
} as const satisfies Readonly<Record<keyof ArticleRecord | keyof CommentRecord | keyof ThreadRecord, ColumnType>>;

/** The type of a field that a record of another shape may have: JSON, which holds anything. */
export const columnType = (field: string): ColumnType => (COLUMNS as Record<string, ColumnType>)[field] ?? "json";

/** One batch of rows, column by column. */
export interface Batch {
  readonly rows: number;
  readonly columns: readonly (readonly unknown[])[];
}

/** Readers want batches large, memory wants them small: whichever comes first. */
const ROWS = 20_000;
const CHARACTERS = 16_000_000;

/** Rows as columns in the order of the fields; nothing for no rows. */
export async function* batchesOf<Row extends object>(rows: Rows<Row>): AsyncGenerator<Batch> {
  const { fields } = rows;
  const empty = (): unknown[][] => fields.map(() => []);
  let columns = empty();
  let [held, characters] = [0, 0];
  for await (const row of rows) {
    for (const [i, field] of fields.entries()) {
      const value: unknown = row[field];
      columns[i]!.push(value);
      if (typeof value === "string") characters += value.length;
    }
    if (++held < ROWS && characters < CHARACTERS) continue;
    yield { rows: held, columns };
    columns = empty();
    [held, characters] = [0, 0];
  }
  if (held > 0) yield { rows: held, columns };
}
