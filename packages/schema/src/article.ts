// Article: what a page says of itself and its running text, before any database knows it.
import type { Instant } from "./instant.ts";
import { cleanText } from "./text.ts";
import type { CanonicalUrl } from "./url/address.ts";

/** An image of the article, with the words printed below it. */
export interface ArticleImage {
  readonly url: string;
  readonly alt: string | null;
  readonly caption: string | null;
  readonly credit: string | null;
}

/** A list within another follows the item it belongs to as a block of its own; the outer one goes on in a block after it. */
export interface ListBlock {
  readonly kind: "list";
  readonly ordered: boolean;
  readonly items: readonly string[];
  /** How many lists it lies within; absent at the top. */
  readonly level?: number;
  /** Number of the first item of an ordered list; absent where it is 1. */
  readonly start?: number;
}

/** The article's body in order. Text of blocks is clean text (see `cleanText`), that of code keeps its lines (`cleanCode`). */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "heading"; readonly level: number; readonly text: string }
  | ListBlock
  | { readonly kind: "quote"; readonly text: string; readonly cite: string | null }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "table"; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "image"; readonly image: ArticleImage }
  | { readonly kind: "embed"; readonly provider: string; readonly url: string | null; readonly text: string | null };

/** Where a field's value came from: a JSON-LD key, a meta tag, a selector; and what other places said instead. */
export interface Evidence {
  readonly from: string;
  readonly rivals?: Readonly<Record<string, string>>;
}

/** How an address came to name this article. */
export type UrlAliasKind =
  | "requested"
  | "redirect"
  | "final"
  | "canonical"
  | "og"
  | "amp"
  | "shortlink"
  | "json-ld"
  | "variant";
export interface UrlAlias {
  readonly url: CanonicalUrl;
  readonly kind: UrlAliasKind;
}

/** Whether the whole text stands on the page: `free`, `metered` or `paid`, with what says so. */
export interface Paywall {
  readonly kind: "free" | "metered" | "paid" | "unknown";
  readonly evidence: string | null;
}

export interface Article {
  /** The canonical address. */
  readonly url: CanonicalUrl;
  readonly urls: readonly UrlAlias[];
  readonly headline: string;
  readonly standfirst: string | null;
  /** People, as printed, without "By" and the like; in order. */
  readonly byline: readonly string[];
  /** News agencies that the text comes from, by the names of `AGENCIES`; sorted. */
  readonly agencies: readonly string[];
  readonly publishedAt: Instant | null;
  readonly modifiedAt: Instant | null;
  /** BCP 47, lower-case language: as the page claims it, or as its text is where that contradicts or the page says nothing. */
  readonly language: string | null;
  readonly section: string | null;
  readonly tags: readonly string[];
  readonly siteName: string | null;
  /**
   * The standfirst where the page prints it above the text, then paragraphs, headings, list items, quotes and code, one newline
   * between them; no captions, embeds or boilerplate.
   */
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly wordCount: number;
  readonly images: readonly ArticleImage[];
  readonly paywall: Paywall;
  /** By field name. */
  readonly evidence: Readonly<Record<string, Evidence>>;
}

/**
 * A piece of the body as read that recurs over the publisher's articles and was kept out of `blocks`: a whole block, an item of a
 * list, or characters within one text. `at` is the place of its block in the body as read; with all pieces put back, that body
 * is whole again.
 */
export type RemovedPiece =
  | { readonly kind: "block"; readonly at: number; readonly block: Block }
  | { readonly kind: "item"; readonly at: number; readonly item: number; readonly text: string }
  | { readonly kind: "part"; readonly at: number; readonly start: number; readonly text: string };

/** The text of blocks as DESIGN defines an article's `text`; who is quoted stands on the line below the quotation. */
export function textOfBlocks(blocks: readonly Block[]): string {
  const lines: string[] = [];
  for (const block of blocks) {
    // One by one: arguments of a call have a limit, and items of a list have none.
    if (block.kind === "list") for (const item of block.items) lines.push(item);
    else if (block.kind === "table") for (const row of block.rows) lines.push(row.join(" "));
    else if (block.kind === "quote") lines.push(block.text, block.cite ?? "");
    else if (block.kind === "code") lines.push(cleanText(block.text));
    else if (block.kind !== "image" && block.kind !== "embed") lines.push(block.text);
  }
  return lines.filter((line) => line !== "").join("\n");
}
