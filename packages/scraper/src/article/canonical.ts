// The article's address: which of its names is the canonical one, and all others as aliases.
import {
  type CanonicalUrl,
  canonicalise,
  type JsonObject,
  publisherOf,
  type UrlAlias,
  type UrlAliasKind,
} from "@belowline/schema";
import type { Page } from "../html/page.ts";
import { type Chosen, type Claim, choose } from "./evidence.ts";
import { addressesOf } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";

export interface Address {
  readonly url: CanonicalUrl;
  readonly urls: readonly UrlAlias[];
  readonly evidence: Chosen<CanonicalUrl>["evidence"];
}

/**
 * The page's own word counts only within the publisher's addresses, and never where it sends every page to the front
 * page: both are mistakes of templates, and would merge articles that are not one.
 */
export function findAddress(page: Page, meta: MetaTags, node: JsonObject | undefined): Address {
  const final = canonicalise(page.url);
  if (!final) throw new TypeError(`expected the http(s) address of the page, got "${page.url.slice(0, 200)}"`);
  const base = baseOf(page, final);
  const publisher = publisherOf(final);
  const isFront = isFrontPage(final);
  const trusted: Claim<CanonicalUrl>[] = [];
  const aliases = new Map<CanonicalUrl, UrlAliasKind>();
  const state = (from: string, kind: UrlAliasKind, stated: string | undefined, names: boolean): void => {
    const whole = stated === undefined || stated === "" ? undefined : canonicalise(stated, base);
    const url = whole === undefined ? undefined : names ? withoutCommentPage(whole) : whole;
    if (!url || publisherOf(url) !== publisher || (isFrontPage(url) && !isFront)) return;
    if (names) trusted.push({ from, value: url });
    if (!aliases.has(url)) aliases.set(url, kind);
  };
  for (const href of meta.links("canonical")) state("link:canonical", "canonical", href, true);
  state("meta:og:url", "og", meta.first("og:url"), true);
  for (const address of node ? addressesOf(node) : []) {
    // A fragment ("#article") names a node of the page and no page.
    state("json-ld:url", "json-ld", address.startsWith("#") ? undefined : address, true);
  }
  trusted.push({ from: "request", value: withoutCommentPage(final) });
  for (const href of meta.links("amphtml")) state("link:amphtml", "amp", href, false);
  for (const href of meta.links("shortlink")) state("link:shortlink", "shortlink", href, false);
  const linked = /<([^<>]+)>; ?rel="?shortlink/i.exec(page.headers.link ?? "")?.[1];
  state("header:shortlink", "shortlink", linked, false);

  const { value, evidence } = choose(trusted);
  const requested = canonicalise(page.requestUrl);
  const kinds = new Map<CanonicalUrl, UrlAliasKind>([[value!, "canonical"]]);
  if (requested && !kinds.has(requested)) kinds.set(requested, "requested");
  if (!kinds.has(final)) kinds.set(final, "final");
  for (const [url, kind] of aliases) if (!kinds.has(url)) kinds.set(url, kind);
  return { url: value!, urls: [...kinds].map(([url, kind]) => ({ url, kind })), evidence };
}

/** WordPress prints a page of comments as the canonical address of the article that shows it. */
function withoutCommentPage(address: CanonicalUrl): CanonicalUrl {
  const url = new URL(address);
  url.pathname = url.pathname.replace(/\/comment-page-\d{1,9}(\/?)$/, "$1");
  url.searchParams.delete("cpage");
  return canonicalise(url.href) ?? address;
}

/** Relative addresses count from `<base href>`, which may itself be relative. */
export const baseOf = (page: Page, final: string): string => {
  const href = page.all("base").find(({ attribs }) => attribs.href !== undefined)?.attribs.href;
  return (href === undefined ? undefined : canonicalise(href, final)) ?? final;
};

/** The root of a host, or its index page. A query may name an article (`/?p=12`). */
export function isFrontPage(address: string): boolean {
  const { pathname, search } = new URL(address);
  return search === "" && /^\/(?:index\.(?:html?|php|aspx?))?$/i.test(pathname);
}
