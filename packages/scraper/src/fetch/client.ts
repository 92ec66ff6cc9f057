// The one HTTP client: pages, robots.txt, sitemaps, feeds and comment APIs all come through here, as captures.
import { readFileSync } from "node:fs";
import { type Ask, type Capture, digestOf, FetchError, newCaptureId, parseUrl, type Redirect } from "@belowline/schema";
import { type Dispatcher, request } from "undici";
import { ACCEPT_ENCODING, BODY_LIMITS, type BodyLimits, readBody } from "./body.ts";
import { vettedAgent, vetUrl } from "./connection.ts";
import { toFetchError } from "./fault.ts";
import { type Gate, politeGate } from "./gate.ts";
import { type Keys, withKey, withoutKey } from "./key.ts";

export interface ClientOptions {
  /** Sent with every request; see `userAgentOf`. */
  readonly userAgent: string;
  /** Seconds between the starts of two requests to one host. */
  readonly delay?: number;
  /** Opens loopback and private addresses. */
  readonly allowPrivateNetwork?: boolean;
  /** The user's own keys, for questions that name one. */
  readonly keys?: Keys;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<BodyLimits>;
}

export interface Client {
  readonly userAgent: string;
  readonly gate: Gate;
  /**
   * Asks, follows redirects by hand (every hop is vetted anew) and reads the whole body. Any status is an answer.
   *
   * @param send extra request headers, such as If-None-Match
   * @throws FetchError where there is no whole answer
   */
  fetch(ask: Ask, send?: Readonly<Record<string, string>>): Promise<Capture>;
  close(): Promise<void>;
}

const REDIRECTS = 10;
/** From the first byte asked to the last byte read, redirects included. */
const WHOLE_REQUEST_MS = 60_000;

const ACCEPT = {
  html: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
  json: "application/json,*/*;q=0.5",
  xml: "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5",
} as const;

/**
 * Makes the client. It says honestly who it is, keeps one connection a host, reaches no internal address, verifies TLS, and
 * never returns a part of a body as a whole one.
 *
 * @example
 * const client = createClient({ userAgent: userAgentOf("mailto:lab@university.example") });
 * const capture = await client.fetch({ url: "https://news.example/" });
 * await client.close();
 */
export function createClient(options: ClientOptions): Client {
  const allowPrivateNetwork = options.allowPrivateNetwork ?? false;
  const limits = { ...BODY_LIMITS, ...options.limits };
  const agent = vettedAgent(allowPrivateNetwork);
  const gate = politeGate(() => options.delay ?? 0, options.signal);

  async function hop(
    url: URL,
    ask: Ask,
    headers: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    vetUrl(url, allowPrivateNetwork);
    return request(url, {
      dispatcher: agent,
      method: ask.method ?? "GET",
      headers,
      body: ask.body ?? null,
      signal,
    });
  }

  async function fetchOnce(ask: Ask, send: Readonly<Record<string, string>>): Promise<Capture> {
    const first = parseUrl(ask.url);
    if (!first)
      throw new FetchError("refused-scheme", `expected an http or https address, got ${ask.url.slice(0, 200)}`);
    const keyed = withKey(ask, options.keys ?? {});
    const fetchedAt = new Date().toISOString();
    const started = performance.now();
    const timeout = AbortSignal.timeout(WHOLE_REQUEST_MS);
    const requestHeaders: Record<string, string> = {
      "user-agent": options.userAgent,
      accept: ACCEPT[ask.accept ?? "html"],
      "accept-encoding": ACCEPT_ENCODING,
      ...ask.headers,
      ...send,
    };
    const redirects: Redirect[] = [];
    let url = first;
    url.hash = "";
    try {
      for (;;) {
        // The key goes where the question goes, and nowhere else.
        const answer =
          redirects.length === 0
            ? await hop(keyed.url, ask, { ...requestHeaders, ...keyed.headers }, timeout)
            : await hop(url, ask, requestHeaders, timeout);
        const location = headerOf(answer.headers.location);
        if (
          answer.statusCode >= 300 &&
          answer.statusCode < 400 &&
          answer.statusCode !== 304 &&
          location !== undefined
        ) {
          await answer.body.dump({ limit: 100_000, signal: timeout }).catch(() => {});
          redirects.push({ url: url.href, status: answer.statusCode });
          if (redirects.length > REDIRECTS) {
            throw new FetchError("too-many-redirects", `${ask.url}: more than ${REDIRECTS} redirects`, {
              url: ask.url,
            });
          }
          const target = URL.parse(location, url.href);
          if (!target)
            throw new FetchError("refused-address", `${url.href} redirects to no address at all`, { url: url.href });
          target.hash = "";
          url = withoutKey(target, ask);
          continue;
        }
        const firstByte = performance.now() - started;
        const body = await readBody(answer.body, headerOf(answer.headers["content-encoding"]), url.href, limits);
        return {
          id: newCaptureId(),
          requestUrl: first.href,
          url: url.href,
          method: ask.method ?? "GET",
          requestHeaders,
          requestBody: ask.body ?? null,
          redirects,
          status: answer.statusCode,
          headers: flatten(answer.headers),
          body,
          digest: digestOf(body),
          fetchedAt,
          timing: { firstByte: Math.round(firstByte), total: Math.round(performance.now() - started) },
        };
      }
    } catch (error) {
      throw toFetchError(error, url.href);
    }
  }

  return {
    userAgent: options.userAgent,
    gate,
    fetch(ask, send = {}) {
      const host = parseUrl(ask.url)?.host ?? "";
      return gate.pass(host, () => fetchOnce(ask, send));
    },
    close: () => agent.destroy(),
  };
}

/** Our product token: what robots.txt groups are matched against (RFC 9309 section 2.2.1). */
export const PRODUCT_TOKEN = "Belowline";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** `Belowline/0.1.0 (+contact)`: a name, a version, and where a site's owner can write. */
export const userAgentOf = (contact: string | null): string =>
  contact === null ? `${PRODUCT_TOKEN}/${version}` : `${PRODUCT_TOKEN}/${version} (+${contact})`;

const headerOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value[0] : value;

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    // Cookies identify a session, and we keep none.
    if (value === undefined || name.toLowerCase() === "set-cookie") continue;
    flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
