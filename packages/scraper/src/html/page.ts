// Page: one HTML document, parsed once, as extraction and platforms see it.
import type { JsonObject } from "@belowline/schema";
import type { Document, Element } from "domhandler";
import { decodeBody } from "./decode.ts";
import { type Find, fileElements, finderOf } from "./find.ts";
import { readJsonLd } from "./json-ld.ts";
import { parsePage } from "./parse.ts";

export interface Page {
  /** The address that answered. */
  readonly url: string;
  /** The address asked for. */
  readonly requestUrl: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly document: Document;
  /** Finds in the document, as cheerio does. */
  readonly $: Find;
  /** Texts and attributes whose mojibake was put right. */
  readonly repaired: number;
  /** All elements of a name that is often asked for, in document order; filed once, so that asking costs nothing. */
  all(name: Landmark): readonly Element[];
  /** The classes that any element bears. */
  readonly classes: { has(name: string): boolean };
  /** Every element that the page writes, in document order. */
  readonly elements: readonly Element[];
  /** UTC ISO 8601; relative dates count from here. */
  readonly fetchedAt: string;
  /** The nodes of all JSON-LD scripts, `@graph` flattened. */
  readonly jsonLd: readonly JsonObject[];
  /** What `oncePerPage` keeps. */
  readonly kept: Map<unknown, unknown>;
}

/**
 * A reading of pages that is made once for each. It is kept with the page: in a weak map outside of it, which outlives every
 * page, it would count as alive in all small collections, and the whole tree with it (V8, `EphemeronHashTable`), so that a crawl
 * would carry hundreds of dead pages from one full collection to the next.
 *
 * @example
 * const linksOn = oncePerPage((page) => page.all("a").length);
 */
export function oncePerPage<T>(make: (page: Page) => T): (page: Page) => T {
  return (page) => {
    const { kept } = page;
    const known = kept.get(make) as T | undefined;
    if (known !== undefined || kept.has(make)) return known as T;
    const made = make(page);
    kept.set(make, made);
    return made;
  };
}

export type Landmark = "html" | "head" | "title" | "base" | "meta" | "link" | "script" | "body" | "a";

export interface PageSource {
  readonly url: string;
  readonly requestUrl?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
  readonly fetchedAt: string;
}

/** Parses once, with htmlparser2 (see docs/decisions/0003-parser.md), to a bounded depth; scripts and styles stay in the tree. */
export function loadPage(source: PageSource): Page {
  const headers = source.headers ?? {};
  const html =
    typeof source.body === "string" ? source.body : decodeBody(source.body, headers["content-type"], source.url);
  const { document, elements, repaired } = parsePage(html);
  const files = fileElements(elements);
  return {
    url: source.url,
    requestUrl: source.requestUrl ?? source.url,
    headers,
    document,
    $: finderOf(document, files),
    repaired,
    all: files.named,
    classes: { has: (name) => files.withClass(name).length > 0 },
    elements,
    fetchedAt: source.fetchedAt,
    jsonLd: readJsonLd(files.named("script")),
    kept: new Map(),
  };
}
