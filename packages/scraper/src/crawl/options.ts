// What a crawl can be asked for, checked before anything starts.
import {
  type FoundPage,
  parseUrl,
  publisherOf,
  readSince,
  refuseUnknown,
  type Sink,
  TDM_MODES,
  type TdmMode,
  typedUrl,
  UsageError,
  type Visit,
} from "@belowline/schema";
import type { AnyPlatform } from "../comments/platform.ts";
import { PRIORITY } from "../discover/priority.ts";
import { literalOf, reachOf } from "../fetch/address.ts";
import { readProxy } from "../fetch/proxy.ts";
import { platforms } from "../platforms/index.gen.ts";
import { type Permission, permissionsOf } from "./consent.ts";
import type { Ladder } from "./ladder.ts";
import type { CrawlProgress } from "./report.ts";

export interface CrawlOptions {
  /** Addresses of sites, sections or single articles. */
  readonly seeds: readonly string[];
  /** Where visits go: a corpus's sink, or an array that receives them. */
  readonly sink: Sink | Visit[];
  /** Stop after so many articles; their threads are still walked. */
  readonly maxArticles?: number;
  /** Leaves out older articles: a date, ISO 8601, or a span such as `14d`, `36h`. */
  readonly since?: Date | string;
  /** Seconds between two requests to one host. Default: 5, and 0 for a host on this machine. */
  readonly delay?: number;
  /** Where a site's owner can reach you: an e-mail address or a URL. Required for any site but a local one. */
  readonly contact?: string;
  /** Opens the loopback and private addresses of seeds; no other site leads there. */
  readonly allowPrivateNetwork?: boolean;
  /**
   * An HTTP proxy, `http://proxy.example:3128`, with `user:password@` if it wants them; proxies of the environment are never used. Names
   * are resolved and vetted here all the same, and the proxy tunnels (CONNECT) to that address, to port 80 as well.
   */
  readonly proxy?: string;
  /**
   * Platforms to read that are not read unbidden (`opt-in` in docs/platforms.md): `disqus`, or `disqus@news.example` for one
   * publisher. Whoever names one has read its terms.
   */
  readonly enablePlatforms?: readonly string[];
  /** Your own keys of platforms that want one, by platform: `{ disqus: "..." }`. Never stored, never logged. */
  readonly keys?: Readonly<Record<string, string>>;
  /**
   * What opt-outs from text and data mining mean: `respect` (default) leaves reserved pages out; `research-exception` keeps them, with
   * what they say, under an exception such as article 3 of the EU's DSM directive, and needs a `basis`.
   */
  readonly tdm?: TdmMode;
  /** Why the research exception applies, in your words: kept with the crawl. */
  readonly basis?: string;
  /** Visits every known page again now, whatever the ladder says, and walks every thread whole. */
  readonly refresh?: boolean;
  /**
   * When to come back, by publisher: up to which age of an article in which steps, in seconds, in the order of age, such as
   * `{ "news.example": [{ until: 86_400, step: 3_600 }] }`; never after the last. Others have the ladder of docs/time.md.
   */
  readonly ladders?: Readonly<Record<string, readonly { readonly until: number; readonly step: number }[]>>;
  /** What time it is, for simulations; due pages go by the database's clock all the same. */
  readonly clock?: () => Date;
  /** Stops after the page in hand. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CrawlProgress) => void;
  /** Told of a host that asked to be left alone for a while (429, 503), of ten seconds or more, when the crawl begins to wait for it. */
  readonly onRest?: (host: string, seconds: number) => void;
}

const KNOWN: readonly (keyof CrawlOptions)[] = [
  "seeds",
  "sink",
  "maxArticles",
  "since",
  "delay",
  "contact",
  "allowPrivateNetwork",
  "proxy",
  "enablePlatforms",
  "keys",
  "tdm",
  "basis",
  "refresh",
  "ladders",
  "clock",
  "signal",
  "onProgress",
  "onRest",
];

/** The options with every default in place. */
export interface CrawlPlan {
  readonly seeds: readonly FoundPage[];
  readonly publishers: readonly string[];
  readonly maxArticles: number;
  readonly since: string | null;
  readonly delay: number;
  readonly contact: string | null;
  readonly allowPrivateNetwork: boolean;
  readonly proxy: URL | null;
  readonly permissions: readonly Permission[];
  readonly tdm: { readonly mode: TdmMode; readonly basis: string | null };
  readonly refresh: boolean;
  readonly ladders: ReadonlyMap<string, Ladder>;
}

/** Seconds; what large crawlers keep by default between two requests to one host. */
export const POLITE_DELAY_S = 5;

/** @throws UsageError that names the option, what it should be and what it was */
export function planCrawl(options: CrawlOptions, now: Date): CrawlPlan {
  refuseUnknown("crawl", options, KNOWN);
  if (options.seeds.length === 0)
    throw new UsageError("usage/missing-value", "crawl: expected at least one address, such as https://news.example");
  const seeds = options.seeds.map(seedOf);
  const local = seeds.every((seed) => isLocal(seed.url));
  const delay = options.delay ?? (local ? 0 : POLITE_DELAY_S);
  if (!Number.isFinite(delay) || delay < 0) throw invalid("delay", "seconds, 0 or more", options.delay);
  const maxArticles = options.maxArticles ?? Number.POSITIVE_INFINITY;
  if (!(maxArticles >= 1)) throw invalid("maxArticles", "a number from 1", options.maxArticles);
  const contact = options.contact?.trim() || null;
  if (contact === null && !local) {
    throw new UsageError(
      "usage/contact-required",
      "crawl: a contact is required, so that a site's owner can reach you: contact (--contact) with an e-mail address or a URL",
    );
  }
  if (contact !== null && !/^[\x21-\x7E]{3,200}$/.test(contact))
    throw invalid("contact", "an e-mail address or a URL", contact);
  for (const name of Object.keys(options.keys ?? {})) {
    if (!(platforms as readonly AnyPlatform[]).some((one) => one.id === name && takesKey(one)))
      throw invalid("keys", "keys of platforms that docs/platforms.md calls needs-key", name);
  }
  return {
    seeds,
    publishers: [...new Set(seeds.map((seed) => publisherOf(seed.url)))],
    maxArticles,
    since: options.since === undefined ? null : sinceOf(options.since, now),
    delay,
    contact,
    allowPrivateNetwork: options.allowPrivateNetwork ?? false,
    proxy: options.proxy === undefined ? null : readProxy(options.proxy),
    permissions: permissionsOf(options.enablePlatforms ?? [], platforms),
    tdm: tdmOf(options),
    refresh: options.refresh ?? false,
    ladders: laddersOf(options.ladders ?? {}),
  };
}

const takesKey = (platform: AnyPlatform): boolean => platform.access === "needs-key" || platform.takesKey === true;

/**
 * Refuses options that no crawl can be run with, without running one.
 *
 * @throws UsageError as `crawl` would
 * @example
 * checkCrawl({ seeds: ["https://news.example"], sink: [], contact: "mailto:lab@university.example" });
 */
export const checkCrawl = (options: CrawlOptions): void => void planCrawl(options, new Date());

/** Steps under a minute would be a burden, and ages must go up. */
function laddersOf(given: NonNullable<CrawlOptions["ladders"]>): ReadonlyMap<string, Ladder> {
  const ladders = new Map<string, Ladder>();
  for (const [publisher, rungs] of Object.entries(given)) {
    const ages = rungs.map(({ until }) => until);
    const climbs = ages.every((until, i) => until > (ages[i - 1] ?? 0)) && rungs.every(({ step }) => step >= 60);
    if (!climbs) throw invalid("ladders", `ages that go up and steps of 60 seconds or more for ${publisher}`, rungs);
    ladders.set(
      publisher,
      rungs.map(({ until, step }) => ({ until: until * 1000, step: step * 1000 })),
    );
  }
  return ladders;
}

function tdmOf({ tdm = "respect", basis }: CrawlOptions): CrawlPlan["tdm"] {
  if (!TDM_MODES.includes(tdm)) throw invalid("tdm", TDM_MODES.join(" or "), tdm);
  const stated = basis?.trim() || null;
  if (tdm === "respect" && stated !== null) throw invalid("basis", 'tdm "research-exception" beside it', basis);
  if (tdm === "research-exception" && (stated === null || stated.length < 10 || stated.length > 1000)) {
    throw new UsageError(
      "usage/missing-value",
      "crawl: tdm: the research exception needs a stated basis: basis (--basis) with 10 to 1,000 characters, such as the article of " +
        "law, the institution and the project; it is kept with the crawl",
      { option: "basis" },
    );
  }
  return { mode: tdm, basis: stated };
}

function seedOf(address: string): FoundPage {
  const url = typedUrl(address);
  if (!url) throw invalid("seeds", "http or https addresses", address);
  url.hash = "";
  return { url: url.href, kind: "seed", priority: PRIORITY.seed, claimedAt: null, via: "seed" };
}

function isLocal(url: string): boolean {
  const host = parseUrl(url)?.hostname ?? "";
  const literal = literalOf(host);
  return host === "localhost" || host.endsWith(".localhost") || (literal !== undefined && reachOf(literal) === "local");
}

function sinceOf(since: Date | string, now: Date): string {
  const moment = readSince(since, now);
  if (moment === undefined) throw invalid("since", 'a date such as 2026-03-01 or a span such as "14d"', since);
  return moment;
}

const invalid = (option: string, expected: string, got: unknown): UsageError =>
  new UsageError("usage/invalid-value", `crawl: ${option}: expected ${expected}, got ${JSON.stringify(got)}`, {
    option,
  });
