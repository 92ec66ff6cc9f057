// The feeds: stories and comments, as RSS 2.0 and as Atom, with the extensions by which WordPress tells of comments.
import { rfc2822, withOffset, zulu } from "../clock.ts";
import { SECTIONS, SITE_NAME, TAGLINE } from "../content.ts";
import { cdata, esc, typed } from "../escape.ts";
import type { Remark, Story } from "../story.ts";
import { announcedOf } from "../thread.ts";
import type { View } from "../view.ts";

/** WordPress's `posts_per_rss`; comment feeds share it and cannot be paged. */
const PER_FEED = 10;

const guid = (view: View, story: Story): string => `${view.url}/?p=${story.id}`;

export function storiesRss(view: View): string {
  const stories = view.front.slice(0, PER_FEED);
  return rss(
    view,
    SITE_NAME,
    `${view.url}/feed/`,
    `${view.url}/`,
    stories.map((story) => storyItem(view, story)),
  );
}

function storyItem(view: View, story: Story): string {
  const link = view.permalink(story);
  return `<item>
<title>${esc(story.headline)}</title>
<link>${link}</link>
<comments>${link}#comments</comments>
<dc:creator>${cdata(story.byline.join(", "))}</dc:creator>
<pubDate>${rfc2822(story.published)}</pubDate>
<category>${cdata(SECTIONS[story.section]!)}</category>
<guid isPermaLink="false">${guid(view, story)}</guid>
<description>${cdata(story.standfirst)}</description>
<wfw:commentRss>${link}feed/</wfw:commentRss>
<slash:comments>${announcedOf(story, view.newsroom.approved(story.id))}</slash:comments>
</item>
`;
}

/** The newest comments of one story, or of all: pingbacks stand among them, as in WordPress. */
export function commentsRss(view: View, story: Story | undefined): string {
  const title = story ? `Comments on: ${story.headline}` : `Comments for ${SITE_NAME}`;
  const home = story ? view.permalink(story) : `${view.url}/`;
  const items = newest(view, story).map(
    (remark) => `<item>
<title>By: ${esc(remark.author)}</title>
<link>${view.commentLink(remark)}</link>
<dc:creator>${cdata(remark.author)}</dc:creator>
<pubDate>${rfc2822(remark.at)}</pubDate>
<guid isPermaLink="false">${commentGuid(view, remark)}</guid>
<description>${cdata(remark.text)}</description>
<content:encoded>${cdata(typed(remark.text))}</content:encoded>
</item>
`,
  );
  return rss(view, title, story ? `${home}feed/` : `${home}comments/feed/`, home, items);
}

export function storiesAtom(view: View): string {
  const entries = view.front.slice(0, PER_FEED).map((story) => {
    const link = view.permalink(story);
    const count = announcedOf(story, view.newsroom.approved(story.id));
    return `<entry>
<author><name>${esc(story.byline.join(", "))}</name></author>
<title type="html">${cdata(esc(story.headline))}</title>
<link rel="alternate" type="text/html" href="${link}" />
<id>${guid(view, story)}</id>
<updated>${zulu(story.modified)}</updated>
<published>${zulu(story.published)}</published>
<summary type="html">${cdata(esc(story.standfirst))}</summary>
<link rel="replies" type="text/html" href="${link}#comments" thr:count="${count}" />
<link rel="replies" type="application/atom+xml" href="${link}feed/atom/" thr:count="${count}" />
<thr:total>${count}</thr:total>
</entry>
`;
  });
  return atom(SITE_NAME, `${view.url}/feed/atom/`, `${view.url}/`, entries, view.front[0]?.modified);
}

/** The one feed that tells parents: RFC 4685's `thr:in-reply-to`. */
export function commentsAtom(view: View, story: Story): string {
  const home = view.permalink(story);
  const entries = newest(view, story).map((remark) => {
    const parent = view.newsroom.remark(remark.parent);
    const ref = parent ? commentGuid(view, parent) : guid(view, story);
    return `<entry>
<title>By: ${esc(remark.author)}</title>
<link rel="alternate" href="${view.commentLink(remark)}" type="text/html" />
<author><name>${esc(remark.author)}</name></author>
<id>${commentGuid(view, remark)}</id>
<updated>${zulu(remark.at)}</updated>
<published>${zulu(remark.at)}</published>
<content type="html" xml:base="${view.commentLink(remark)}">${cdata(typed(remark.text))}</content>
<thr:in-reply-to ref="${ref}" href="${parent ? view.commentLink(parent) : home}" type="text/html" />
</entry>
`;
  });
  return atom(`Comments on: ${story.headline}`, `${home}feed/atom/`, home, entries, story.modified);
}

const commentGuid = (view: View, remark: Remark): string => `${view.url}/?p=${remark.post}#comment-${remark.id}`;

function newest(view: View, story: Story | undefined): readonly Remark[] {
  const stories = story ? [story] : view.front.slice(0, 50);
  return stories
    .flatMap((one) => view.newsroom.approved(one.id))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.id - a.id)
    .slice(0, PER_FEED);
}

const rss = (
  view: View,
  title: string,
  self: string,
  home: string,
  items: readonly string[],
): string => `<rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:wfw="http://wellformedweb.org/CommentAPI/"
xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:atom="http://www.w3.org/2005/Atom"
xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel>
<title>${esc(title)}</title>
<atom:link href="${self}" rel="self" type="application/rss+xml" />
<link>${home}</link>
<description>${esc(TAGLINE)}</description>
<lastBuildDate>${rfc2822(view.front[0]?.modified ?? "2026-01-01T00:00:00Z")}</lastBuildDate>
<language>en-GB</language>
<sy:updatePeriod>hourly</sy:updatePeriod>
<sy:updateFrequency>1</sy:updateFrequency>
${items.join("")}</channel>
</rss>
`;

const atom = (
  title: string,
  self: string,
  home: string,
  entries: readonly string[],
  updated = "2026-01-01T00:00:00Z",
): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="en-GB">
<title type="text">${esc(title)}</title>
<subtitle type="text">${esc(TAGLINE)}</subtitle>
<updated>${withOffset(updated)}</updated>
<link rel="alternate" type="text/html" href="${home}" />
<id>${self}</id>
<link rel="self" type="application/atom+xml" href="${self}" />
${entries.join("")}</feed>
`;
