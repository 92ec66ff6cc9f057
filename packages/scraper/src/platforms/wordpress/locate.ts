// Where a WordPress thread is: post id, REST root, feed and comment pages, each only where the page states it.
import { isTag } from "domhandler";
import { bearsWordPress, marksOf } from "../../comments/marks.ts";
import type { Page } from "../../html/page.ts";
import { announcedOn } from "./announced.ts";
import { itemsOf } from "./items.ts";
import { canonicalOf, hostOf, pagingOf, sameArticle, withoutCommentPage } from "./paging.ts";
import { jetpackOn, wpDiscuzOn } from "./plugins.ts";
import type { WordPressRef } from "./ref.ts";
import { printsVotes } from "./votes.ts";

/** The thread, where no plugin that has an adapter of its own keeps it. */
export function locate(page: Page): WordPressRef | undefined {
  const ref = locatePost(page);
  const isKept = wpDiscuzOn(page) !== undefined || (ref?.root === null && jetpackOn(page) !== undefined);
  return isKept ? undefined : ref;
}

/** A thread of WordPress, whatever plugin shows it. */
export function locatePost(page: Page): WordPressRef | undefined {
  const links = linksOf(page);
  const root = links.find((link) => link.rel === "https://api.w.org/")?.href ?? null;
  if (root === null && !isWordPress(page)) return undefined;
  const { post, route, home } = postOf(page, links);
  const canonical = canonicalOf(page);
  const url = withoutCommentPage(canonical && hostOf(canonical) === hostOf(page.url) ? canonical : page.url);
  const items = itemsOf(page);
  const feed = links.find((link) => isOwnFeed(link, url, post))?.href ?? null;
  const announced = announcedOn(page);
  const open = openOn(page);
  const prints = items.length > 0 || open !== null || (announced ?? 0) > 0;
  if (!prints && (post === null || (root === null && feed === null && !isProtected(page)))) return undefined;
  const { template, pages } = pagingOf(page, url);
  return {
    key: post === null ? keyOfAddress(url) : `${hostOf(home ?? root ?? url)}${homePath(home, root)}?p=${post}`,
    url,
    post,
    root: root === null ? null : root.endsWith("/") || root.includes("?") ? root : `${root}/`,
    route,
    feed,
    paging: template,
    pages,
    votes: printsVotes(items),
    open,
    announced,
  };
}

/** Whether new comments can be written: the form is there, or a line that says it is not; null where neither is. */
export function openOn(page: Page): boolean | null {
  if (page.$("#commentform, input[name='comment_post_ID']").length > 0) return true;
  return page.$(".no-comments, .nocomments, .comments-closed").length > 0 ? false : null;
}

/** The site protects this post by a password and shows the form for it. */
export const isProtected = (page: Page): boolean => page.$("form.post-password-form").length > 0;

interface StatedLink {
  readonly rel: string;
  readonly type: string;
  readonly href: string;
}

/** The `<link>` elements, then the Link header: themes strip one or the other. */
function linksOf(page: Page): readonly StatedLink[] {
  const found: StatedLink[] = [];
  const add = (rel: string, type: string, href: string) => {
    const url = URL.parse(href, page.url);
    if (url?.protocol === "http:" || url?.protocol === "https:") found.push({ rel, type, href: url.href });
  };
  for (const { attribs } of page.$("link[rel][href]").filter((_, element) => isTag(element))) {
    add((attribs.rel ?? "").toLowerCase(), (attribs.type ?? "").toLowerCase(), attribs.href ?? "");
  }
  for (const [, href, parameters] of (page.headers.link ?? "").matchAll(/<([^<>]{1,2000})>([^<>]{0,500})/g)) {
    const rel = /;\s*rel="?([^";,]+)/i.exec(parameters ?? "")?.[1] ?? "";
    const type = /;\s*type="?([^";,]+)/i.exec(parameters ?? "")?.[1] ?? "";
    add(rel.trim().toLowerCase(), type.trim().toLowerCase(), href ?? "");
  }
  return found;
}

function isWordPress(page: Page): boolean {
  const marks = marksOf(page);
  return (
    marks.wordpressFolder ||
    bearsWordPress(marks) ||
    marks.classes.has("thread-odd") ||
    page.$("input[name='comment_post_ID']").length > 0
  );
}

interface StatedPost {
  readonly post: string | null;
  readonly route: string | null;
  /** The site's own address, as the shortlink tells it. */
  readonly home: string | null;
}

function postOf(page: Page, links: readonly StatedLink[]): StatedPost {
  const { $ } = page;
  const short =
    links.find((link) => link.rel === "shortlink" && /[?&](?:p|page_id)=\d+$/.test(link.href))?.href ?? null;
  const body = $("body").attr("class") ?? "";
  const inBody = /(?:^|\s)(?:postid|page-id)-(\d+)(?:\s|$)/.exec(body)?.[1] ?? null;
  const stated =
    digits(short?.match(/=(\d+)$/)?.[1]) ??
    inBody ??
    digits($("input[name='comment_post_ID']").attr("value")) ??
    digits($(".comment-reply-link[data-postid]").attr("data-postid"));
  for (const link of links) {
    if (link.rel !== "alternate" || !link.type.startsWith("application/json")) continue;
    const route = /\/wp\/v2\/([\w-]+)\/(\d+)\/?$/.exec(decoded(link.href));
    if (!route) continue;
    // Archives carry such a link too (`categories/3`, `users/1`): any other type must state its id elsewhere as well.
    const isPost = route[1] === "posts" || route[1] === "pages" || stated === route[2];
    if (isPost) return { post: route[2]!, route: link.href, home: short };
  }
  if (stated !== null) return { post: stated, route: null, home: short };
  const articles = $("article[id^='post-']");
  const only = articles.length === 1 && /(?:^|\s)single(?=\s|$)/.test(body) ? articles.attr("id")?.slice(5) : undefined;
  return { post: digits(only), route: null, home: short };
}

/** The article's own comment feed: not the site's, and not the site's feed of all comments. */
function isOwnFeed(link: StatedLink, article: string, post: string | null): boolean {
  if (link.rel !== "alternate" || !/^application\/(?:rss|atom)\+xml/.test(link.type)) return false;
  const url = URL.parse(link.href)!;
  if (post !== null && [url.searchParams.get("p"), url.searchParams.get("page_id")].includes(post)) return true;
  const path = /^(.*\/)feed(?:\/(?:atom|rss2?))?\/?$/.exec(url.pathname)?.[1];
  const page = path === undefined || path === "/" ? null : URL.parse(path, article);
  return page !== null && sameArticle(page.href, article);
}

/** A publisher may run several WordPresses, each counting its posts from 1; the site's path tells them apart. */
function homePath(home: string | null, root: string | null): string {
  if (home !== null) return URL.parse(".", home)?.pathname ?? "/";
  const path = root === null ? "/" : (URL.parse(root)?.pathname ?? "/");
  return path.replace(/(?:index\.php\/?)?(?:wp-json\/?)?$/, "") || "/";
}

const keyOfAddress = (url: string): string => url.replace(/^https?:\/\/(?:www\.)?/, "").replace(/\/$/, "");
const digits = (text: string | undefined): string | null => (text && /^[1-9]\d{0,19}$/.test(text) ? text : null);

function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
