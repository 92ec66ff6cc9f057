// The headline and standfirst: what the page calls itself, and the element that shows it.
import { cleanLine, type JsonObject, parseUrl } from "@belowline/schema";
import { isTag, isText } from "domhandler";
import type { Page } from "../html/page.ts";
import { textOf } from "../html/text.ts";
import type { Reason } from "./boilerplate.ts";
import { isFrontPage } from "./canonical.ts";
import { type Chosen, type Claim, choose } from "./evidence.ts";
import { isObject, listOf, textValue } from "./json-ld.ts";
import { isFieldLine } from "./lines.ts";
import type { MetaTags } from "./meta-tags.ts";
import type { Measure, Survey } from "./survey.ts";

export interface Headline extends Chosen<string> {
  /** The heading on the page, where there is one. */
  readonly element: Measure | undefined;
}

/** The page's `<title>`, on one line. */
export function titleOf(page: Page): string {
  const [title] = page.all("title");
  const text = title ? title.children.map((child) => (isText(child) ? child.data : "")).join("") : "";
  return cleanLine(text.slice(0, LONGEST_TITLE));
}
/** A title that never closes holds the page. */
const LONGEST_TITLE = 2000;

const HEADINGS = new Set(["h1", "h2", "h3", "h4"]);
const TITLE_WORDS =
  /[ -](?:headline|entry-title|post-title|article-title|story-title|page-title|articletitle|posttitle|title|wp-block-post-title|p-name)(?=[ -])/;
const LONGEST = 400;
const MOST_HEADINGS = 200;

export function findHeadline(
  page: Page,
  survey: Survey,
  meta: MetaTags,
  siteName: string | null,
  node: JsonObject | undefined,
): Headline {
  const title = titleOf(page);
  const stated: Claim<string>[] = [];
  const state = (from: string, value: string | undefined): void => {
    if (value !== undefined && value !== "" && value.length <= LONGEST) stated.push({ from, value });
  };
  state("json-ld:headline", textValue(node?.headline) ?? textValue(node?.name));
  state("meta:og:title", withoutSite(meta.first("og:title"), siteName));
  state("meta:twitter:title", withoutSite(meta.first("twitter:title"), siteName));
  const shown = shownHeadline(
    page,
    survey,
    siteName,
    [...stated.map((claim) => claim.value), title],
    withoutSite(title, siteName) ?? "",
  );
  // What readers see is the headline; metadata is often a shorter or search-optimised wording of it.
  const claims: Claim<string>[] = shown ? [{ from: shown.from, value: shown.text }, ...stated] : stated;
  const bare = withoutSite(title, siteName);
  if (bare) claims.push({ from: "title", value: bare });
  return { ...choose(claims), element: shown?.element };
}

interface Shown {
  readonly element: Measure;
  readonly text: string;
  readonly from: string;
}

/** Of the page's headings the one that metadata or `<title>` repeats; else a lone h1, or one that calls itself the title. */
function shownHeadline(
  page: Page,
  survey: Survey,
  siteName: string | null,
  stated: readonly string[],
  bareTitle: string,
): Shown | undefined {
  const keys = stated.map(keyOf).filter((key) => key !== "");
  const site = siteName === null ? "" : keyOf(siteName);
  const bareKey = keyOf(bareTitle);
  let best: (Shown & { readonly score: number }) | undefined;
  let seen = 0;
  for (const measure of survey.measures) {
    if (measure.chars === 0 || measure.chars > LONGEST) continue;
    const isHeading = HEADINGS.has(measure.name);
    if (!isHeading && !TITLE_WORDS.test(measure.words)) continue;
    if (++seen > MOST_HEADINGS) break;
    const text = cleanLine(textOf(measure.node));
    const key = keyOf(text);
    if (key === "" || text.length > LONGEST) continue;
    let score = measure.name === "h1" ? 3 : measure.name === "h2" ? 1 : 0;
    if (TITLE_WORDS.test(measure.words) || isHeadlineProperty(measure)) score += 2;
    // A site's name also stands in the title: the longer the words in common, the better.
    if (keys.includes(key) || key === bareKey) score += key.length > 8 ? 8 : 4;
    else if (key.length > 15 && keys.some((other) => other.includes(key) || (other.length > 15 && key.includes(other))))
      score += 5;
    if (measure.links > measure.chars * 0.8) score -= 2;
    // A linked heading that leads to the front page, or says the site's name, is the site's.
    if (key === site || leadsHome(survey, measure, page.url)) score -= 8;
    if (score >= 3 && (!best || score > best.score)) {
      best = { element: measure, text, from: `html:${isHeading ? measure.name : "title-class"}`, score };
    }
  }
  if (!best) return undefined;
  // `div.title` without any support is as likely a widget's.
  return best.score >= 4 || HEADINGS.has(best.element.name) ? best : undefined;
}

/** Whether the heading's link, around it or within, is the front page of this page's host. */
function leadsHome(survey: Survey, heading: Measure, url: string): boolean {
  if (isFrontPage(url)) return false;
  const near = survey.measures.slice(heading.index, Math.min(heading.end, heading.index + 6));
  for (const { node, name } of heading.parent ? [heading.parent, ...near] : near) {
    if (name !== "a" || !isTag(node) || !node.attribs.href) continue;
    const target = parseUrl(node.attribs.href, url);
    return target !== undefined && target.host === new URL(url).host && isFrontPage(target.href);
  }
  return false;
}

const isHeadlineProperty = ({ node }: Measure): boolean =>
  isTag(node) && /(?:^|\s)(?:headline|name)(?:\s|$)/.test(node.attribs.itemprop ?? "");

/** Letters and digits only: quotes, dashes and blanks are set differently in each place. */
export const keyOf = (text: string): string => {
  const lower = text.toLowerCase();
  return lower.replace(/^[\u0000-\u007F]*$/.test(lower) ? /[^a-z\d]+/g : /[^\p{L}\p{N}]+/gu, "");
};

const SEPARATOR = / [|·•»«–—:-] | \| ?|\s[-–—]\s/;

/** "Headline | Site" without the site: the part that equals its name, else a short last part. */
export function withoutSite(title: string | undefined, siteName: string | null): string | undefined {
  if (!title) return undefined;
  const parts = title.split(SEPARATOR);
  if (parts.length < 2) return title;
  const site = siteName === null ? "" : keyOf(siteName);
  if (site !== "" && keyOf(parts.at(-1)!) === site)
    return title.slice(0, title.lastIndexOf(parts.at(-1)!)).replace(TAIL, "");
  if (site !== "" && keyOf(parts[0]!) === site) return title.slice(parts[0]!.length).replace(HEAD, "");
  return title;
}
const TAIL = /[\s|·•»«–—:-]{1,8}$/;
const HEAD = /^[\s|·•»«–—:-]{1,8}/;

const STANDFIRST_WORDS =
  /[ -](?:standfirst|subtitle|sub-title|subheadline|sub-headline|subhead|dek|deck|article-lead|article-intro|entry-subtitle|post-subtitle|entry-summary|article-summary|kicker-text|lede|teaser-text|article-excerpt|post-excerpt|vorspann|chapo|sommario|entradilla)(?=[ -])/;

/** A line that metadata repeats word for word as the description is one, whatever its class. */
const SHORTEST_STANDFIRST = 40;
const BLOCK_NAMES: ReadonlySet<string> = new Set(["p", "div", "h2", "h3", "h4", "h5", "strong", "span"]);

/**
 * The standfirst: a line of its own below the headline that its class calls so, else the description in the metadata
 * (unless it merely repeats the beginning of the text, which is for the caller to see).
 */
export function findStandfirst(
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  meta: MetaTags,
  node: JsonObject | undefined,
  headline: Measure | undefined,
): Chosen<string> & { readonly element: Measure | undefined } {
  let element: Measure | undefined;
  const claims: Claim<string>[] = [];
  const first = headline?.end ?? 0;
  const described = new Map(
    [textValue(node?.description), meta.first("og:description"), meta.first("description")]
      .filter((it) => it !== undefined && it.length >= SHORTEST_STANDFIRST)
      .map((it) => [keyOf(it!), it!.replace(/\s+/g, "").length]),
  );
  // Reading an element's text costs; its length is known.
  const isAsLong = (chars: number): boolean => [...described.values()].some((length) => Math.abs(length - chars) <= 3);
  for (let i = first; i < Math.min(survey.measures.length, first + 150); i++) {
    const measure = survey.measures[i]!;
    if (measure.chars < 20 || measure.chars > 800 || measure.links > measure.chars / 2) continue;
    const isNamed = STANDFIRST_WORDS.test(measure.words);
    if (!isNamed && !(BLOCK_NAMES.has(measure.name) && isAsLong(measure.chars))) continue;
    const text = cleanLine(textOf(measure.node));
    if (text === "" || (!isNamed && !described.has(keyOf(text)))) continue;
    element = measure;
    claims.push({ from: isNamed ? "html:standfirst-class" : "html:described", value: text });
    break;
  }
  if (!element && headline) {
    element = headerLine(survey, marks, headline);
    if (element) claims.push({ from: "html:header", value: cleanLine(textOf(element.node)) });
  }
  const state = (from: string, value: string | undefined): void => {
    if (value !== undefined && value !== "" && value.length <= 1500) claims.push({ from, value });
  };
  state("json-ld:description", textValue(node?.description) ?? textValue(node?.alternativeHeadline));
  state("meta:og:description", meta.first("og:description"));
  state("meta:description", meta.first("description"));
  state("meta:twitter:description", meta.first("twitter:description"));
  return { ...choose(claims), element };
}

/** A line of prose in the `<header>` that holds the headline, below it. */
function headerLine({ measures }: Survey, marks: ReadonlyMap<Measure, Reason>, headline: Measure): Measure | undefined {
  let header: Measure | undefined = headline;
  while (header && header.name !== "header" && header.name !== "hgroup") header = header.parent;
  if (!header) return undefined;
  for (let i = headline.end; i < header.end; i++) {
    const measure = measures[i]!;
    const reason = marks.get(measure);
    if ((reason !== undefined && reason !== "meta") || measure.name === "figure") i = measure.end - 1;
    else if (BLOCK_NAMES.has(measure.name) && measure.own >= SHORTEST_LEAD && measure.ownLinks * 5 < measure.own) {
      const text = cleanLine(textOf(measure.node));
      if (text.length <= 800 && /[.!?…]["”“»›’')]?$/u.test(text) && !isFieldLine(text)) return measure;
    }
  }
  return undefined;
}
const SHORTEST_LEAD = 50;

function siteOfFeed(title: string): string | undefined {
  const tail = /(?:[»|›-] ?(?:\p{L}+[ -]?)?| RSS )Feed$/u.exec(title);
  const name = tail ? title.slice(0, tail.index).trimEnd() : "";
  return name.length >= 2 && name.length <= 100 ? name : undefined;
}

/** The site's own name. */
export function findSiteName(page: Page, meta: MetaTags, node: JsonObject | undefined): Chosen<string> {
  const claims: Claim<string>[] = [];
  const state = (from: string, value: string | undefined): void => {
    if (value !== undefined && value !== "" && value.length <= 200) claims.push({ from, value });
  };
  state("meta:og:site_name", meta.first("og:site_name"));
  const [publisher] = listOf(node?.publisher);
  state("json-ld:publisher", isObject(publisher) ? textValue(publisher.name) : undefined);
  for (const it of page.jsonLd) if (it["@type"] === "WebSite") state("json-ld:WebSite", textValue(it.name));
  state("meta:application-name", meta.first("application-name"));
  // WordPress: "The Ledger » Feed", "The Ledger » Comments Feed".
  const feed =
    page.all("link").find(({ attribs }) => attribs.type === "application/rss+xml" && attribs.title)?.attribs.title ??
    "";
  state("link:feed", siteOfFeed(cleanLine(feed)));
  return choose(claims);
}
