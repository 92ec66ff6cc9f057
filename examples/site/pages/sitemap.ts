// robots.txt and the sitemaps it leads to: an index, the news of the last two days, and all posts, the older ones gzipped.
import { SITE_NAME } from "../content.ts";
import { esc } from "../escape.ts";
import type { Story } from "../story.ts";
import type { View } from "../view.ts";

/** Google's news sitemaps hold the articles of two days; counted here from the newest story. */
const NEWS_DAYS = 2;
const PER_SITEMAP = 1000;

export const robots = (view: View): string => `User-agent: *
Disallow: /wp-admin/
Allow: /wp-admin/admin-ajax.php
Disallow: /members/

Sitemap: ${view.url}/sitemap_index.xml
`;

/** The post sitemaps, members' pages included: robots.txt alone keeps crawlers from those. The last one is gzipped. */
export function postSitemaps(view: View): readonly { readonly path: string; readonly stories: readonly Story[] }[] {
  const stories = view.newsroom.stories();
  const size = Math.min(PER_SITEMAP, Math.max(1, Math.ceil(stories.length / 2)));
  const count = Math.ceil(stories.length / size);
  return Array.from({ length: count }, (_, i) => ({
    path: `/post-sitemap${i === 0 ? "" : i + 1}.xml${i > 0 && i === count - 1 ? ".gz" : ""}`,
    stories: stories.slice(i * size, (i + 1) * size),
  }));
}

export const sitemapIndex = (view: View): string => `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${["/news-sitemap.xml", ...postSitemaps(view).map((one) => one.path), "/page-sitemap.xml"].map((path) => `<sitemap><loc>${view.url}${path}</loc></sitemap>`).join("\n")}
</sitemapindex>
`;

export const postSitemap = (view: View, stories: readonly Story[]): string =>
  urlset(stories.map((story) => `<url><loc>${view.permalink(story)}</loc><lastmod>${story.modified}</lastmod></url>`));

export const pageSitemap = (view: View): string =>
  urlset(["/about/", "/donate/"].map((path) => `<url><loc>${view.url}${path}</loc></url>`));

export function newsSitemap(view: View): string {
  const newest = Date.parse(view.front[0]?.published ?? "");
  const fresh = view.front.filter((story) => newest - Date.parse(story.published) < NEWS_DAYS * 86_400_000);
  return urlset(
    fresh.slice(0, PER_SITEMAP).map(
      (story) => `<url>
<loc>${view.permalink(story)}</loc>
<news:news>
<news:publication><news:name>${esc(SITE_NAME)}</news:name><news:language>en</news:language></news:publication>
<news:publication_date>${story.published}</news:publication_date>
<news:title>${esc(story.headline)}</news:title>
</news:news>
</url>`,
    ),
  );
}

const urlset = (urls: readonly string[]): string =>
  `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
${urls.join("\n")}
</urlset>
`;
