// robots.txt by RFC 9309: what we may visit, how slowly, and which sitemaps a site names. Fails closed.

import { TextDecoder } from "node:util";
import { isFetchError, parseUrl } from "@belowline/schema";
import type { Robot } from "robots-parser";
import * as robotsModule from "robots-parser";
import { type Client, PRODUCT_TOKEN } from "./client.ts";

// The package is CommonJS (`module.exports = function`), but its types speak of an ES default export.
const robotsParser = robotsModule.default as unknown as (url: string, text: string) => Robot;

export interface Robots {
  /** Null when allowed; else why not, as a sentence. */
  refusal(url: string): Promise<string | null>;
  /** The sitemaps that the host's robots.txt names. */
  sitemaps(url: string): Promise<readonly string[]>;
}

interface Rules {
  readonly allowed: (url: string) => boolean;
  readonly reason: string;
  readonly sitemaps: readonly string[];
  readonly until: number;
}

/** RFC 9309 section 2.4: not used for longer than a day. */
const DAY_MS = 86_400_000;
/** After a refusal for want of an answer, look again in five minutes. */
const RETRY_MS = 300_000;
/** RFC 9309 section 2.5 asks for at least 500 KiB. */
const LARGEST = 512 * 1024;
/** A Crawl-delay beyond this says "go away" rather than "slowly"; Heritrix honours as much. */
const LONGEST_DELAY_S = 300;

/** Robots rules over the one client, cached per origin. 4xx allows; 429, 5xx, no answer or undecodable bytes refuse. */
export function robotsOver(client: Client): Robots {
  const cache = new Map<string, Promise<Rules>>();

  async function load(origin: string, host: string): Promise<Rules> {
    const closed = (reason: string): Rules => ({
      allowed: () => false,
      reason,
      sitemaps: [],
      until: performance.now() + RETRY_MS,
    });
    const open: Rules = { allowed: () => true, reason: "", sitemaps: [], until: performance.now() + DAY_MS };
    let text: string;
    try {
      const answer = await client.fetch({ url: `${origin}/robots.txt`, accept: "html" });
      if (answer.status === 429 || answer.status >= 500) return closed(`robots.txt answered ${answer.status}`);
      if (answer.status >= 400) return open;
      if (answer.status >= 300) return open; // a redirect to nowhere counts as unavailable
      text = new TextDecoder("utf-8", { fatal: true }).decode(answer.body.subarray(0, LARGEST));
    } catch (error) {
      return closed(isFetchError(error) ? `robots.txt could not be read (${error.code})` : "robots.txt is not UTF-8");
    }
    const parsed = robotsParser(`${origin}/robots.txt`, text);
    const delay = parsed.getCrawlDelay(PRODUCT_TOKEN);
    if (delay !== undefined && delay > 0) client.gate.slow(host, Math.min(delay, LONGEST_DELAY_S));
    return {
      allowed: (url) => parsed.isAllowed(url, PRODUCT_TOKEN) !== false,
      reason: "robots.txt disallows it",
      sitemaps: parsed.getSitemaps(),
      until: performance.now() + DAY_MS,
    };
  }

  async function rulesOf(url: string): Promise<Rules | undefined> {
    const parsed = parseUrl(url);
    if (!parsed) return undefined;
    const held = cache.get(parsed.origin);
    if (held && (await held).until > performance.now()) return held;
    const fresh = load(parsed.origin, parsed.host);
    cache.set(parsed.origin, fresh);
    return fresh;
  }

  return {
    async refusal(url) {
      const rules = await rulesOf(url);
      if (!rules) return "no http or https address";
      return rules.allowed(url) ? null : rules.reason;
    },
    async sitemaps(url) {
      return (await rulesOf(url))?.sitemaps ?? [];
    },
  };
}
