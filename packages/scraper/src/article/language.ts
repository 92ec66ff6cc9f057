// The language of an article, as a BCP 47 tag: what the page claims, checked against its text.
import type { JsonObject } from "@belowline/schema";
import type { Page } from "../html/page.ts";
import { detectLanguage } from "./detector.ts";
import { type Chosen, type Claim, choose } from "./evidence.ts";
import { isObject, listOf, textValue } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";

/**
 * The first claim that the text does not contradict. Templates are copied with their `lang="en"`, and sites in two languages
 * claim one of them everywhere: where the text speaks clearly, it wins, and the claims are rivals.
 */
export function findLanguage(page: Page, meta: MetaTags, node: JsonObject | undefined, text: string): Chosen<string> {
  const claims = claimsOf(page, meta, node);
  const [first] = claims;
  if (first && isSpoken(text, baseOf(first.value))) return choose(claims);
  const spoken = detectLanguage(text);
  if (spoken === undefined || (first && isSame(baseOf(first.value), spoken))) return choose(claims);
  const agreeing = claims.find(({ value }) => isSame(baseOf(value), spoken));
  return choose([agreeing ?? { from: "text", value: spoken }, ...claims.filter((claim) => claim !== agreeing)]);
}

function claimsOf(page: Page, meta: MetaTags, node: JsonObject | undefined): readonly Claim<string>[] {
  const claims: Claim<string>[] = [];
  const state = (from: string, stated: string | undefined): void => {
    const value = languageTag(stated);
    if (value !== undefined) claims.push({ from, value });
  };
  const html = page.all("html")[0]?.attribs;
  state("html:lang", html?.lang ?? html?.["xml:lang"]);
  const [stated] = listOf(node?.inLanguage);
  state("json-ld:inLanguage", isObject(stated) ? textValue(stated.alternateName ?? stated.name) : textValue(stated));
  state("meta:og:locale", meta.first("og:locale"));
  state("meta:content-language", meta.first("content-language"));
  state("meta:language", meta.first("language"));
  state("meta:dc.language", meta.first("dc.language"));
  state("body:lang", page.all("body")[0]?.attribs.lang);
  state("header:content-language", page.headers["content-language"]);
  return claims;
}

const baseOf = (tag: string): string => tag.slice(0, tag.indexOf("-") === -1 ? undefined : tag.indexOf("-"));

/** Languages that letters alone do not tell apart, or that have two codes. */
const FAMILIES: readonly ReadonlySet<string>[] = ["no nb nn da", "sr hr bs sh sl", "id ms", "zh yue", "tl fil"].map(
  (codes) => new Set(codes.split(" ")),
);
const isSame = (a: string, b: string): boolean => a === b || FAMILIES.some((family) => family.has(a) && family.has(b));

/** Words without which no paragraph of a language is written, and which few others have. */
const COMMON: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    en: "the of and to that is was for with on as by this from have are",
    de: "der die das und ist nicht den mit von auf für sich dem ein eine im zu auch",
    fr: "les des est dans pour que qui une sur par avec pas du et au plus ce",
    es: "el los las del que por una con para su como más fue al es y",
    it: "il che di per una con non del della sono gli nel anche è alla dei",
    nl: "het een van en dat niet zijn voor op met aan ook bij wordt maar door",
    pt: "que não uma para com os dos mais da do em foi são ao pela como",
  }).map(([language, words]) => [language, new Set(words.split(" "))]),
);
/** Of a hundred words, running text has this many of those; another language's hardly one. */
const SHARE = 0.15;
const LOOKED = 1200;

/** Whether the text plainly is in the claimed language, told without the detector. */
function isSpoken(text: string, language: string): boolean {
  const common = Object.hasOwn(COMMON, language) ? COMMON[language]! : undefined;
  if (!common) return false;
  const words = text
    .slice(0, LOOKED)
    .toLowerCase()
    .split(/[^\p{L}]+/u);
  let count = 0;
  for (const word of words) if (common.has(word)) count++;
  return words.length >= 20 && count >= words.length * SHARE;
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
