// In which order the frontier is worked off: fresh lists first, then threads, then articles, then the long tail.

/** Smaller is sooner. Gaps leave room for what lies between. */
export const PRIORITY = {
  seed: 0,
  /** A feed or news sitemap names the newest articles in one request. */
  feed: 10,
  newsSitemap: 10,
  /** An index costs one request and tells which sitemaps matter. */
  sitemapIndex: 20,
  /** A thread goes before the next article, so that a stopped crawl holds whole conversations. */
  thread: 30,
  article: 40,
  /** Old sitemaps, once the fresh articles are in: a crawl with a limit never reads them. */
  sitemap: 50,
  section: 60,
  /** Older pages of a section, each later than the one before. */
  older: 70,
} as const;
