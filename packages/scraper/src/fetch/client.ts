// The one HTTP client: pages, robots.txt, sitemaps, feeds and comment APIs all come through here, as captures.
import { readFileSync } from "node:fs";
import {
  type Ask,
  type Capture,
  digestOf,
  FetchError,
  type Hosts,
  newCaptureId,
  parseUrl,
  type Redirect,
} from "@belowline/schema";
import { type Dispatcher, request } from "undici";
import { ACCEPT_ENCODING, BODY_LIMITS, type BodyLimits, readBody } from "./body.ts";
import { type Allowed, vettedAgent, vetUrl } from "./connection.ts";
import { toFetchError } from "./fault.ts";
import { type Gate, type OnRest, type Passed, politeGate } from "./gate.ts";
import { insideOf } from "./inside.ts";
import { type Keys, withKey, withoutKey } from "./key.ts";
import { memoryHosts } from "./memory-hosts.ts";
import { firstHop, type Hop, nextHop } from "./redirect.ts";
import { retryAfter } from "./retry-after.ts";
import { shownHeaders, shownUrl } from "./shown.ts";

export interface ClientOptions {
  /** Sent with every request; see `userAgentOf`. */
  readonly userAgent: string;
  /** Seconds between the starts of two requests to one host. */
  readonly delay?: number;
  /** Where turns are taken; a client without shares them with nobody. */
  readonly hosts?: Hosts;
  /** Hosts on this machine or network that the user named, without ports; all others there are refused. */
  readonly inside?: readonly string[];
  /** An HTTP proxy that tunnels to the addresses vetted here; `readProxy` checks it. Never one of the environment's. */
  readonly proxy?: URL;
  /** The user's own keys, for questions that name one. */
  readonly keys?: Keys;
  /** What `fetchedAt` tells; the machine's own if not given. */
  readonly clock?: () => Date;
  readonly signal?: AbortSignal;
  readonly onRest?: OnRest;
  readonly limits?: Partial<Limits>;
}

export interface Limits extends BodyLimits {
  /** From the first byte asked to the last byte read, redirects included, waiting for turns not. */
  readonly seconds: number;
  readonly redirects: number;
}

export const LIMITS: Limits = { ...BODY_LIMITS, seconds: 60, redirects: 10 };

export interface Client {
  readonly userAgent: string;
  readonly gate: Gate;
  /**
   * Asks, follows redirects by hand (every hop is vetted anew and waits for its host's turn) and reads the whole body. Any
   * status is an answer.
   *
   * @param send extra request headers, such as If-None-Match
   * @param onward asked before a redirect is followed; what it throws is thrown
   * @param from the page on whose word it is asked; the address itself if not given
   * @throws FetchError where there is no whole answer
   */
  fetch(
    ask: Ask,
    send?: Readonly<Record<string, string>>,
    onward?: (url: string) => Promise<void>,
    from?: string,
  ): Promise<Capture>;
  close(): Promise<void>;
}

const ACCEPT = {
  html: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
  json: "application/json,*/*;q=0.5",
  xml: "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5",
} as const;

/** What is read of a body that nobody wants, before its connection is left. */
const UNWANTED_BYTES = 100_000;

/**
 * Makes the client. It says honestly who it is, keeps one request a host at a time, reaches no internal address, verifies TLS,
 * keeps no cookie, and never returns a part of a body as a whole one.
 *
 * @example
 * const client = createClient({ userAgent: userAgentOf("mailto:lab@university.example") });
 * const capture = await client.fetch({ url: "https://news.example/" });
 * await client.close();
 */
export function createClient(options: ClientOptions): Client {
  const inside = insideOf(options.inside ?? []);
  const limits: Limits = { ...LIMITS, ...options.limits };
  const clock = options.clock ?? (() => new Date());
  const agents = { public: vettedAgent("public", options.proxy), local: vettedAgent("local", options.proxy) };
  const gate = politeGate(options.hosts ?? memoryHosts(), options.delay ?? 0, options.signal, options.onRest);

  /** One request on the wire: an answer read to its end, or the hop that it redirects to. */
  async function exchange(
    hop: Hop,
    wire: Pick<Hop, "url" | "headers">,
    reach: Allowed,
    milliseconds: number,
  ): Promise<Passed<Answered | Hop>> {
    const { url, method, body } = hop;
    const started = performance.now();
    const signal = AbortSignal.timeout(Math.ceil(milliseconds));
    const answer = await request(wire.url, { dispatcher: agents[reach], method, headers: wire.headers, body, signal });
    const answeredAt = performance.now();
    const firstByte = answeredAt - started;
    const pace = {
      answeredAt,
      throttled: answer.statusCode === 429 || answer.statusCode === 503,
      retryAfter: retryAfter(headerOf(answer.headers["retry-after"]), headerOf(answer.headers.date)),
    };
    const next = nextHop(hop, answer.statusCode, headerOf(answer.headers.location));
    if (next) {
      await answer.body.dump({ limit: UNWANTED_BYTES, signal }).catch(() => {});
      return { value: next, throttled: false, retryAfter: undefined, answeredAt };
    }
    // Nobody asked for a range: what else the page has, nobody can say.
    if (answer.statusCode === 206) {
      await answer.body.dump({ limit: UNWANTED_BYTES, signal }).catch(() => {});
      const shown = shownUrl(url.href);
      throw new FetchError("truncated", `${shown}: answered 206, a part of what was asked for`, { url: shown });
    }
    const bytes = await readBody(answer.body, headerOf(answer.headers["content-encoding"]), shownUrl(url.href), limits);
    return { value: { answer, firstByte, bytes }, ...pace };
  }

  async function fetch(
    ask: Ask,
    send: Readonly<Record<string, string>>,
    onward: (url: string) => Promise<void>,
    from: string,
  ): Promise<Capture> {
    const reachFrom = async (url: URL, page: string): Promise<Allowed> => {
      const reach = (await inside(url.hostname, parseUrl(page)?.hostname ?? "")) ? "local" : "public";
      vetUrl(url, reach);
      return reach;
    };
    const first = parseUrl(ask.url);
    if (!first) throw new FetchError("refused-scheme", `expected an http or https address, got ${shownUrl(ask.url)}`);
    first.hash = "";
    const keyed = withKey(ask, options.keys ?? {});
    const headers = {
      "user-agent": options.userAgent,
      accept: ACCEPT[ask.accept ?? "html"],
      "accept-encoding": ACCEPT_ENCODING,
      ...ask.headers,
      ...send,
    };
    const fetchedAt = clock().toISOString();
    const redirects: Redirect[] = [];
    let spent = 0;
    let hop = firstHop(first, ask, headers);
    let reach = await reachFrom(hop.url, from);
    for (;;) {
      const { url } = hop;
      const passed = await gate.pass(url.host, async () => {
        const started = performance.now();
        try {
          // The key goes where the question goes, and nowhere else.
          const wire = redirects.length === 0 ? { url: keyed.url, headers: { ...headers, ...keyed.headers } } : hop;
          return await exchange(hop, wire, reach, Math.max(1, limits.seconds * 1000 - spent));
        } catch (error) {
          throw toFetchError(error, url.href);
        } finally {
          spent += performance.now() - started;
        }
      });
      if ("answer" in passed) {
        const { answer, firstByte, bytes } = passed;
        return {
          id: newCaptureId(),
          requestUrl: first.href,
          url: url.href,
          method: ask.method ?? "GET",
          requestHeaders: shownHeaders(headers),
          requestBody: ask.body ?? null,
          redirects,
          status: answer.statusCode,
          headers: flatten(answer.headers),
          body: bytes,
          digest: digestOf(bytes),
          fetchedAt,
          timing: { firstByte: Math.round(firstByte), total: Math.round(spent) },
        };
      }
      redirects.push({ url: url.href, status: passed.status });
      if (redirects.length > limits.redirects) {
        throw new FetchError("too-many-redirects", `${shownUrl(ask.url)}: more than ${limits.redirects} redirects`, {
          url: shownUrl(ask.url),
        });
      }
      hop = { ...passed, url: withoutKey(passed.url, ask) };
      reach = await reachFrom(hop.url, url.href);
      await onward(hop.url.href);
    }
  }

  return {
    userAgent: options.userAgent,
    gate,
    fetch: (ask, send = {}, onward = async () => {}, from = ask.url) => fetch(ask, send, onward, from),
    async close() {
      await Promise.all([agents.public.destroy(), agents.local.destroy()]);
    },
  };
}

/** An answer read to its end. */
interface Answered {
  readonly answer: Dispatcher.ResponseData;
  /** Milliseconds from the request. */
  readonly firstByte: number;
  readonly bytes: Uint8Array;
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
