// Page: one HTML document, parsed once, as extraction and platforms see it.
import type { JsonObject } from "@belowline/schema";
import { type CheerioAPI, load } from "cheerio/slim";
import type { Element } from "domhandler";
import { decodeBody } from "./decode.ts";
import { fileElements, findInFiles } from "./find.ts";
import { readJsonLd } from "./json-ld.ts";
import { parsePage } from "./parse.ts";

export interface Page {
  /** The address that answered. */
  readonly url: string;
  /** The address asked for. */
  readonly requestUrl: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly $: CheerioAPI;
  /** Texts and attributes whose mojibake was put right. */
  readonly repaired: number;
  /** All elements of a name that metadata uses, in document order; filed once, so that asking costs nothing. */
  all(name: Landmark): readonly Element[];
  /** Every element that the page writes, in document order. */
  readonly elements: readonly Element[];
  /** UTC ISO 8601; relative dates count from here. */
  readonly fetchedAt: string;
  /** The nodes of all JSON-LD scripts, `@graph` flattened; read on first use. */
  readonly jsonLd: readonly JsonObject[];
}

export type Landmark = "html" | "head" | "title" | "base" | "meta" | "link" | "script" | "body";

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
  const $ = load(document);
  const files = fileElements(elements);
  findInFiles($, files);
  const all = (name: Landmark): readonly Element[] => files.named(name);
  let nodes: readonly JsonObject[] | undefined;
  return {
    url: source.url,
    requestUrl: source.requestUrl ?? source.url,
    headers,
    $,
    repaired,
    all,
    elements,
    fetchedAt: source.fetchedAt,
    get jsonLd() {
      nodes ??= readJsonLd(all("script"));
      return nodes;
    },
  };
}
