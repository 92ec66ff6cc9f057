// Quote-safe exports: what may be passed on where the texts themselves may not.
import { UsageError } from "@belowline/schema";
import type { Rows } from "./rows.ts";

/** `ids`: only ids and addresses. `no-text`: everything but verbatim text. */
export const QUOTE_SAFE = ["ids", "no-text"] as const;
export type QuoteSafe = (typeof QUOTE_SAFE)[number];

/** With these, who may read the site finds each record again. An address may hold words of its headline. */
const IDS = new Set([
  ...["id", "url", "publisher", "articleId", "articleUrl", "platform", "key", "nativeId", "permalink"],
  ...["parentId", "rootId", "clusterId", "duplicateOf"],
]);
/** Words of the publisher or a commenter: any search engine finds who wrote a sentence. */
const VERBATIM = new Set(["headline", "standfirst", "text", "html", "blocks", "images"]);

/** @throws UsageError `usage/invalid-value` */
export function checkQuoteSafe(mode: string): asserts mode is QuoteSafe {
  if ((QUOTE_SAFE as readonly string[]).includes(mode)) return;
  throw new UsageError(
    "usage/invalid-value",
    `export: expected quoteSafe to be one of ${QUOTE_SAFE.join(", ")}, found "${mode}"`,
    { option: "quoteSafe" },
  );
}

/** The rows with no other fields than the mode allows. */
export function quoteSafeRows<Row extends object>(rows: Rows<Row>, mode: QuoteSafe): Rows<Row> {
  const fields = rows.fields.filter((field) => (mode === "ids" ? IDS.has(field) : !VERBATIM.has(field)));
  return {
    fields,
    async *[Symbol.asyncIterator]() {
      for await (const row of rows) yield Object.fromEntries(fields.map((field) => [field, row[field]])) as Row;
    },
  };
}
