// The language a page claims, as a BCP 47 tag.
import type { JsonObject } from "@belowline/schema";
import type { Page } from "../html/page.ts";
import { type Chosen, type Claim, choose } from "./evidence.ts";
import { isObject, listOf, textValue } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";

export function findLanguage(page: Page, meta: MetaTags, node: JsonObject | undefined): Chosen<string> {
  const claims: Claim<string>[] = [];
  const state = (from: string, stated: string | undefined): void => {
    const value = languageTag(stated);
    if (value !== undefined) claims.push({ from, value });
  };
  const html = page.$("html").first();
  state("html:lang", html.attr("lang") ?? html.attr("xml:lang"));
  const [stated] = listOf(node?.inLanguage);
  state("json-ld:inLanguage", isObject(stated) ? textValue(stated.alternateName ?? stated.name) : textValue(stated));
  state("meta:og:locale", meta.first("og:locale"));
  state("meta:content-language", meta.first("content-language"));
  state("meta:language", meta.first("language"));
  state("meta:dc.language", meta.first("dc.language"));
  state("body:lang", page.$("body").first().attr("lang"));
  state("header:content-language", page.headers["content-language"]);
  return choose(claims);
}

/** `en_us.UTF-8`, `EN-us` and the like in the form of BCP 47: `en-US`. Undefined for what is no tag. */
export function languageTag(stated: string | undefined): string | undefined {
  const [first = ""] = (stated ?? "").split(/[,;.@]/);
  const word = first.trim().replaceAll("_", "-");
  if (word === "" || word.length > 35) return undefined;
  try {
    const [tag] = Intl.getCanonicalLocales(word);
    // Undetermined and multiple languages are no claim; four letters and more are names ("english").
    return tag && /^[a-z]{2,3}(?:-|$)/.test(tag) && !/^(?:und|mul|zxx)\b/.test(tag) ? tag : undefined;
  } catch {
    return undefined;
  }
}
