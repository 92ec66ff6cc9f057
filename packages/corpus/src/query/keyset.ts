// Keyset: pages are cut at (first_seen_at, id), which never changes for a row, so that nothing repeats while rows come in.
import { digestOf, UsageError } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";

/** The last row of a page. */
export interface Key {
  /** To the microsecond, as the database has it: a row seen later within the same millisecond comes after. */
  readonly seen: string;
  readonly id: string;
}

/** Rows after the key, in the order of the key. `alias` is the table that has both columns. */
export const after = (alias: string, key: Key | null): RawBuilder<unknown> =>
  key === null
    ? sql`true`
    : sql`(${sql.ref(`${alias}.first_seen_at`)}, ${sql.ref(`${alias}.id`)}) > (${key.seen}::timestamptz, ${key.id}::uuid)`;

export const inKeyOrder = (alias: string): RawBuilder<unknown> =>
  sql`order by ${sql.ref(`${alias}.first_seen_at`)}, ${sql.ref(`${alias}.id`)}`;

/** Names a selection by its question and filters: a cursor of another selection is a mistake, not a place. */
export const markOf = (question: string, wheres: readonly object[]): string =>
  digestOf(JSON.stringify([question, wheres])).slice(0, 12);

export const cursorOf = (mark: string, key: Key): string =>
  Buffer.from(JSON.stringify([mark, key.seen, key.id])).toString("base64url");

/** @throws UsageError `usage/invalid-value` */
export function keyOf(mark: string, cursor: string): Key {
  const parts = parsed(cursor);
  if (parts === undefined) {
    throw new UsageError("usage/invalid-value", "page: expected `after` to be the `next` of an earlier page", {});
  }
  if (parts[0] !== mark) {
    throw new UsageError(
      "usage/invalid-value",
      "page: `after` comes from a selection with other filters; page that one",
      {},
    );
  }
  return { seen: parts[1], id: parts[2] };
}

function parsed(cursor: string): [string, string, string] | undefined {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const [mark, seen, id] = parts as unknown[];
    if (typeof mark !== "string" || typeof seen !== "string" || typeof id !== "string") return undefined;
    return /^\d{4}-[\d:.TZ-]{10,30}$/.test(seen) && /^[0-9a-f-]{36}$/.test(id) ? [mark, seen, id] : undefined;
  } catch {
    return undefined;
  }
}
