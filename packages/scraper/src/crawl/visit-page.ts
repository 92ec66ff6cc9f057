// One page: fetched, told apart (list, article, neither) and read; what it links to goes back to the frontier.
import {
  type Capture,
  type FoundPage,
  isFetchError,
  type Lease,
  type Outcome,
  parseUrl,
  publisherOf,
} from "@belowline/schema";
import type { AnyPlatform } from "../comments/platform.ts";
import { PRIORITY } from "../discover/priority.ts";
import type { Traps } from "../discover/traps.ts";
import type { Robots } from "../fetch/robots.ts";
import type { PageReading } from "../reading/read.ts";
import type { Readers } from "../reading/readers.ts";
import { mayRead, type Permission } from "./consent.ts";
import type { Courier } from "./courier.ts";
import { type Ladder, nextVisit, pastChallenge } from "./ladder.ts";
import { validators } from "./validators.ts";

/** What a visit came to, before it is committed. */
export interface Visited {
  readonly outcome: Outcome;
  readonly captures: readonly Capture[];
  readonly found: readonly FoundPage[];
  readonly nextDue: string | null;
}

export interface PageVisit {
  readonly lease: Lease;
  readonly courier: Courier;
  readonly readers: Readers;
  readonly robots: Robots;
  readonly traps: Traps;
  readonly platforms: readonly AnyPlatform[];
  readonly permissions: readonly Permission[];
  /** Leaves out articles published before; UTC ISO 8601. */
  readonly since: string | null;
  readonly now: string;
  readonly ladder: Ladder;
}

const DAY_S = 86_400;
/** How soon a page is looked at again that is reserved from mining. */
export const RESERVED_DAYS = 7;

/** Visits a page of any kind but `thread`. Throws FetchError where trying again may help; everything else is an outcome. */
export async function visitPage(visit: PageVisit): Promise<Visited> {
  const { lease, courier } = visit;
  const { page } = lease;
  let capture: Capture;
  try {
    capture = await courier.get(
      { url: page.url, accept: page.kind === "feed" || page.kind === "sitemap" ? "xml" : "html" },
      // A seed is read whole each time: it is where new feeds and sections show first.
      page.kind === "seed" || page.kind === "section" ? {} : validators(page),
    );
  } catch (error) {
    if (isFetchError(error) && error.code === "fetch/robots") {
      return {
        outcome: { kind: "absent", reason: "refused-by-robots", detail: error.message },
        captures: [],
        found: [],
        nextDue: new Date(Date.parse(visit.now) + Number(error.details.again ?? DAY_S) * 1000).toISOString(),
      };
    }
    if (isFetchError(error) && error.code === "fetch/tdm") return reserved(error.message, visit.now);
    throw error;
  }
  const done = (outcome: Outcome, found: readonly FoundPage[] = [], nextDue: string | null = null): Visited => ({
    outcome,
    captures: courier.captures,
    found: visit.traps.keep(found),
    nextDue,
  });
  if (capture.status === 304) {
    return done({ kind: "unchanged", by: "validator" }, [], page.kind === "article" ? again(visit) : null);
  }
  const failed = refusalOf(capture);
  if (failed) return done(failed, [], afterNone(visit, failed));
  if (publisherOf(capture.url) !== page.publisher) {
    const elsewhere: Outcome = { kind: "absent", reason: "out-of-scope", detail: `redirects to ${capture.url}` };
    return done(elsewhere, [], afterNone(visit, elsewhere));
  }
  const isStory = page.kind === "article" || (page.kind === "seed" && !isRoot(capture.url));
  const reading = await visit.readers.page({
    capture,
    as: isStory ? "story" : "list",
    older: Math.max(0, page.priority - PRIORITY.older),
    readable: readableOf(visit),
  });
  if (reading.kind === "broken") return done(reading, [], afterNone(visit, reading));
  if (reading.kind === "listing" && reading.format !== "html") {
    const { format, links } = reading;
    return done({ kind: "listing", format, links: links.length }, inScope(links, visit));
  }
  if (reading.kind === "listing") return done(...(await listOf(visit, reading.links)));
  return await storyOf(visit, capture, reading, done);
}

/** An article that was here may come back, and a bot check go away; an address that never led to an article is not asked twice. */
function afterNone(visit: PageVisit, outcome: Outcome): string | null {
  const { page } = visit.lease;
  if (page.kind !== "article") return null;
  if (page.read !== null) return again(visit);
  const isChallenge = outcome.kind === "absent" && outcome.reason === "challenged";
  return isChallenge ? pastChallenge(page.attempts, visit.now) : null;
}

const again = ({ lease, now, ladder }: PageVisit): string | null => nextVisit(lease.page.claimedAt, now, ladder);

type Done = (outcome: Outcome, found?: readonly FoundPage[], nextDue?: string | null) => Visited;

/** Nothing of a reserved page is kept but the sentence that reserves it; a site may think better of it. */
const reserved = (detail: string, now: string): Visited => ({
  outcome: { kind: "absent", reason: "refused-by-tdm", detail },
  captures: [],
  found: [],
  nextDue: new Date(Date.parse(now) + RESERVED_DAYS * DAY_S * 1000).toISOString(),
});

async function storyOf(visit: PageVisit, capture: Capture, reading: StoryReading, done: Done): Promise<Visited> {
  const { lease, since, now } = visit;
  if (reading.kind === "absent") {
    // A sitemap also lists sections, and a seed may be one: their links are as good as any section's.
    const follow = reading.reason === "not-an-article" && visit.traps.followBarren(lease.page.publisher);
    const found = follow ? (await listOf(visit, reading.links))[1] : [];
    if (lease.page.kind === "seed" && found.length > 0)
      return done({ kind: "listing", format: "html", links: found.length }, found);
    const outcome: Outcome = { kind: "absent", reason: reading.reason, detail: reading.detail };
    return done(outcome, found, afterNone(visit, outcome));
  }
  const refusal = visit.courier.reserved(capture);
  if (refusal !== null) return reserved(`${capture.url}: ${refusal}`, now);
  const { article, threads } = reading;
  const published = article.publishedAt?.at ?? lease.page.claimedAt;
  if (since !== null && published !== null && published < since)
    return done({ kind: "deferred", claimedAt: published });
  return done({ kind: "article", article, capture: capture.id, threads }, [], nextVisit(published, now, visit.ladder));
}

type StoryReading = Extract<PageReading, { kind: "article" | "absent" }>;

const readableOf = ({ platforms, lease, permissions }: PageVisit): string[] =>
  platforms.filter((platform) => mayRead(platform, lease.page.publisher, permissions)).map(({ id }) => id);

async function listOf(visit: PageVisit, links: readonly FoundPage[]): Promise<[Outcome, readonly FoundPage[]]> {
  const { kind, url } = visit.lease.page;
  // Only a page the user named, or one it names, leads to further sections: else the whole web of tags would follow.
  const kept =
    kind === "seed" ? links : links.filter((one) => one.kind === "article" || one.priority >= PRIORITY.older);
  const sitemaps = kind === "seed" ? await sitemapsOf(url, visit.robots) : [];
  const found = [...sitemaps, ...kept];
  return [{ kind: "listing", format: "html", links: found.length }, found];
}

/** The sitemaps of robots.txt; where it names none, the one place that sitemaps.org suggests. */
async function sitemapsOf(url: string, robots: Robots): Promise<FoundPage[]> {
  const named = await robots.sitemaps(url);
  const places = named.length > 0 ? named : [new URL("/sitemap.xml", url).href];
  return places.flatMap((place) => {
    const address = parseUrl(place, url);
    if (!address || publisherOf(address.href) !== publisherOf(url)) return [];
    const priority = /news/i.test(address.pathname) ? PRIORITY.newsSitemap : PRIORITY.sitemapIndex;
    return [
      {
        url: address.href,
        kind: "sitemap" as const,
        priority,
        claimedAt: null,
        via: named.length > 0 ? "robots.txt" : "convention",
      },
    ];
  });
}

/** Old articles of a sitemap never enter the frontier of a crawl that does not want them. */
const inScope = (found: readonly FoundPage[], { since }: PageVisit): readonly FoundPage[] =>
  since === null
    ? found
    : found.filter((page) => page.kind !== "article" || page.claimedAt === null || page.claimedAt >= since);

const isRoot = (url: string): boolean => {
  const parsed = parseUrl(url);
  return parsed?.pathname === "/" && parsed.search === "";
};

/** What a status other than success says of the page. */
function refusalOf({ status, url }: Capture): Outcome | undefined {
  if (status >= 200 && status < 300) return undefined;
  const detail = `${url} answered ${status}`;
  if (status === 401 || status === 407) return { kind: "absent", reason: "login-required", detail };
  if (status === 402) return { kind: "absent", reason: "paywalled", detail };
  if (status === 403) return { kind: "absent", reason: "challenged", detail };
  if (status === 451 || status === 404 || status === 410) return { kind: "absent", reason: "removed", detail };
  return { kind: "broken", code: "adapter/unexpected-answer", message: `${detail}; expected a page` };
}
