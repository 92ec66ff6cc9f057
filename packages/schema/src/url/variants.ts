// Variants: addresses of AMP, mobile, print, page and language forms, and the plain address that they share with their article.
import { type PlainId, plainIdOf } from "../id.ts";
import { type CanonicalUrl, parseUrl } from "./address.ts";
import { canonicalise } from "./canonical.ts";
import type { AddressParts, VariantKind, VariantRule } from "./rule.ts";

/** Drops the first host label where it is one of these, and a name with a dot is left. */
const label =
  (labels: RegExp) =>
  (parts: AddressParts): AddressParts | undefined => {
    const dot = parts.host.indexOf(".");
    if (dot < 1 || parts.host.lastIndexOf(".") === dot || !labels.test(parts.host.slice(0, dot))) return undefined;
    return { ...parts, host: parts.host.slice(dot + 1) };
  };

/** Cuts the first match out of the path; the root stays. */
const cut =
  (mark: RegExp, by = "") =>
  (parts: AddressParts): AddressParts | undefined =>
    mark.test(parts.path) ? { ...parts, path: parts.path.replace(mark, by) || "/" } : undefined;

const parameter =
  (piece: RegExp) =>
  (parts: AddressParts): AddressParts | undefined => {
    const query = parts.query.filter((one) => !piece.test(one));
    return query.length < parts.query.length ? { ...parts, query } : undefined;
  };

/** WordPress: a small number below a part of several words. */
function numbered(parts: AddressParts): AddressParts | undefined {
  const [last, story, ...rest] = parts.path.split("/").reverse();
  const isPage = /^\d{1,2}$/.test(last ?? "") && story?.includes("-");
  return isPage ? { ...parts, path: [...rest.reverse(), story].join("/") } : undefined;
}

/**
 * None of these is a rewrite: what is fetched and stored is the address as it came. An address that comes out the same as another
 * without its marks is only asked: do the texts agree?
 */
export const VARIANTS: readonly VariantRule[] = [
  {
    kind: "scheme",
    name: "http",
    why: "Most sites moved from http to https and kept their paths",
    strip: (parts) => (parts.scheme === "http:" ? { ...parts, scheme: "https:" } : undefined),
    examples: [["http://news.example/a", "https://news.example/a"]],
  },
  {
    kind: "www",
    name: "www host",
    why: "The same site, by habit; a few answer under one of the two only",
    strip: label(/^www\d?$/),
    examples: [
      ["https://www.news.example/a", "https://news.example/a"],
      ["https://www.example/a", "https://www.example/a"],
    ],
  },
  {
    kind: "slash",
    name: "Final slash or index file",
    why: "Servers mostly send one to the other, but may tell them apart",
    strip: cut(/(?<=.)\/(?:index\.(?:html?|php|shtml|aspx?))?$/i),
    examples: [
      ["https://news.example/a/", "https://news.example/a"],
      ["https://news.example/a/index.html", "https://news.example/a"],
      ["https://news.example/a.html", "https://news.example/a.html"],
    ],
  },
  {
    kind: "amp",
    name: "AMP host",
    why: "amp.news.example serves the AMP form of each page",
    strip: label(/^amp$/),
    examples: [["https://amp.news.example/a", "https://news.example/a"]],
  },
  {
    kind: "amp",
    name: "AMP path",
    why: "A first or last part of the path, or an ending (WordPress: /amp/)",
    strip: cut(
      /^\/amp(?=\/.)|(?<=.)(?:\/amp(?:\.html)?|\.amp(?=(?:\.html)?$)|[-_.]amp(?=\.html$))$|(?<=.)[-_.]amp(?=\.html$)/i,
    ),
    examples: [
      ["https://news.example/a/amp", "https://news.example/a"],
      ["https://news.example/amp/a", "https://news.example/a"],
      ["https://news.example/a.amp.html", "https://news.example/a.html"],
      ["https://news.example/a-amp.html", "https://news.example/a.html"],
      ["https://news.example/guitar-amp", "https://news.example/guitar-amp"],
    ],
  },
  {
    kind: "amp",
    name: "AMP parameter",
    why: "amp=1 and the names of publishing systems",
    strip: parameter(/^(?:amp(?:=1|=true|=)?|outputtype=amp|view=amp|format=amp)$/i),
    examples: [["https://news.example/a?amp=1&id=3", "https://news.example/a?id=3"]],
  },
  {
    kind: "mobile",
    name: "Mobile host",
    why: "A site for telephones beside the main one",
    strip: label(/^(?:m|mobile|mobil|touch|wap)$/),
    examples: [["https://m.news.example/a", "https://news.example/a"]],
  },
  {
    kind: "mobile",
    name: "Mobile path or parameter",
    why: "The same on one host; Blogger says m=1",
    strip: (parts) =>
      cut(/^\/(?:m|mobile)(?=\/.)/i)(parts) ?? parameter(/^(?:m=[01]|mobile=(?:1|true)|device=mobile)$/i)(parts),
    examples: [
      ["https://news.example/2026/03/a.html?m=1", "https://news.example/2026/03/a.html"],
      ["https://news.example/mobile/a", "https://news.example/a"],
      ["https://news.example/?m=202603", "https://news.example/?m=202603"],
    ],
  },
  {
    kind: "print",
    name: "Print path",
    why: "A form for the printer, often the whole of an article in pages",
    strip: cut(
      /^\/print(?=\/.)|(?<=.)\/(?:print|printable|drucken|druckversion|imprimir|imprimer|stampa|komplettansicht)(?:\.html)?$|(?<=.)[-_,](?:print|druck)(?=\.html?$)/i,
    ),
    examples: [
      ["https://news.example/a/print", "https://news.example/a"],
      ["https://news.example/a-print.html", "https://news.example/a.html"],
      ["https://news.example/print", "https://news.example/print"],
    ],
  },
  {
    kind: "print",
    name: "Print parameter",
    why: "The same as a parameter, and the one that shows all pages at once",
    strip: parameter(
      /^(?:print(?:=(?:1|true|yes|y|print))?|(?:view|mode|format|output|style|layout|tmpl)=(?:print|printable)|printable=(?:1|true|yes)|(?:view|page|pagewanted|seite)=all|singlepage=(?:1|true)|onepage=(?:1|true))$/i,
    ),
    examples: [
      ["https://news.example/a?print=1", "https://news.example/a"],
      ["https://news.example/a?pagewanted=all", "https://news.example/a"],
      ["https://news.example/a?view=map", "https://news.example/a?view=map"],
    ],
  },
  {
    kind: "page",
    name: "Page of an article",
    why: "An article in pages is one article. Numbers of three digits and more are ids",
    strip: (parts) =>
      cut(/(?<=.)\/(?:page|seite|pagina|strana|s)[/-]?\d{1,2}$|(?<=.)[-_,](?:page|seite|p)-?\d{1,2}(?=\.html?$)/i)(
        parts,
      ) ??
      numbered(parts) ??
      parameter(/^(?:page|seite|pagina|pagenum|pg)=\d{1,2}$/i)(parts),
    examples: [
      ["https://news.example/the-long-read?page=2", "https://news.example/the-long-read"],
      ["https://news.example/the-long-read/2", "https://news.example/the-long-read"],
      ["https://news.example/the-long-read/seite-3", "https://news.example/the-long-read"],
      ["https://news.example/article/12345", "https://news.example/article/12345"],
      ["https://news.example/a?p=2", "https://news.example/a?p=2"],
    ],
  },
  {
    kind: "language",
    name: "Language in the path or as a parameter",
    why: "A site in several languages may serve one text under each; a translation differs in its text and so is an article of its own",
    strip: (parts) =>
      cut(/^\/[a-z]{2}(?:[-_][a-z]{2})?(?=\/.)/i)(parts) ??
      parameter(/^(?:lang|language|locale|hl)=[a-z]{2}(?:[-_][a-z]{2,4})?$/i)(parts),
    examples: [
      ["https://news.example/en/a", "https://news.example/a"],
      ["https://news.example/a?lang=de", "https://news.example/a"],
    ],
  },
];

export interface PlainAddress {
  readonly url: CanonicalUrl;
  /** What was taken off; a kind for each mark. */
  readonly marks: readonly VariantKind[];
}

/**
 * An address without the marks of other forms of a page. Two with one plain address may show one article, or not: it is a key to
 * look under, never an address to fetch.
 *
 * @example
 * plainAddress("http://m.news.example/a/amp")?.url; // "https://news.example/a"
 */
export function plainAddress(address: string): PlainAddress | undefined {
  const url = parseUrl(canonicalise(address) ?? "");
  if (!url) return undefined;
  let parts: AddressParts = {
    scheme: url.protocol,
    host: url.host,
    path: url.pathname,
    query: url.search.length < 2 ? [] : url.search.slice(1).split("&"),
  };
  const marks: VariantKind[] = [];
  // Each mark shortens the address, or is the scheme: it ends.
  for (let i = 0; i < VARIANTS.length; ) {
    const rule = VARIANTS[i]!;
    const next = rule.strip(parts);
    if (!next) {
      i++;
      continue;
    }
    parts = next;
    marks.push(rule.kind);
    i = 0;
  }
  const { scheme, host, path, query } = parts;
  const plain = canonicalise(`${scheme}//${host}${path}${query.length === 0 ? "" : `?${query.join("&")}`}${url.hash}`);
  return plain && { url: plain, marks };
}

/** The key of an address's plain form, as stored with each alias (`article_url.plain_id`). */
export const plainId = (address: string): PlainId => plainIdOf(plainAddress(address)?.url ?? address);
