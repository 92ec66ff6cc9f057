// The article as the page's JSON-LD states it: which node is meant, and its values read without trust.
import { cleanLine, type Json, type JsonObject, parseUrl } from "@belowline/schema";
import { isType } from "../html/json-ld.ts";
import type { Page } from "../html/page.ts";

/** schema.org's Article and what is derived from it, as publishers use it. */
export const ARTICLE_TYPES: ReadonlySet<string> = new Set([
  "Article",
  "NewsArticle",
  "AnalysisNewsArticle",
  "AskPublicNewsArticle",
  "BackgroundNewsArticle",
  "OpinionNewsArticle",
  "ReportageNewsArticle",
  "ReviewNewsArticle",
  "AdvertiserContentArticle",
  "SatiricalArticle",
  "ScholarlyArticle",
  "TechArticle",
  "BlogPosting",
  "LiveBlogPosting",
  "SocialMediaPosting",
  "Report",
]);

/** Pages that list others. */
export const LISTING_TYPES: ReadonlySet<string> = new Set([
  "CollectionPage",
  "SearchResultsPage",
  "ProfilePage",
  "ItemList",
  "Blog",
]);

/**
 * The node that describes this page's article. Lists of other articles may stand beside it, so of several the one that
 * names this page wins; else a single one; else the first with a headline and a body or date.
 */
export function articleNode(page: Page): JsonObject | undefined {
  const nodes = page.jsonLd.flatMap(withMainEntity).filter((node) => isType(node, ARTICLE_TYPES));
  if (nodes.length <= 1) return nodes[0];
  const here = new Set([pathOf(page.url), pathOf(page.requestUrl)]);
  const own = nodes.filter((node) => addressesOf(node).some((address) => here.has(pathOf(address, page.url))));
  const pool = own.length > 0 ? own : nodes;
  return pool.find((node) => node.datePublished !== undefined && node.headline !== undefined) ?? pool[0];
}

/** `mainEntity` may hold the article inside its page. */
function withMainEntity(node: JsonObject): readonly JsonObject[] {
  const inner = [node.mainEntity, node.mainEntityOfPage].filter(isObject).filter((it) => it["@type"] !== undefined);
  return [node, ...inner];
}

/** The addresses under which a node names its page. */
export function addressesOf(node: JsonObject): readonly string[] {
  const main = node.mainEntityOfPage;
  return [node.url, isObject(main) ? main["@id"] : main, isObject(main) ? main.url : undefined, node["@id"]].filter(
    (it): it is string => typeof it === "string" && it !== "",
  );
}

const pathOf = (address: string, base?: string): string => {
  const url = parseUrl(address, base);
  return url ? `${url.hostname.replace(/^www\./, "")}${url.pathname.replace(/\/$/, "")}${url.search}` : address;
};

export const isObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

const MOST_ITEMS = 200;
/** One value or a list of them, as a list. */
export const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value.slice(0, MOST_ITEMS) : [value as Json];

/** A text, or the `@value` of a language-tagged one, on one line; undefined where it is none or empty. */
export function textValue(value: Json | undefined): string | undefined {
  const [first] = listOf(value);
  const text = isObject(first) ? first["@value"] : first;
  if (typeof text !== "string") return undefined;
  return cleanLine(decodeTwice(text)) || undefined;
}

/** All texts of a value; objects give their `name`. */
export const namesOf = (value: Json | undefined): readonly string[] =>
  listOf(value)
    .map((item) => (isObject(item) ? textValue(item.name) : textValue(item)))
    .filter((name) => name !== undefined);

const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[\da-f]{1,6});/gi;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** JSON-LD is often filled with HTML-escaped text although a script's content is not HTML. */
export const decodeTwice = (text: string): string =>
  text.includes("&")
    ? text.replace(ENTITY, (entity) => {
        const body = entity.slice(1, -1).toLowerCase();
        if (!body.startsWith("#")) return NAMED[body] ?? entity;
        const code = body.startsWith("#x") ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
      })
    : text;
