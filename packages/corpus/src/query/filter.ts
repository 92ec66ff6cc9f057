// Filters: what a selection may ask for, checked before anything runs, as conditions that every question shares.
import { isId, readSince, refuseUnknown, storable, UsageError } from "@belowline/schema";
import { type RawBuilder, sql } from "kysely";
import type { Database } from "../db/connection.ts";

export type OneOrMore<T> = T | readonly T[];
export type Condition = RawBuilder<unknown>;
/** A condition, or one that must first look something up, each time the question is run. */
export type Asked = Condition | ((db: Database) => Promise<Condition>);
/** A moment: ISO 8601 ("2026-03-02" is its first instant in UTC), a span before now ("14d", "36h", "2w"), or a Date. */
export type Moment = string | Date;

/** For each filter, what its value means in SQL. `name` is for messages. */
export type Filters<Where> = {
  readonly [K in keyof Where]-?: (value: NonNullable<Where[K]>, name: string) => Asked;
};

/**
 * @throws UsageError `usage/unknown-option` for a filter nobody knows, `usage/invalid-value` for a value that cannot be meant
 */
export function conditionsOf<Where extends object>(what: string, filters: Filters<Where>, where: Where): Asked[] {
  refuseUnknown(`${what}.where`, where, Object.keys(filters));
  return Object.entries(where).map(([key, value]) => {
    const name = `${what}.where({ ${key} })`;
    // Undefined is a slip of the caller, not "all": a filter silently left out gives wrong counts.
    if (value === undefined || value === null) throw invalid(name, "a value; leave the key out for no filter");
    return filters[key as keyof Where](value as NonNullable<Where[keyof Where]>, name);
  });
}

const invalid = (name: string, expected: string): UsageError =>
  new UsageError("usage/invalid-value", `${name}: expected ${expected}`, { option: name });

/** All conditions at once; none is true. */
export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0
    ? sql`true`
    : sql.join(
        conditions.map((condition) => sql`(${condition})`),
        sql` and `,
      );

/** All of them, looked up. */
export const settled = async (db: Database, asked: readonly Asked[]): Promise<Condition> =>
  allOf(await Promise.all(asked.map((one) => (typeof one === "function" ? one(db) : one))));

export function textsOf(value: OneOrMore<string>, name: string): string[] {
  const list = Array.isArray(value) ? (value as readonly string[]) : [value];
  if (!list.every((text) => typeof text === "string")) throw invalid(name, "a text or an array of texts");
  return list.map((text) => storable(text as string));
}

/** The column is one of these texts. */
export const among =
  (column: Condition) =>
  (value: OneOrMore<string>, name: string): Condition =>
    sql`${column} = any(${textsOf(value, name)}::text[])`;

/** The column is one of these texts, which must be words of a closed list. */
export const amongWords =
  (column: Condition, words: readonly string[]) =>
  (value: OneOrMore<string>, name: string): Condition => {
    const texts = textsOf(value, name);
    const stranger = texts.find((text) => !words.includes(text));
    if (stranger !== undefined) throw invalid(name, `one of ${words.join(", ")}; found "${stranger.slice(0, 40)}"`);
    return sql`${column} = any(${texts}::text[])`;
  };

export const idOf = (value: string, name: string): string => {
  if (typeof value !== "string" || !isId(value)) throw invalid(name, "an id (a UUID)");
  return value;
};

export const amongIds =
  (column: Condition) =>
  (value: OneOrMore<string>, name: string): Condition =>
    sql`${column} = any(${textsOf(value, name).map((id) => idOf(id, name))}::uuid[])`;

/** A tag such as "en" stands for "en-gb" and the rest of its family. */
export const inLanguage =
  (column: Condition) =>
  (value: OneOrMore<string>, name: string): Condition => {
    const tags = textsOf(value, name).map((tag) => tag.toLowerCase());
    return sql`${column} = any(${tags}::text[]) or split_part(${column}, '-', 1) = any(${tags}::text[])`;
  };

/** At or after. */
export const since =
  (column: Condition) =>
  (value: Moment, name: string): Condition =>
    sql`${column} >= ${momentOf(value, name)}::timestamptz`;

/** Before; so that neighbouring ranges share nothing. */
export const before =
  (column: Condition) =>
  (value: Moment, name: string): Condition =>
    sql`${column} < ${momentOf(value, name)}::timestamptz`;

export function momentOf(value: Moment, name: string): string {
  const moment = value instanceof Date || typeof value === "string" ? readSince(value, new Date()) : undefined;
  if (moment === undefined)
    throw invalid(name, 'a date such as "2026-03-02" or "2026-03-02T08:00:00Z", or a span before now such as "7d"');
  return moment;
}

export const flag =
  (column: Condition) =>
  (value: boolean, name: string): Condition => {
    if (typeof value !== "boolean") throw invalid(name, "true or false");
    return sql`${column} = ${value}::boolean`;
  };

export const depthOf = (value: number, name: string): number => {
  if (!Number.isSafeInteger(value) || value < 1) throw invalid(name, "a whole number from 1");
  return value;
};

export const wholeOf = (value: number, name: string): number => {
  if (!Number.isSafeInteger(value) || Math.abs(value) > 2 ** 31 - 1) throw invalid(name, "a whole number");
  return value;
};

/** What people type into a search box: words, "phrases", or, -not. Nothing else has a meaning. */
export const queryOf = (value: string, name: string): Condition => {
  if (typeof value !== "string" || value.trim() === "") throw invalid(name, "words to look for");
  return sql`websearch_to_tsquery('simple', ${storable(value)}::text)`;
};
