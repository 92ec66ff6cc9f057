// Ask and Capture: one question to a server, and the exchange that answered it, kept verbatim.
import type { Digest } from "./digest.ts";
import type { CaptureId } from "./id.ts";
import type { JsonObject } from "./json.ts";
import type { Signal } from "./signal.ts";

/** A planned request. Adapters make them; only the frame sends them. */
export interface Ask {
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What the answer should be; decides the Accept header. */
  readonly accept?: "html" | "json" | "xml";
  /**
   * The user's own key that the question needs, and where it goes: a parameter of the query, or a header, there behind
   * the scheme's word (RFC 9110 section 11.4). The client puts it in when it asks; no capture holds it.
   */
  readonly key?: {
    readonly name: string;
    readonly query?: string;
    readonly header?: string;
    readonly scheme?: "Bearer";
  };
  /** Plain JSON that comes back with the answer, for platforms that take several steps. */
  readonly carry?: JsonObject;
}

/** One hop of a redirect chain. */
export interface Redirect {
  readonly url: string;
  readonly status: number;
}

/** One HTTP exchange, kept verbatim: what we asked, what came, when. */
export interface Capture {
  readonly id: CaptureId;
  /** The address asked for. */
  readonly requestUrl: string;
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string | null;
  readonly redirects: readonly Redirect[];
  readonly status: number;
  /** Names in lower case; repeated headers joined by ", " (RFC 9110 section 5.3), Set-Cookie left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body after content decoding (gzip, br, zstd), before character decoding. */
  readonly body: Uint8Array;
  readonly digest: Digest;
  /** When the request started; UTC ISO 8601. */
  readonly fetchedAt: string;
  /** Milliseconds to the first byte of the answer and to its last. */
  readonly timing: { readonly firstByte: number; readonly total: number };
  /** What the site says of reuse with this answer; absent where nobody looked. */
  readonly signals?: readonly Signal[];
}
