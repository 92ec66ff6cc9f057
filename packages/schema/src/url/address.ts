// Addresses: reading one, and which publisher a page belongs to.
import { getDomain } from "tldts";

export type Url = `http://${string}` | `https://${string}`;
/** An address in canonical form; only `canonicalise` makes one. */
export type CanonicalUrl = Url & { readonly __canonical: unique symbol };

/** Parses an http(s) address, absolute or relative to `base`; anything else is undefined. */
export function parseUrl(address: string, base?: string): URL | undefined {
  const text = address.trim();
  if (text.length > 8192) return undefined;
  const url = URL.parse(text, base);
  return url && (url.protocol === "http:" || url.protocol === "https:") && url.hostname ? url : undefined;
}

/** Reads an address as people type it: "news.example" means https, "localhost:8080" does too. */
export const typedUrl = (text: string): URL | undefined =>
  parseUrl(/^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]*:\d/.test(text) ? text : `https://${text}`);

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
