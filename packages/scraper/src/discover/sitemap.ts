// Sitemaps (sitemaps.org, Google News extension): the addresses they list, with the dates they claim.
import { gunzipSync } from "node:zlib";
import { readInstant } from "@belowline/schema";
import { Parser } from "htmlparser2";

export interface SitemapEntry {
  readonly url: string;
  /** `news:publication_date`, else `lastmod`; UTC ISO 8601. */
  readonly claimedAt: string | null;
}

export type Sitemap =
  | { readonly kind: "index"; readonly entries: readonly SitemapEntry[] }
  | { readonly kind: "urls"; readonly news: boolean; readonly entries: readonly SitemapEntry[] };

/** The protocol's own limit; what a longer file lists beyond it is left for its next split. */
const MOST_ENTRIES = 50_000;
/** The protocol allows 50 MB unpacked. */
const LARGEST = 52_428_800;

/**
 * Unpacks a `.xml.gz` sitemap: servers send it as a file, not as a content coding.
 *
 * @throws RangeError beyond the protocol's 50 MB
 */
export const unpacked = (body: Uint8Array): Uint8Array =>
  body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, { maxOutputLength: LARGEST }) : body;

/** Reads a sitemap or sitemap index; undefined where the text is neither. Broken XML gives what stands before the break. */
export function parseSitemap(xml: string): Sitemap | undefined {
  let kind: Sitemap["kind"] | undefined;
  let news = false;
  const entries: SitemapEntry[] = [];
  let open: { loc: string; lastmod: string; published: string } | undefined;
  let field: "loc" | "lastmod" | "published" | undefined;
  const parser = new Parser(
    {
      onopentag(name) {
        if (name === "sitemapindex") kind = "index";
        else if (name === "urlset") kind = "urls";
        else if (name === "url" || name === "sitemap") open = { loc: "", lastmod: "", published: "" };
        else if (name === "loc" || name === "lastmod") field = name;
        else if (name === "news:publication_date") {
          field = "published";
          news = true;
        } else field = undefined;
      },
      ontext(text) {
        if (open && field) open[field] += text;
      },
      onclosetag(name, implied) {
        field = undefined;
        // Closed by the end of the file, not by a tag: its address may be torn.
        if (implied || (name !== "url" && name !== "sitemap") || !open) return;
        const claimed = readInstant(open.published) ?? readInstant(open.lastmod);
        if (open.loc.trim() !== "" && entries.length < MOST_ENTRIES) {
          entries.push({ url: open.loc.trim(), claimedAt: claimed?.at ?? null });
        }
        open = undefined;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  if (kind === undefined) return undefined;
  return kind === "index" ? { kind, entries } : { kind, news, entries };
}
