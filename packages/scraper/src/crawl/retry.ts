// What an error means for the crawl: again in this run, later, kept as broken, or stop. The only file that knows Crawlee's errors.
import { type FetchError, isBelowlineError, isFetchError, isStoreError } from "@belowline/schema";
import { CriticalError, NonRetryableError } from "@crawlee/core";

/** Tried again within the run. */
const PASSING = new Set([
  "fetch/name",
  "fetch/connect",
  "fetch/timeout",
  "fetch/truncated",
  "fetch/throttled",
  "fetch/server-error",
]);

/**
 * Whether it may pass by itself. A host that rests for longer than a run waits would only be asked for its turn again, and 501 says
 * that the server cannot do this at all (RFC 9110, 15.6.2).
 */
export const passes = ({ code, details }: FetchError): boolean =>
  PASSING.has(code) && details.asked !== false && details.status !== 501;

/** How often within one run. */
export const RETRIES = 3;

/** How long to wait before the n-th retry (from 1), in milliseconds; throttling waits at the gate instead. */
export const backOff = (retry: number): number => 500 * 4 ** (retry - 1);

/** The error as Crawlee must see it to do the right thing. */
export function asCrawleeError(error: unknown): Error {
  const cause = error instanceof Error ? error : new Error(String(error));
  if (isStoreError(cause)) return Object.assign(new CriticalError(cause.message), { cause });
  if (isFetchError(cause) && passes(cause)) return cause;
  return Object.assign(new NonRetryableError(cause.message), { cause });
}

/** The error that `asCrawleeError` wrapped. */
export function original(error: unknown): unknown {
  return error instanceof Error && isBelowlineError(error.cause) ? error.cause : error;
}
