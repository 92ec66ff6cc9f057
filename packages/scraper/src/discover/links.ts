// The links of a page that lists others: which lead to articles, which to further lists, which nowhere a crawler should go.
import { canonicalise, type FoundPage, isTrap, parseUrl, publisherOf } from "@belowline/schema";
import type { Page } from "../html/page.ts";
import { PRIORITY } from "./priority.ts";

/** Files, not pages. */
const FILE =
  /\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|mjs|json|pdf|zip|gz|mp[34]|m4[av]|webm|docx?|xlsx?|pptx?|epub|ics|txt)$/i;

/** Path segments behind which no news story lies, on any CMS that we know of. */
const NO_STORY = new Set(
  "about about-us account advertise advertising author authors cart checkout contact contact-us cookie-policy cookies feed login logout newsletter newsletters password privacy privacy-policy profile register search shop sign-in signin signup sitemap subscribe subscription terms wp-admin wp-content wp-includes wp-json wp-login.php xmlrpc.php".split(
    " ",
  ),
);

/** Segments that head a list of stories. */
const LIST = new Set(
  "archive archives category categories channel channels page section sections tag tags thema topic topics rubrik".split(
    " ",
  ),
);

/** Query parameters by which WordPress without pretty permalinks names lists. */
const LIST_PARAMETERS = ["cat", "tag", "paged", "m", "author"];

const MOST_LINKS = 5_000;
/** How far back through "older posts"; an archive that goes further has a sitemap. */
const MOST_OLDER = 500;

/**
 * Links of a list page, within its publisher: story links as `article`, others that head lists as `section`. A link is
 * taken for a story by what its address looks like (a date, a long slug, a number, `?p=`), or by a headline as its text.
 */
export function findLinks(page: Page, older: number): readonly FoundPage[] {
  const publisher = publisherOf(page.url);
  const here = canonicalise(page.url);
  const base = page.$("base[href]").attr("href");
  const from = base ? (parseUrl(base, page.url)?.href ?? page.url) : page.url;
  const found = new Map<string, FoundPage>();
  let seen = 0;
  for (const anchor of page.$("a[href]")) {
    if (++seen > MOST_LINKS) break;
    const url = parseUrl(anchor.attribs.href ?? "", from);
    if (!url || publisherOf(url.href) !== publisher || isTrap(url.href) || FILE.test(url.pathname)) continue;
    const canonical = canonicalise(url.href);
    if (!canonical || canonical === here) continue;
    url.hash = "";
    const rel = anchor.attribs.rel?.toLowerCase() ?? "";
    const kind = linkKind(url, rel, () => page.$(anchor).text());
    if (kind === undefined || (kind === "older" && older >= MOST_OLDER)) continue;
    const known = found.get(canonical);
    if (known && (known.kind === "article" || kind !== "article")) continue;
    found.set(canonical, {
      url: url.href,
      kind: kind === "older" ? "section" : kind,
      priority:
        kind === "article" ? PRIORITY.article : kind === "older" ? PRIORITY.older + older + 1 : PRIORITY.section,
      claimedAt: null,
      via: "link",
    });
  }
  return [...found.values()];
}

function linkKind(url: URL, rel: string, text: () => string): "article" | "section" | "older" | undefined {
  const segments = url.pathname.split("/").filter((segment) => segment !== "");
  const lower = segments.map((segment) => segment.toLowerCase());
  if (lower.some((segment) => NO_STORY.has(segment))) return undefined;
  if (rel.split(/\s+/).includes("next") || isOlder(lower, url)) return "older";
  // A page of comments belongs to its article's thread.
  if (lower.some((segment) => /^comment-page-\d+$/.test(segment)) || url.searchParams.has("cpage")) return undefined;
  if (LIST_PARAMETERS.some((name) => url.searchParams.has(name))) return "section";
  if (lower.some((segment) => LIST.has(segment))) return "section";
  if (looksLikeStory(lower, url)) return "article";
  if (segments.length === 0) return undefined;
  const words = text().trim().split(/\s+/);
  if (words.length >= 5 && segments.length >= 2) return "article";
  return segments.length <= 2 && words.length <= 4 ? "section" : undefined;
}

const isOlder = (segments: readonly string[], url: URL): boolean =>
  (segments.at(-2) === "page" && /^\d{1,4}$/.test(segments.at(-1) ?? "")) ||
  /^\d{1,4}$/.test(url.searchParams.get("paged") ?? "");

function looksLikeStory(segments: readonly string[], url: URL): boolean {
  if (/^\d+$/.test(url.searchParams.get("p") ?? "")) return true;
  const last = segments.at(-1) ?? "";
  const slug = last.replace(/\.[a-z]{3,5}$/, "");
  if (slug.split("-").length >= 4) return true;
  if (/\d{5,}/.test(last)) return true;
  // A year, with or without month and day, and something behind it.
  const year = segments.findIndex((segment) => /^(?:19|20)\d\d$/.test(segment));
  if (
    year >= 0 &&
    segments.slice(year + 1).some((segment) => /[a-z]{2}/.test(segment) && !/^(?:[a-z]{3})$/.test(segment))
  )
    return true;
  return /\.(?:html?|php|aspx?)$/.test(last) && slug.length > 12;
}

/** Feeds that the page announces (RSS autodiscovery); a feed of comments is none of articles. */
export function findFeeds(page: Page): readonly FoundPage[] {
  const found: FoundPage[] = [];
  for (const link of page.$('link[rel~="alternate"][href]')) {
    if (!/^application\/(?:rss\+xml|atom\+xml|feed\+json)/i.test(link.attribs.type ?? "")) continue;
    const url = parseUrl(link.attribs.href ?? "", page.url);
    if (!url || publisherOf(url.href) !== publisherOf(page.url)) continue;
    if (/\/comments?\/|[?&]feed=comments/i.test(url.pathname + url.search)) continue;
    url.hash = "";
    found.push({ url: url.href, kind: "feed", priority: PRIORITY.feed, claimedAt: null, via: "autodiscovery" });
  }
  return found.slice(0, 10);
}
