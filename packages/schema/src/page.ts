// Page: an address on the frontier, what we expect behind it, and the lease under which one worker visits it.
import type { PageId } from "./id.ts";
import type { ThreadReference } from "./thread.ts";

/** A seed is an address the user gave and nobody has looked at; the others say what is expected. */
export const PAGE_KINDS = ["seed", "feed", "sitemap", "section", "article", "thread"] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/** Kinds that list other pages: each crawl looks at them again. */
export const LISTING_KINDS = ["seed", "feed", "sitemap", "section"] as const satisfies readonly PageKind[];

/** An address that a visit came across. */
export interface FoundPage {
  /** As found, without its fragment; the canonical form decides identity. */
  readonly url: string;
  readonly kind: Exclude<PageKind, "thread">;
  /** Smaller is sooner; see `crawl/priority` in the scraper. */
  readonly priority: number;
  /** When the article was published or last changed, as a feed or sitemap claims; UTC ISO 8601. */
  readonly claimedAt: string | null;
  /** How it was found: `robots.txt`, `sitemap`, `news-sitemap`, `feed`, `link`, `seed`. */
  readonly via: string;
  /** For an article: how many comments the feed says it has. */
  readonly comments?: number;
}

/** The last reading of a page to its end: what a visit that finds nothing new need not fetch again. */
export interface LastReading {
  /** UTC ISO 8601. */
  readonly at: string;
  /** When the site was asked last about this page, for whatever little; never before `at`. UTC ISO 8601. */
  readonly askedAt: string;
  /** Answers it took, and the bytes of their bodies. */
  readonly answers: number;
  readonly bytes: number;
  /** Of a thread: nothing that was announced was missing. */
  readonly complete: boolean;
  /** Of a thread: the ways that were used. */
  readonly ways: readonly string[];
}

export interface LeasedThread extends ThreadReference {
  readonly articleUrl: string;
  readonly publishedAt: string | null;
  /** The number of comments that a feed gave last, and when. */
  readonly said: { readonly comments: number; readonly at: string } | null;
  /** Of native ids that are numbers the greatest that was ever read; null where there is none. */
  readonly newest: string | null;
}

/** A page as its visitor receives it. */
export interface LeasedPage {
  readonly id: PageId;
  readonly url: string;
  readonly kind: PageKind;
  readonly publisher: string;
  readonly priority: number;
  /** As the feed or sitemap claimed it, or as a deferred visit found it; UTC ISO 8601. */
  readonly claimedAt: string | null;
  /** Failed visits since the last good one. */
  readonly attempts: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Null where no article or thread was read here yet. */
  readonly read: LastReading | null;
  /** For kind `thread`: where it is and whose it is; once walked, `announced` is what its last walk was told. */
  readonly thread: LeasedThread | null;
}

/** The right to visit one page until a moment. A late commit with a stale token is refused. */
export interface Lease {
  readonly page: LeasedPage;
  /** Fencing token: grows with every lease of the page. */
  readonly token: number;
  readonly until: string;
}
