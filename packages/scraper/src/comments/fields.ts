// Fields of JSON answers: what must be there throws, what may be there is null, and a refusal is a gap.
import { AdapterError, type Gap, type Instant, readInstant, type StatedAuthor } from "@belowline/schema";
import type { Answer, Batch } from "./platform.ts";

export interface Row {
  readonly [field: string]: unknown;
}

/** A JSON object; an empty one for anything else. */
export const rowOf = (value: unknown): Row =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Row) : {};

/** A JSON list; an empty one for anything else. */
export const rowsOf = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.map(rowOf) : []);

/** A text with something in it, else null. */
export const textIn = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

/** A whole number of at least 0, else null. */
export const countIn = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;

/** An identifier as text: platforms give numbers and texts, and some of them both. */
export function idIn(value: unknown): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  return typeof value === "string" && value !== "" && value.length <= 200 ? value : null;
}

/** @throws AdapterError where a comment has no identifier: the interface has changed */
export function idOf(answer: Answer, platform: string, row: Row, field: string): string {
  const id = idIn(row[field]);
  if (id === null) throw missingField(answer, platform, field);
  return id;
}

/** @throws AdapterError where a field of a comment that must be a text is none */
export function textOf(answer: Answer, platform: string, row: Row, field: string): string {
  const text = row[field];
  if (typeof text !== "string") throw missingField(answer, platform, field);
  return text;
}

/** @throws AdapterError where an answer that must be JSON is none: it was cut off, or something else stands in its place */
export function jsonOf(answer: Answer, platform: string): Row {
  if (answer.json === undefined) throw missingField(answer, platform, "a body of JSON");
  return rowOf(answer.json);
}

/** @throws AdapterError where the answer's list of comments is none */
export function listOf(answer: Answer, platform: string, value: unknown, field: string): readonly Row[] {
  if (!Array.isArray(value)) throw missingField(answer, platform, field);
  return value.map(rowOf);
}

export const missingField = (answer: Answer, platform: string, field: string): AdapterError =>
  new AdapterError(
    "adapter/missing-field",
    `${platform}: expected "${field}" in the answer of ${answer.capture.url}; the interface may have changed`,
    { url: answer.capture.url, field },
  );

/** Seconds since 1970, as many interfaces count; fractions are kept to the millisecond. */
export function secondsIn(value: unknown): Instant | null {
  const number = typeof value === "string" && /^\d{9,11}(?:\.\d{1,9})?$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !(number > 0 && number < 1e11)) return null;
  const precision = Number.isInteger(number) ? "s" : "ms";
  return {
    at: new Date(Math.floor(number * 1000)).toISOString(),
    offset: "Z",
    precision,
    source: "machine",
    raw: String(value),
  };
}

/** Milliseconds since 1970. */
export function millisecondsIn(value: unknown): Instant | null {
  const number = typeof value === "string" && /^\d{12,14}$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !(number > 0 && number < 1e14)) return null;
  return {
    at: new Date(Math.floor(number)).toISOString(),
    offset: "Z",
    precision: "ms",
    source: "machine",
    raw: String(value),
  };
}

/** ISO 8601; a time without a zone is UTC. */
export const isoIn = (value: unknown): Instant | null =>
  typeof value === "string" ? (readInstant(value) ?? null) : null;

/** Null where nobody is named and no identifier is told. */
export function authorIn(name: unknown, key?: unknown): StatedAuthor | null {
  const [stated, id] = [textIn(typeof name === "string" ? name.trim() : name), idIn(key)];
  return stated === null && id === null ? null : { name: stated, ...(id !== null && { key: id }) };
}

/** What a status other than success means; undefined for success. */
export function refusalIn({ capture: { status, url, headers } }: Answer): Gap | undefined {
  if (status >= 200 && status < 300) return undefined;
  // Cloudflare says so of its own accord (developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response).
  if (headers["cf-mitigated"] === "challenge")
    return { reason: "challenge", count: null, detail: `${url} wants proof that a person asks` };
  const reason = status === 401 ? "login" : status === 429 ? "rate-limited" : status >= 500 ? "unreachable" : "refused";
  return { reason, count: null, detail: `${url} answered ${status}` };
}

/** A batch without comments: a step on the way, or a gap. */
export const nothing = (way: string, more: Partial<Batch> = {}): Batch => ({
  comments: [],
  next: [],
  way,
  trust: 0,
  ...more,
});
