// Comment pages: their links, their numbers and their addresses.
import { canonicalise } from "@belowline/schema";
import { isTag } from "domhandler";
import type { Page } from "../../html/page.ts";

const PRETTY = /\/comment-page-(\d{1,6})(?=[/?#]|$)/;

export interface Paging {
  /** Address of comment page N with `{n}` for N; null where no link shows how it is made. */
  readonly template: string | null;
  /** The largest page mentioned; 1 where none is. */
  readonly pages: number;
}

/** The address of the article itself: canonical, no comment page, no reply form, no fragment. */
export function withoutCommentPage(address: string): string {
  const url = URL.parse(canonicalise(address) ?? address);
  if (!url) return address;
  url.pathname = url.pathname.replace(PRETTY, "");
  url.searchParams.delete("cpage");
  return url.href;
}

/** Whether two addresses on the same host are the same article, whatever comment page they show. */
export function sameArticle(a: string, b: string): boolean {
  const [one, other] = [URL.parse(withoutCommentPage(a)), URL.parse(withoutCommentPage(b))];
  return one?.search === other?.search && one?.pathname.replace(/\/$/, "") === other?.pathname.replace(/\/$/, "");
}

/** The number of the comment page that an address names; null where it names none. */
export function commentPageOf(address: string): number | null {
  const url = URL.parse(address);
  const number = url && (PRETTY.exec(url.pathname)?.[1] ?? url.searchParams.get("cpage"));
  return number && /^[1-9]\d{0,5}$/.test(number) ? Number(number) : null;
}

/**
 * The comment pages that a page of the article mentions, in its pagination and in the permalinks of its comments. Only
 * addresses of the same article count, and reply links never do.
 */
export function pagingOf(page: Page, article: string): Paging {
  let template: string | null = null;
  let pages = 1;
  const hosts = new Set([hostOf(page.url), hostOf(article), hostOf(canonicalOf(page) ?? article)]);
  for (const link of page.$("a[href]")) {
    const href = isTag(link) ? (link.attribs.href ?? "") : "";
    if (!href.includes("comment-page-") && !href.includes("cpage=")) continue;
    const url = URL.parse(href, page.url);
    if (!url || url.searchParams.has("replytocom") || !hosts.has(hostOf(url.href))) continue;
    const number = commentPageOf(url.href);
    if (number === null || !sameArticle(url.href, article)) continue;
    pages = Math.max(pages, number);
    template ??= templateOf(url);
  }
  return { template, pages };
}

/** What the page calls its own address. */
export const canonicalOf = (page: Page): string | undefined =>
  URL.parse(page.$('link[rel="canonical"]').attr("href") ?? "", page.url)?.href;

export const hostOf = (address: string): string => (URL.parse(address)?.host ?? "").replace(/^www\./, "");

export const pageAddress = (template: string, n: number): string => template.replace("{n}", String(n));

/** The comment page that an answer shows, by its address, the permalinks of its comments or its pagination; null if unknown. */
export function shownPage(page: Page, permalinks: readonly (string | null)[], paging: Paging): number | null {
  const stated = commentPageOf(page.url);
  if (stated !== null) return stated;
  if (paging.pages === 1) return 1;
  for (const link of permalinks) {
    const number = link === null ? null : commentPageOf(link);
    if (number !== null) return number;
  }
  const current = page.$(".page-numbers.current").first().text().trim();
  return /^\d{1,6}$/.test(current) ? Number(current) : null;
}

function templateOf(url: URL): string {
  const bare = new URL(url);
  bare.hash = "";
  return PRETTY.test(bare.pathname)
    ? bare.href.replace(PRETTY, "/comment-page-{n}")
    : bare.href.replace(/([?&]cpage=)\d+/, "$1{n}");
}
