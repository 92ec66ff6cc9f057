// ImportRecord: one page out of an archive or a folder, as if we had fetched it when somebody else did.
import { type Capture, canonicalise, digestOf, newCaptureId } from "@belowline/schema";
import { signalsOf } from "../fetch/signals.ts";

/** Why a record is no page that we read. */
export const SKIPS = [
  "not-a-response",
  "not-html",
  "status",
  "no-address",
  "truncated",
  "too-large",
  "unreadable",
] as const;
export type Skip = (typeof SKIPS)[number];

export type ImportRecord =
  | { readonly kind: "page"; readonly capture: Capture }
  | { readonly kind: "skipped"; readonly reason: Skip; readonly detail: string };

export interface Archived {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** When it was fetched, UTC ISO 8601. */
  readonly fetchedAt: string;
}

/** What the site says of reuse is recorded; nobody is asked. */
export function pageRecord({ url, status, headers, body, fetchedAt }: Archived): ImportRecord {
  if (canonicalise(url) === undefined)
    return skipped("no-address", `expected an http or https address, found "${url}"`);
  return {
    kind: "page",
    capture: {
      id: newCaptureId(),
      requestUrl: url,
      url,
      method: "GET",
      requestHeaders: {},
      requestBody: null,
      redirects: [],
      status,
      headers,
      body,
      digest: digestOf(body),
      fetchedAt,
      timing: { firstByte: 0, total: 0 },
      signals: signalsOf({ headers, body }),
    },
  };
}

export const skipped = (reason: Skip, detail: string): ImportRecord => ({ kind: "skipped", reason, detail });
