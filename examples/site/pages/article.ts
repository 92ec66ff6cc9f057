// The page of one article: metadata in every usual form, the body with what does not belong to it, and the comments.
import { dayForPeople } from "../clock.ts";
import { SECTIONS, SITE_NAME } from "../content.ts";
import { esc, scriptJson } from "../escape.ts";
import type { Passage, Story } from "../story.ts";
import { announcedOf } from "../thread.ts";
import type { View } from "../view.ts";
import { commentSection } from "./comments.ts";
import { frame } from "./frame.ts";
import { authorSlug } from "./listing.ts";

/** @param commentPage undefined for the article's own address, which shows the newest page of comments */
export function articlePage(view: View, story: Story, commentPage: number | undefined): string {
  const link = view.permalink(story);
  const count = announcedOf(story, view.newsroom.approved(story.id));
  return frame(view, {
    title: story.headline,
    canonical: commentPage === undefined ? link : `${link}comment-page-${commentPage}/`,
    bodyClass: `single single-post postid-${story.id} single-format-standard`,
    head: head(view, story),
    main: `<article id="post-${story.id}" class="post-${story.id} post type-post status-publish category-${story.section}">
<header class="entry-header">
<p class="cat-links"><a href="${view.url}/category/${story.section}/" rel="category tag">${esc(SECTIONS[story.section]!)}</a></p>
<h1 class="entry-title">${esc(story.headline)}</h1>
<p class="entry-subtitle">${esc(story.standfirst)}</p>
<p class="entry-meta"><span class="byline">By ${byline(view, story)}</span> <time class="entry-date published" datetime="${story.published}">${dayForPeople(story.published)}</time> <a class="comments-link" href="${link}#comments">${count} Comments</a></p>
</header>
${picture(view, story)}<div class="entry-content">
${askBefore(view)}${story.body.map((passage) => printed(view, passage)).join("")}${story.image ? `<p><em>Featured image via ${esc(story.image.credit)}</em></p>\n` : ""}${askAfter(view)}</div>
${shareButtons(link)}<footer class="entry-footer"><span class="tags-links">Tagged ${story.tags.map((tag) => `<a href="${view.url}/about/" rel="tag">${esc(tag)}</a>`).join(", ")}</span></footer>
</article>
${commentSection(view, story, commentPage)}`,
  });
}

function head(view: View, story: Story): string {
  const link = view.permalink(story);
  const image = story.image ? `${view.url}/wp-content/uploads/${story.image.file}` : null;
  const meta = (property: string, content: string): string =>
    `<meta property="${property}" content="${esc(content)}" />\n`;
  const article = {
    "@type": "NewsArticle",
    "@id": `${link}#article`,
    headline: story.headline,
    description: story.standfirst,
    datePublished: story.published,
    dateModified: story.modified,
    author: story.byline.map((name) => ({ "@type": "Person", name, url: `${view.url}/author/${authorSlug(name)}/` })),
    publisher: { "@type": "NewsMediaOrganization", name: SITE_NAME, url: `${view.url}/` },
    articleSection: SECTIONS[story.section],
    keywords: story.tags,
    inLanguage: "en-GB",
    isAccessibleForFree: !story.members,
    commentCount: announcedOf(story, view.newsroom.approved(story.id)),
    mainEntityOfPage: link,
    ...(image ? { image: { "@type": "ImageObject", url: image, caption: story.image!.alt } } : {}),
  };
  return [
    meta("og:type", "article"),
    meta("og:title", story.headline),
    meta("og:description", story.standfirst),
    meta("og:url", link),
    image ? meta("og:image", image) : "",
    meta("article:published_time", story.published),
    meta("article:modified_time", story.modified),
    meta("article:section", SECTIONS[story.section]!),
    ...story.tags.map((tag) => meta("article:tag", tag)),
    `<script type="application/ld+json">${scriptJson({ "@context": "https://schema.org", "@graph": [article] })}</script>\n`,
    `<link rel="alternate" type="application/rss+xml" title="${esc(SITE_NAME)} &raquo; ${esc(story.headline)} Comments Feed" href="${link}feed/" />\n`,
    `<link rel="alternate" title="JSON" type="application/json" href="${view.url}/wp-json/wp/v2/posts/${story.id}" />\n`,
    `<link rel="shortlink" href="${view.url}/?p=${story.id}" />\n`,
  ].join("");
}

const byline = (view: View, story: Story): string =>
  story.byline
    .map(
      (name) =>
        `<span class="author vcard"><a class="url fn n" href="${view.url}/author/${authorSlug(name)}/">${esc(name)}</a></span>`,
    )
    .join(" and ");

const picture = (view: View, story: Story): string =>
  story.image
    ? `<figure class="post-thumbnail"><img src="${view.url}/wp-content/uploads/${story.image.file}" alt="${esc(story.image.alt)}" width="640" height="360" class="attachment-post-thumbnail wp-post-image" /></figure>\n`
    : "";

function printed(view: View, passage: Passage): string {
  if (typeof passage === "string") return `<p>${esc(passage)}</p>\n`;
  if ("heading" in passage) return `<h2 class="wp-block-heading">${esc(passage.heading)}</h2>\n`;
  if ("list" in passage)
    return `<ul class="wp-block-list">\n${passage.list.map((item) => `<li>${esc(item)}</li>\n`).join("")}</ul>\n`;
  if ("quote" in passage) {
    return `<blockquote class="wp-block-quote"><p>${esc(passage.quote)}</p><cite>${esc(passage.by)}</cite></blockquote>\n`;
  }
  if ("post" in passage) {
    return `<blockquote class="twitter-tweet" data-width="550" data-dnt="true"><p lang="en" dir="ltr">${esc(passage.post)}</p>&mdash; ${esc(passage.by)} (@${esc(passage.handle)}) <a href="${esc(passage.url)}">${esc(passage.on)}</a></blockquote>\n`;
  }
  const items = passage.readOn
    .map((slug) => view.newsroom.stories().find((story) => story.slug === slug))
    .filter((story) => story !== undefined);
  return items.length === 0
    ? ""
    : `<p><strong>Read on...</strong></p>\n<ul>\n${items.map((story) => `<li><a href="${view.permalink(story)}">${esc(story.headline)}</a></li>\n`).join("")}</ul>\n`;
}

/**
 * The same two blocks stand within the text of every page, as donation plugins put them there: one under a telling class,
 * one in plain blocks of the editor, told only by its link and by standing on every page.
 */
const askBefore = (view: View): string =>
  `<div class="donation-appeal donation-appeal-top"><p><strong>The Lantern belongs to its readers.</strong> No owner, no advertisements. If you can, <a href="${view.url}/donate/">give us the price of a loaf a month</a>.</p></div>\n`;
const askAfter = (view: View): string =>
  `<div class="wp-block-group is-layout-constrained"><h3 class="wp-block-heading">Keep the Lantern lit</h3><p>Four people write this paper, and readers like you pay for it.</p><div class="wp-block-buttons"><div class="wp-block-button"><a class="wp-block-button__link" href="${view.url}/donate/">Support us today</a></div></div></div>\n`;

const shareButtons = (link: string): string =>
  `<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a rel="nofollow" class="share-twitter" href="${link}?share=twitter"><span>Click to share on X</span></a></li><li><a rel="nofollow" class="share-facebook" href="${link}?share=facebook"><span>Click to share on Facebook</span></a></li></ul></div>\n`;
