// The one error base of the house and its four kinds; the kind decides what a crawl does next.

/** A literal code, `kind/what`; programs branch on it, people read the message. */
export type ErrorCode =
  | `fetch/${FetchFault}`
  | `adapter/${"unexpected-answer" | "missing-field" | "too-heavy"}`
  | `store/${"locked" | "newer-schema" | "stale-lease" | "nested-transaction" | "unreachable" | "capture-missing" | "key-mismatch" | "failed"}`
  | `usage/${"unknown-option" | "invalid-value" | "missing-value" | "not-found" | "contact-required" | "conflict"}`;

/** Everything that can go wrong between us and a server. */
export type FetchFault =
  | "refused-address"
  | "refused-scheme"
  | "refused-port"
  | "robots"
  | "no-key"
  | "tdm"
  | "name"
  | "connect"
  | "tls"
  | "timeout"
  | "truncated"
  | "too-large"
  | "too-many-redirects"
  | "bad-encoding"
  | "throttled"
  | "server-error"
  | "aborted";

/** Base of every error that Belowline throws on purpose. The message says what was expected, where, and what to do. */
export abstract class BelowlineError extends Error {
  abstract readonly kind: "fetch" | "adapter" | "store" | "usage";
  readonly code: ErrorCode;
  /** Plain facts for programs: the URL, the status, the option. Never a commenter's name. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }
}

/** A request that gave no usable answer. The crawl goes on; whether it tries again depends on the code. */
export class FetchError extends BelowlineError {
  override readonly name = "FetchError";
  readonly kind = "fetch";
  declare readonly code: `fetch/${FetchFault}`;

  constructor(fault: FetchFault, message: string, details?: Readonly<Record<string, unknown>>, cause?: unknown) {
    super(`fetch/${fault}`, message, details, cause);
  }
}

/** An answer that the adapter of a platform or publisher does not understand: kept with its capture, not tried again. */
export class AdapterError extends BelowlineError {
  override readonly name = "AdapterError";
  readonly kind = "adapter";
}

/** The corpus cannot be opened, read or written as asked. */
export class StoreError extends BelowlineError {
  override readonly name = "StoreError";
  readonly kind = "store";
}

/** The caller asked for something that cannot be: an unknown option, a malformed value. */
export class UsageError extends BelowlineError {
  override readonly name = "UsageError";
  readonly kind = "usage";
}

/** Guards by shape, because `instanceof` fails when two copies of the package meet. */
export const isBelowlineError = (error: unknown): error is BelowlineError =>
  error instanceof Error &&
  typeof (error as { code?: unknown }).code === "string" &&
  "kind" in error &&
  "details" in error;
export const isFetchError = (error: unknown): error is FetchError => isBelowlineError(error) && error.kind === "fetch";
export const isAdapterError = (error: unknown): error is AdapterError =>
  isBelowlineError(error) && error.kind === "adapter";
export const isStoreError = (error: unknown): error is StoreError => isBelowlineError(error) && error.kind === "store";
export const isUsageError = (error: unknown): error is UsageError => isBelowlineError(error) && error.kind === "usage";

/** Refuses options that nobody reads: a silently ignored option is worse than an error. */
export function refuseUnknown(where: string, given: object, known: readonly string[]): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new UsageError("usage/invalid-value", `${where}: expected an object with some of ${known.join(", ")}`, {});
  }
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    throw new UsageError("usage/unknown-option", `${where}: unknown option "${key}"; known are ${known.join(", ")}`, {
      option: key,
      known,
    });
  }
}
