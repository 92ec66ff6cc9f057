// Pages that list articles, and pages about the site: told from articles by what the publishing system says and by their headings.
import { cleanLine } from "@belowline/schema";
import { isType } from "../html/json-ld.ts";
import type { Page } from "../html/page.ts";
import { textOf } from "../html/text.ts";
import { isFrontPage } from "./canonical.ts";
import { type Absence, absent, bodyWords, type Findings } from "./findings.ts";
import { ARTICLE_TYPES, LISTING_TYPES } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import { runWeight } from "./survey.ts";

/** Body classes of WordPress (`body_class()`), Drupal and others for pages that list. */
const LISTING_WORDS =
  /[ ](?:home|blog|archive|search|search-results|search-no-results|post-type-archive|page-taxonomy|page-taxonomy-term|path-frontpage|is-front-page|tag-template|author-template|home-template|archive-template|index-template) /;
const SINGLE_WORDS: ReadonlySet<string> = new Set(
  "single post-template post-template-default node-type-article node-type-story page-node-type-article item-page itempage article-page articlepage".split(
    " ",
  ),
);
const isSingleWord = (word: string): boolean =>
  SINGLE_WORDS.has(word) || (word.startsWith("single-") && word.length > 7) || /^postid-\d{1,12}$/.test(word);
const STATIC_WORDS = /[ ](?:page|page-id-\d+|page-template|page-template-default) /;
/** Paths of listings: what publishing systems and papers call their archives, at the end of the path or with a page number. */
const ARCHIVES: ReadonlySet<string> = new Set(
  "category categories tag tags topic topics author authors archive archives search suche kategorie thema themen schlagwort autor autoren rubrik section sections news blog latest".split(
    " ",
  ),
);

function isListingPath(path: string): boolean {
  const steps = path.toLowerCase().split("/").slice(1);
  if (steps.at(-1) === "") steps.pop();
  if (steps.length > 1 && steps.at(-2) === "page" && /^\d{1,9}$/.test(steps.at(-1)!)) return true;
  if (/^(?:19|20)\d\d$/.test(steps[0] ?? ""))
    return steps.length < 4 && steps.slice(1).every((it) => /^\d\d?$/.test(it));
  const first = /^[a-z]{2}$/.test(steps[0] ?? "") ? 1 : 0;
  return ARCHIVES.has(steps[first] ?? "") && steps.length - first <= 3;
}

/** A page that leads to articles, or that says who runs the place; undefined for all others. */
export function listing(found: Findings): Absence | undefined {
  const { page, survey, meta, node, body, headline } = found;
  const classes = bodyWords(survey);
  const isSingle = isSinglePost(found);
  const declared = meta.first("og:type")?.toLowerCase();
  const path = new URL(page.url).pathname;

  const route = restRoute(page);
  if (route && LISTING_ROUTES.has(route) && !isSingle)
    return absent("not-an-article", `REST route of WordPress: ${route}`);
  const listed = LISTING_WORDS.exec(classes)?.[0]?.trim();
  const isWordPress =
    /[ ](?:wp-|wordpress|logged-in|has-|theme-)|[ ](?:hfeed|archive|page-id-\d+) /.test(classes) ||
    usesWordPress(page, meta);
  if (listed && !isSingle && (isWordPress || listed !== "home") && (isWordPress || !node)) {
    return absent("not-an-article", `body class ${listed}`);
  }
  if (isSingle) return undefined;
  const hasDate = ["article:published_time", "datepublished", "parsely-pub-date"].some(
    (it) => meta.first(it) !== undefined,
  );
  const says = node !== undefined || (declared === "article" && hasDate);
  if (says && !isFrontPage(page.url)) return undefined;
  const isFront = isFrontPage(page.url);
  if (isFront && (declared !== "article" || manyTeasers(found)))
    return absent("not-an-article", "the front page of its host");
  const type = page.jsonLd.find((it) => isType(it, LISTING_TYPES) && !isType(it, ARTICLE_TYPES));
  const teasers = manyTeasers(found);
  if (type && (teasers || isListingPath(path)) && declared !== "article") {
    return absent("not-an-article", `JSON-LD ${String(type["@type"]).slice(0, 60)}`);
  }
  const isStatic = (isWordPress && STATIC_WORDS.test(classes)) || route === "pages";
  // Some sites keep long guides as static pages; the short ones say who runs the place.
  if (isStatic && !hasDate && found.text.length < LONG_PAGE)
    return absent("not-an-article", "a static page of WordPress");
  const heading = headline ? cleanLine(textOf(headline.node)) : "";
  if (!hasDate && SERVICE_TITLE.test(heading)) return absent("not-an-article", `heading "${heading.slice(0, 80)}"`);
  if (RESULTS_TITLE.test(heading) || RESULTS_TITLE.test(found.title)) {
    return absent("not-an-article", `title "${found.title.slice(0, 80)}"`);
  }
  if (declared === "article" || declared?.startsWith("article")) return undefined;
  if (teasers && isListingPath(path)) return absent("not-an-article", `path ${path.slice(0, 80)} and ${teasers}`);
  if (teasers && (!headline || isThin(found) || (body && body.weight < 0.5 * body.pageWeight)))
    return absent("not-an-article", teasers);
  return undefined;
}

/** Legal and service pages have nothing but this in their heading. */
const SERVICE_TITLE =
  /^(?:about(?: us)?|contact(?: us)?|privacy(?: policy| notice| statement)?|cookie(?: policy|s)|terms(?: (?:of (?:use|service)|and conditions|& conditions))?|imprint|impressum|datenschutz(?:erklärung|hinweise)?|kontakt|über uns|agb|mentions légales|politique de confidentialité|nous contacter|qui sommes[- ]nous|aviso legal|política de privacidad|contacto|sobre nosotros|chi siamo|contatti|advertise(?: with us)?|sitemap)$/i;
const RESULTS_TITLE =
  /^(?:search results|results for|you searched for|suchergebnisse|suche nach|résultats (?:de|pour)|resultados de|risultati|zoekresultaten)\b/i;
const LONG_PAGE = 1500;

/** What WordPress says this page is: `<link rel="alternate" type="application/json" href="…/wp/v2/posts/12">`. */
function restRoute(page: Page): string | undefined {
  for (const { attribs } of page.all("link")) {
    if (attribs.type !== "application/json" || attribs.href === undefined) continue;
    const route = /\/wp\/v2\/([\w-]+)\/\d/.exec(decodeURIComponentSafely(attribs.href.slice(0, 2000)))?.[1];
    if (route) return route;
  }
  return undefined;
}
const LISTING_ROUTES: ReadonlySet<string> = new Set(["categories", "tags", "users", "media"]);

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A publishing system's word that this is one post: a body class, or the address of its record. */
export function isSinglePost({ page, survey }: Findings): boolean {
  if (bodyWords(survey).split(" ").some(isSingleWord)) return true;
  const route = restRoute(page);
  return route !== undefined && route !== "pages" && !LISTING_ROUTES.has(route);
}

const usesWordPress = (page: Page, meta: MetaTags): boolean =>
  meta.links("https://api.w.org/").length > 0 ||
  (meta.first("generator") ?? "").startsWith("WordPress") ||
  (page.headers.link ?? "").includes("https://api.w.org/");

/** An excerpt is this long at most; an article has more text in one piece. */
const EXCERPT = 350;

/** Whether no stretch of text between the linked headings is longer than an excerpt. */
const isThin = (found: Findings): boolean => countHeadings(found).longest < EXCERPT;

const TEASER_HEADINGS = new Set(["h1", "h2", "h3", "h4"]);
const FEWEST_TEASERS = 4;

/**
 * Several headings that are links to elsewhere, and more of them than headings of the text: a page that leads to
 * articles. In words for the verdict; undefined where it is not so.
 */
function manyTeasers(found: Findings): string | undefined {
  const { linked, plain } = countHeadings(found);
  const isListed = isListingPath(new URL(found.page.url).pathname);
  if (linked >= (isListed ? 1 : FEWEST_TEASERS) && linked > 2 * plain) return `${linked} headings that are links`;
  const named = found.body?.named.length ?? 0;
  return named >= 3 && linked >= 2 ? `${named} bodies on one page` : undefined;
}

interface Headings {
  /** Those that lead elsewhere. */
  readonly linked: number;
  /** Those of the text. */
  readonly plain: number;
  /** Running text of the longest stretch without a linked heading. */
  readonly longest: number;
}

function countHeadings({ survey, body }: Findings): Headings {
  let linked = 0;
  let plain = 0;
  let longest = 0;
  let stretch = 0;
  const end = body?.root.end ?? survey.measures.length;
  for (let i = body?.root.index ?? 0; i < end; i++) {
    const measure = survey.measures[i]!;
    if (!TEASER_HEADINGS.has(measure.name) || measure.chars < 8) {
      stretch += runWeight(measure);
      longest = Math.max(longest, stretch);
    } else if (measure.links >= measure.chars * 0.8 || measure.parent?.name === "a") {
      linked++;
      stretch = 0;
    } else plain++;
  }
  return { linked, plain, longest };
}
