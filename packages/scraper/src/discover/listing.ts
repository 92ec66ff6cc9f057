// What a list tells: a sitemap, a feed or a page of links as pages for the frontier.
import { type FoundPage, isTrap, parseUrl, publisherOf } from "@belowline/schema";
import { decodeBody } from "../html/decode.ts";
import { loadPage, type Page } from "../html/page.ts";
import { readFeed } from "./feed.ts";
import { findFeeds, findLinks } from "./links.ts";
import { PRIORITY } from "./priority.ts";
import { parseSitemap, unpacked } from "./sitemap.ts";

/** A body as what it is, whatever its Content-Type claims. */
export type Reading =
  | { readonly format: "sitemap"; readonly found: readonly FoundPage[] }
  | { readonly format: "feed"; readonly found: readonly FoundPage[] }
  | { readonly format: "html"; readonly page: Page }
  | { readonly format: "other"; readonly detail: string };

export interface Answered {
  readonly url: string;
  readonly requestUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly fetchedAt: string;
}

/** Decides by the first bytes: XML and JSON are looked at closely, binary files are refused, the rest is HTML. */
export function readAnswer(answer: Answered): Reading {
  let body: Uint8Array;
  try {
    body = unpacked(answer.body);
  } catch {
    return { format: "other", detail: "a gzip file that does not unpack" };
  }
  const head = Buffer.from(body.subarray(0, 1024))
    .toString("latin1")
    .replace(/^(?:\u00EF\u00BB\u00BF)?\s*/, "");
  const type = (answer.headers["content-type"] ?? "").toLowerCase();
  if (/^(?:%PDF|\u0089PNG|GIF8|\u00FF\u00D8|PK\u0003\u0004|RIFF)/.test(head))
    return { format: "other", detail: `a binary file (${type})` };
  if (/^(?:image|audio|video|font)\//.test(type)) return { format: "other", detail: type };
  if (/^<\?xml|^<(?:urlset|sitemapindex|rss|feed|rdf:RDF)\b/i.test(head) && !/<html\b/i.test(head)) {
    const text = decodeBody(body, answer.headers["content-type"], answer.url);
    const sitemap = parseSitemap(text);
    if (sitemap) return { format: "sitemap", found: fromSitemap(sitemap, answer.url) };
    const feed = readFeed(text, answer.url);
    if (feed) return { format: "feed", found: fromFeed(feed, answer.url) };
    return { format: "other", detail: "XML that is neither sitemap nor feed" };
  }
  if (head.startsWith("{") && /json/.test(type)) {
    const feed = readFeed(decodeBody(body, answer.headers["content-type"], answer.url), answer.url);
    return feed
      ? { format: "feed", found: fromFeed(feed, answer.url) }
      : { format: "other", detail: "JSON that is no feed" };
  }
  return { format: "html", page: loadPage({ ...answer, body }) };
}

/** Feeds, stories and further lists of an HTML page. `older` counts how many pages of the same list lie before it. */
export const fromHtml = (page: Page, older: number): readonly FoundPage[] => [
  ...findFeeds(page),
  ...findLinks(page, older),
];

function fromSitemap(sitemap: NonNullable<ReturnType<typeof parseSitemap>>, base: string): FoundPage[] {
  const publisher = publisherOf(base);
  const found: FoundPage[] = [];
  for (const entry of sitemap.entries) {
    const url = within(entry.url, base, publisher);
    if (url === undefined) continue;
    if (sitemap.kind === "index") {
      const news = /news/i.test(new URL(url).pathname);
      found.push({
        url,
        kind: "sitemap",
        priority: news ? PRIORITY.newsSitemap : PRIORITY.sitemap,
        claimedAt: entry.claimedAt,
        via: "sitemap-index",
      });
    } else {
      found.push({
        url,
        kind: "article",
        priority: PRIORITY.article,
        claimedAt: entry.claimedAt,
        via: sitemap.news ? "news-sitemap" : "sitemap",
      });
    }
  }
  return found;
}

function fromFeed(entries: NonNullable<ReturnType<typeof readFeed>>, base: string): FoundPage[] {
  const publisher = publisherOf(base);
  return entries.flatMap((entry) => {
    const url = within(entry.url, base, publisher);
    return url === undefined
      ? []
      : [
          {
            url,
            kind: "article" as const,
            priority: PRIORITY.article,
            claimedAt: entry.claimedAt,
            via: "feed",
            ...(entry.comments === null ? {} : { comments: entry.comments }),
          },
        ];
  });
}

/** An address of the same publisher, without fragment; undefined for any other. */
function within(address: string, base: string, publisher: string): string | undefined {
  const url = parseUrl(address, base);
  if (!url || publisherOf(url.href) !== publisher || isTrap(url.href)) return undefined;
  url.hash = "";
  return url.href;
}
