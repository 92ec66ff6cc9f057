// Feeds (RSS, Atom, RDF, JSON Feed): the articles they list, with the dates and comment counts they claim.
import { readInstant } from "@belowline/schema";
import { parseFeed as parse } from "feedsmith";

export interface FeedEntry {
  readonly url: string;
  readonly claimedAt: string | null;
  /** `slash:comments` or `thr:total`; null where the feed does not say. */
  readonly comments: number | null;
}

/** Reads a feed of any format; undefined where the text is none. */
export function readFeed(text: string, base: string): readonly FeedEntry[] | undefined {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(text);
  } catch {
    return undefined; // feedsmith throws on anything that is no feed
  }
  switch (parsed.format) {
    case "rss":
      return (parsed.feed.items ?? []).flatMap((item) =>
        entry(
          item.link ?? (item.guid?.isPermaLink === false ? undefined : item.guid?.value),
          base,
          item.pubDate,
          item.slash?.comments,
        ),
      );
    case "atom":
      return (parsed.feed.entries ?? []).flatMap((item) => {
        const link = item.links?.find((one) => (one.rel ?? "alternate") === "alternate") ?? item.links?.[0];
        return entry(link?.href, base, item.published ?? item.updated, item.thr?.total);
      });
    case "rdf":
      return (parsed.feed.items ?? []).flatMap((item) =>
        entry(item.link, base, item.dc?.dates?.[0], item.slash?.comments),
      );
    case "json":
      return (parsed.feed.items ?? []).flatMap((item) => entry(item.url, base, item.date_published, undefined));
    default:
      return undefined;
  }
}

function entry(link: unknown, base: string, date: unknown, comments: unknown): FeedEntry[] {
  if (typeof link !== "string") return [];
  const url = URL.parse(link.trim(), base)?.href;
  if (!url) return [];
  const claimed =
    typeof date === "string" ? readInstant(date) : date instanceof Date ? readInstant(date.toISOString()) : undefined;
  return [{ url, claimedAt: claimed?.at ?? null, comments: typeof comments === "number" ? comments : null }];
}
