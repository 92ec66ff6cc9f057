// Routes: which page of the site an address names. Pure: from path and query to an answer.
import { gzipSync } from "node:zlib";
import { html, redirect, type SiteAnswer, xml } from "./answer.ts";
import { articlePage } from "./pages/article.ts";
import { commentsAtom, commentsRss, storiesAtom, storiesRss } from "./pages/feed.ts";
import { listingAt, listingPage } from "./pages/listing.ts";
import { notFound, plainPage } from "./pages/plain.ts";
import { newsSitemap, pageSitemap, postSitemap, postSitemaps, robots, sitemapIndex } from "./pages/sitemap.ts";
import { rest } from "./rest.ts";
import type { Story } from "./story.ts";
import type { View } from "./view.ts";

export function route(view: View, path: string, query: URLSearchParams): SiteAnswer {
  const fixed = FIXED[path];
  if (fixed) return fixed(view);
  if (path === "/wp-json" || path.startsWith("/wp-json/")) return rest(view, path.slice(8).replace(/\/$/, ""), query);
  if (path.startsWith("/post-sitemap")) return sitemap(view, path);
  if (path.startsWith("/wp-content/uploads/"))
    return { status: 200, headers: { "content-type": "image/gif" }, body: DOT };
  // WordPress sends every address to its form with a final slash, and `?p=ID` to the permalink.
  if (!path.endsWith("/")) return redirect(`${view.url}${path}/${query.size > 0 ? `?${query}` : ""}`);
  if (path === "/" && query.has("p")) {
    const story = view.newsroom.byId(Number(query.get("p")));
    return story ? redirect(view.permalink(story)) : missing(view);
  }
  return article(view, path, query) ?? listing(view, path) ?? missing(view);
}

const FIXED: Readonly<Record<string, (view: View) => SiteAnswer>> = {
  "/robots.txt": (view) => ({
    status: 200,
    headers: { "content-type": "text/plain; charset=utf-8" },
    body: robots(view),
  }),
  "/sitemap_index.xml": (view) => xml("text/xml", sitemapIndex(view)),
  "/news-sitemap.xml": (view) => xml("text/xml", newsSitemap(view)),
  "/page-sitemap.xml": (view) => xml("text/xml", pageSitemap(view)),
  "/feed/": (view) => xml("application/rss+xml", storiesRss(view)),
  "/feed/atom/": (view) => xml("application/atom+xml", storiesAtom(view)),
  "/comments/feed/": (view) => xml("application/rss+xml", commentsRss(view, undefined)),
};

function sitemap(view: View, path: string): SiteAnswer {
  const found = postSitemaps(view).find((one) => one.path === path);
  if (!found) return missing(view);
  const plain = xml("text/xml", postSitemap(view, found.stories));
  if (!path.endsWith(".gz")) return plain;
  // A gzipped file, not a gzipped transfer: there is no Content-Encoding.
  return { status: 200, headers: { "content-type": "application/x-gzip" }, body: gzipSync(plain.body) };
}

function article(view: View, path: string, query: URLSearchParams): SiteAnswer | undefined {
  const [, dated, members, rest = ""] =
    /^\/(?:\d{4}\/\d{2}\/([a-z0-9-]+)|members\/([a-z0-9-]+))\/(.*)$/.exec(path) ?? [];
  const story = view.newsroom.stories().find((one) => one.slug === (dated ?? members) && !one.members === !members);
  if (!story || !path.startsWith(new URL(view.permalink(story)).pathname)) return undefined;
  if (rest === "feed/") return xml("application/rss+xml", commentsRss(view, story));
  if (rest === "feed/atom/") return xml("application/atom+xml", commentsAtom(view, story));
  const page = /^comment-page-(\d{1,5})\/$/.exec(rest)?.[1];
  if (rest !== "" && page === undefined) return undefined;
  // A share link leads away from the site; nobody but a person should follow it.
  if (query.has("share")) return { status: 302, headers: { location: "https://social.example/share" }, body: "" };
  // Past the last page WordPress answers 200 with the article and no comments. `?replytocom=` is this page once more.
  return html(articlePage(view, story, page === undefined ? undefined : Number(page)), { link: links(view, story) });
}

function listing(view: View, path: string): SiteAnswer | undefined {
  const plain = plainPage(view, path);
  if (plain) return html(plain, { link: root(view) });
  const [, base = path, number = "1"] = /^(.*\/)page\/(\d{1,5})\/$/.exec(path) ?? [];
  const found = listingAt(view, base);
  const page = found && listingPage(view, found, Number(number));
  return page === undefined ? undefined : html(page, { link: root(view) });
}

const missing = (view: View): SiteAnswer => ({ ...html(notFound(view), { link: root(view) }), status: 404 });

const root = (view: View): string => `<${view.url}/wp-json/>; rel="https://api.w.org/"`;

const links = (view: View, story: Story): string =>
  [
    root(view),
    `<${view.url}/wp-json/wp/v2/posts/${story.id}>; rel="alternate"; title="JSON"; type="application/json"`,
    `<${view.url}/?p=${story.id}>; rel=shortlink`,
  ].join(", ");

/** A transparent GIF of one pixel, for every picture of the town. */
const DOT = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
