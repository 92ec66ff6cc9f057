// Addresses: which strings name the same page, and which publisher a page belongs to.
import { getDomain } from "tldts";

export type Url = `http://${string}` | `https://${string}`;
/** An address in canonical form; only `canonicalise` makes one. */
export type CanonicalUrl = Url & { readonly __canonical: unique symbol };

/**
 * Query parameters that only say where the reader came from. Each is documented by the sender; unknown parameters are
 * kept, because some sites keep the article in them (`?p=12`, `?SerialNo=7`).
 */
const TRACKING = new Set([
  "fbclid", // Facebook
  "gclid", // Google Ads
  "gclsrc",
  "dclid", // DoubleClick
  "gbraid",
  "wbraid",
  "msclkid", // Microsoft Advertising
  "twclid", // X
  "ttclid", // TikTok
  "yclid", // Yandex
  "igshid", // Instagram
  "mc_cid", // Mailchimp campaign
  "mc_eid", // Mailchimp reader
  "_ga", // Google Analytics cross-domain
  "_gl",
  "_hsenc", // HubSpot
  "_hsmi",
  "mkt_tok", // Marketo
  "ncid",
  "cmpid",
  "at_medium", // BBC / AT Internet
  "at_campaign",
]);

/** Any of these prefixes marks a tracking parameter: Urchin/Google Analytics and Matomo. */
const TRACKING_PREFIX = ["utm_", "mtm_", "pk_"];

/** Parameters that open a form or select what is shown of the same page; a crawler that follows them never ends. */
const TRAPS = new Set(["replytocom", "like_comment", "_wpnonce", "share", "unapproved", "moderation-hash"]);

/**
 * The canonical form of an http(s) address: WHATWG parsing (case of host, default port, dot segments, percent encoding),
 * no fragment, no user info, no tracking parameters, query sorted. The path's case and its final slash are kept: servers
 * may tell them apart. Idempotent.
 *
 * @returns undefined for anything that is not an http(s) address
 * @example
 * canonicalise("HTTPS://News.Example:443/a/?utm_source=x&b=2&a=1#top"); // "https://news.example/a/?a=1&b=2"
 */
export function canonicalise(address: string, base?: string): CanonicalUrl | undefined {
  const url = parseUrl(address, base);
  if (!url) return undefined;
  url.hash = "";
  url.username = "";
  url.password = "";
  // Pieces are kept as they stand: `?1234` and `?1234=` may be two things to a server.
  const pieces = url.search
    .slice(1)
    .split("&")
    .filter((piece) => piece !== "");
  const named = pieces.map((piece) => ({ piece, name: nameOf(piece) }));
  const kept = named.filter(({ name }) => !isTracking(name) && !TRAPS.has(name.toLowerCase()));
  // Code-unit order; stable, so repeated parameters keep theirs.
  kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  // With its question mark: the setter would take one from a query that begins with another.
  url.search = kept.length === 0 ? "" : `?${kept.map(({ piece }) => piece).join("&")}`;
  return url.href as CanonicalUrl;
}

/** Parses an http(s) address, absolute or relative to `base`; anything else is undefined. */
export function parseUrl(address: string, base?: string): URL | undefined {
  const text = address.trim();
  if (text.length > 8192) return undefined;
  const url = URL.parse(text, base);
  return url && (url.protocol === "http:" || url.protocol === "https:") && url.hostname ? url : undefined;
}

const nameOf = (piece: string): string => new URLSearchParams(`?${piece}`).keys().next().value ?? "";

const isTracking = (name: string): boolean => {
  const lower = name.toLowerCase();
  return TRACKING.has(lower) || TRACKING_PREFIX.some((prefix) => lower.startsWith(prefix));
};

/** Whether an address leads into a reply form or the like, which must never enter the frontier. */
export function isTrap(address: string): boolean {
  const url = parseUrl(address);
  if (!url) return true;
  for (const name of url.searchParams.keys()) if (TRAPS.has(name.toLowerCase())) return true;
  return false;
}

/**
 * The publisher's key: the registrable domain by the Public Suffix List, private suffixes counted (`alice.blogspot.com`
 * is not `bob.blogspot.com`); an address without one (localhost, an IP) is its host and port.
 *
 * @example
 * publisherOf("https://www.news.example.co.uk/a"); // "example.co.uk"
 * publisherOf("http://127.0.0.1:8080/"); // "127.0.0.1:8080"
 */
export function publisherOf(address: string): string {
  const url = parseUrl(address);
  if (!url) return "";
  return getDomain(url.hostname, { allowPrivateDomains: true }) ?? url.host;
}
