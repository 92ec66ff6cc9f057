// Pages that list stories: the home page, the sections and the writers, with older posts behind a link.

import { dayForPeople } from "../clock.ts";
import { SECTIONS, SITE_NAME } from "../content.ts";
import { esc } from "../escape.ts";
import type { Story } from "../story.ts";
import { announcedOf } from "../thread.ts";
import type { View } from "../view.ts";
import { frame } from "./frame.ts";

export interface Listing {
  /** With a final slash: `/`, `/category/town/`. */
  readonly path: string;
  readonly title: string;
  readonly bodyClass: string;
  readonly stories: readonly Story[];
}

/** Few a page on a small site, so that there is something to turn; WordPress's own default is 10. */
const perPage = (all: number): number => (all <= 20 ? 3 : 10);

/** The listing under an address without its `page/N/`; undefined where there is none. */
export function listingAt(view: View, path: string): Listing | undefined {
  if (path === "/") return { path, title: SITE_NAME, bodyClass: "home blog", stories: view.front };
  const section = /^\/category\/([a-z]{1,20})\/$/.exec(path)?.[1] ?? "";
  if (SECTIONS[section]) {
    const stories = view.front.filter((story) => story.section === section);
    return { path, title: SECTIONS[section], bodyClass: `archive category category-${section}`, stories };
  }
  const writer = /^\/author\/([a-z-]{1,40})\/$/.exec(path)?.[1];
  const stories = writer ? view.front.filter((story) => story.byline.some((name) => authorSlug(name) === writer)) : [];
  return stories.length > 0
    ? { path, title: `Articles by ${writer}`, bodyClass: "archive author", stories }
    : undefined;
}

export const authorSlug = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

/** Page `number` of a listing; undefined past its end, where WordPress answers 404. */
export function listingPage(view: View, listing: Listing, number: number): string | undefined {
  const size = perPage(view.front.length);
  const shown = listing.stories.slice((number - 1) * size, number * size);
  if (shown.length === 0) return undefined;
  const address = (n: number): string => `${view.url}${listing.path}${n === 1 ? "" : `page/${n}/`}`;
  const older = number * size < listing.stories.length;
  const members = listing.path === "/" && number === 1 ? membersTeaser(view) : "";
  return frame(view, {
    title: listing.title,
    canonical: address(number),
    bodyClass: listing.bodyClass,
    head: [
      `<meta property="og:type" content="website" />\n`,
      number > 1 ? `<link rel="prev" href="${address(number - 1)}" />\n` : "",
      older ? `<link rel="next" href="${address(number + 1)}" />\n` : "",
    ].join(""),
    main: `<h1 class="page-title">${esc(listing.title)}</h1>
${members}${shown.map((story) => teaser(view, story)).join("")}<nav class="navigation posts-navigation" aria-label="Posts"><div class="nav-links">
${older ? `<div class="nav-previous"><a href="${address(number + 1)}">Older posts</a></div>\n` : ""}${number > 1 ? `<div class="nav-next"><a href="${address(number - 1)}">Newer posts</a></div>\n` : ""}</div></nav>
`,
  });
}

function teaser(view: View, story: Story): string {
  const link = view.permalink(story);
  const count = announcedOf(story, view.newsroom.approved(story.id));
  return `<article id="post-${story.id}" class="post-${story.id} post type-post category-${story.section}">
<h2 class="entry-title"><a href="${link}" rel="bookmark">${esc(story.headline)}</a></h2>
<div class="entry-meta"><time class="entry-date published" datetime="${story.published}">${dayForPeople(story.published)}</time> <span class="comments-link"><a href="${link}#comments">${count} Comments</a></span></div>
<div class="entry-summary"><p>${esc(story.standfirst)} <a class="more-link" href="${link}">Read more</a></p></div>
</article>
`;
}

const membersTeaser = (view: View): string =>
  view.newsroom
    .stories()
    .filter((story) => story.members)
    .map(
      (story) =>
        `<aside class="members"><p>Members: <a href="${view.permalink(story)}">${esc(story.headline)}</a></p></aside>\n`,
    )
    .join("");
