// robots.txt of the hosts we meet: what we may visit, how slowly, and which sitemaps a site names. Fails closed.
import { type Hosts, parseUrl } from "@belowline/schema";
import { type Client, PRODUCT_TOKEN } from "./client.ts";
import { FILE_DAY_S, hostFile } from "./host-file.ts";
import { isAllowed, type RobotsRules, robotsRules } from "./robots-rules.ts";

export interface Robots {
  /** Null when allowed. */
  refusal(url: string): Promise<Refusal | null>;
  /** The sitemaps that the host's robots.txt names. */
  sitemaps(url: string): Promise<readonly string[]>;
  /** What it says; null where there is none that can be read. */
  rules(url: string): Promise<RobotsRules | null>;
}

export interface Refusal {
  /** Why not, as a sentence. */
  readonly why: string;
  /** Seconds until it is worth asking again. */
  readonly again: number;
  /** The site said so; else its robots.txt could not be had, which may pass. */
  readonly settled: boolean;
}

interface Verdict {
  /** Null where everything is refused, or allowed. */
  readonly rules: RobotsRules | null;
  /** Why nothing at all may be visited. */
  readonly closed: string | null;
  readonly until: number;
}

/** A Crawl-delay beyond this says "go away" rather than "slowly"; Heritrix honours as much. */
export const LONGEST_CRAWL_DELAY_S = 300;

/**
 * Robots rules over the one client, cached per origin in the store. RFC 9309 section 2.3.1: 4xx allows; 429, 5xx, no answer, too many
 * redirects and undecodable rules refuse everything.
 */
export function robotsOver(client: Client, hosts: Hosts): Robots {
  const cache = new Map<string, Promise<Verdict>>();

  async function load(origin: string, host: string): Promise<Verdict> {
    const { file, until } = await hostFile(client, hosts, origin, "/robots.txt");
    const { status, text, detail } = file;
    if (text === null) {
      const closed = status === null || status === 429 || status >= 500;
      return { rules: null, closed: closed ? `robots.txt ${detail}` : null, until };
    }
    const rules = robotsRules(text, PRODUCT_TOKEN);
    if (!rules) return { rules: null, closed: "robots.txt is not UTF-8", until };
    if (rules.crawlDelay) client.gate.slow(host, Math.min(rules.crawlDelay, LONGEST_CRAWL_DELAY_S));
    return { rules, closed: null, until };
  }

  async function verdictOn(url: URL): Promise<Verdict> {
    const held = cache.get(url.origin);
    if (held && (await held).until > performance.now()) return held;
    const fresh = load(url.origin, url.host);
    cache.set(url.origin, fresh);
    // A failure of ours (the store, a stop) is no verdict.
    fresh.catch(() => cache.delete(url.origin));
    return fresh;
  }

  return {
    async refusal(address) {
      const url = parseUrl(address);
      if (!url) return { why: "no http or https address", again: FILE_DAY_S, settled: true };
      const { rules, closed, until } = await verdictOn(url);
      const again = Math.max(1, Math.ceil((until - performance.now()) / 1000));
      if (closed !== null) return { why: closed, again, settled: false };
      return !rules || isAllowed(rules, url) ? null : { why: "robots.txt disallows it", again, settled: true };
    },
    async sitemaps(address) {
      const url = parseUrl(address);
      return (url && (await verdictOn(url)).rules?.sitemaps) ?? [];
    },
    async rules(address) {
      const url = parseUrl(address);
      return url ? (await verdictOn(url)).rules : null;
    },
  };
}
