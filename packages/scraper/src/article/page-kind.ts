// What a page is: an article, or none, and then why; each verdict with the evidence that a person can check.
import { type AbsenceReason, cleanLine, type JsonObject } from "@belowline/schema";
import { isType } from "../html/json-ld.ts";
import type { Page } from "../html/page.ts";
import { textOf } from "../html/text.ts";
import type { Body } from "./body.ts";
import { isFrontPage } from "./canonical.ts";
import { ARTICLE_TYPES, LISTING_TYPES } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import { type Measure, runWeight, type Survey } from "./survey.ts";

export interface Absence {
  readonly reason: AbsenceReason;
  readonly detail: string;
}

/** What the verdict rests on. */
export interface Findings {
  readonly page: Page;
  readonly survey: Survey;
  readonly meta: MetaTags;
  readonly node: JsonObject | undefined;
  readonly title: string;
  readonly headline: Measure | undefined;
  readonly body: Body | undefined;
  /** The settled text. */
  readonly text: string;
  readonly paragraphs: number;
  /** Share of characters in links among the body's blocks. */
  readonly linkShare: number;
}

/** Pages with less running text than this hold a notice at most. */
const NOTICE = 1500;

/** Undefined for an article. */
export function absenceOf(found: Findings): Absence | undefined {
  return challenge(found) ?? missing(found) ?? login(found) ?? consent(found) ?? listing(found) ?? empty(found);
}

const absent = (reason: AbsenceReason, detail: string): Absence => ({ reason, detail });

const CHALLENGE_TITLE =
  /^(?:just a moment|attention required|access denied|please wait|one moment, please|are you a robot|robot check|security check|verify(?:ing)? (?:you are|that you)|pardon our interruption|ddos-guard|checking your browser|human verification|request rejected|403 forbidden|nur einen moment|un instant)/i;
const CHALLENGE_MARKS =
  "#challenge-form, #challenge-running, #cf-wrapper, #cf-challenge-running, #px-captcha, .g-recaptcha-challenge, #captcha-form, #sec-if-cpt-container, script[src*='challenges.cloudflare.com'], script[src*='geo.captcha-delivery.com'], iframe[src*='captcha-delivery.com'], iframe[src*='_Incapsula_Resource'], #distilIdentificationBlock";

/** A page that tests whether a person reads. Articles carry the same scripts, so only a page without text is one. */
function challenge({ page, title, body }: Findings): Absence | undefined {
  if ((body?.pageWeight ?? 0) > NOTICE) return undefined;
  if (CHALLENGE_TITLE.test(title)) return absent("challenged", `title "${title.slice(0, 80)}"`);
  const mark = page.$(CHALLENGE_MARKS).first()[0];
  return mark ? absent("challenged", `<${mark.name}> of a bot check`) : undefined;
}

const MISSING =
  /\b(?:page|article|story|post|content|url|file) (?:you (?:requested|are looking for) )?(?:was |is |could |can )?(?:not|n[o’']t) (?:be )?(?:found|available)\b|\bnot found\b|\b404\b|\bpage (?:doesn[’']t|does not) exist|seite nicht gefunden|nicht gefunden|page (?:non trouvée|introuvable)|página no encontrada|pagina non trovata|pagina niet gevonden|sidan hittades inte|siden (?:blev|ble) ikke fundet|nothing (?:was )?found|no longer (?:available|exists)/i;

function missing({ page, survey, title, headline, body, node }: Findings): Absence | undefined {
  const classes = bodyWords(survey);
  if (/[ -]error-?404(?=[ -])/.test(classes)) return absent("soft-404", "body class error404");
  if (node || (body?.weight ?? 0) > NOTICE) return undefined;
  const heading = headline ? textOf(headline.node) : "";
  for (const [where, text] of [
    ["title", title],
    ["heading", heading],
  ] as const) {
    // An article about a missing page has more words around these.
    if (text.length < 80 && MISSING.test(text)) return absent("soft-404", `${where} "${text.slice(0, 80)}"`);
  }
  return page.$("meta[name='prerender-status-code'][content='404']").length > 0
    ? absent("soft-404", "meta prerender-status-code 404")
    : undefined;
}

const LOGIN_TITLE =
  /^(?:log ?in|sign ?in|anmelden|anmeldung|login|einloggen|connexion|se connecter|iniciar sesión|accedi|inloggen|logga in|subscriber login|please log ?in)\b/i;

function login({ survey, title, headline, body, node }: Findings): Absence | undefined {
  if (node || (body?.weight ?? 0) > 600) return undefined;
  const hasPassword = survey.measures[0]!.passwords > 0;
  const heading = headline ? textOf(headline.node) : "";
  if (LOGIN_TITLE.test(title) || LOGIN_TITLE.test(heading)) {
    return absent("login-required", `title "${(LOGIN_TITLE.test(title) ? title : heading).slice(0, 80)}"`);
  }
  return hasPassword && (body?.weight ?? 0) < 200
    ? absent("login-required", "a password field and no running text")
    : undefined;
}

const CONSENT_TITLE =
  /^(?:before you continue|we value your privacy|your privacy|cookie(?:s| consent| settings| einstellungen)|consent|datenschutz-?einstellungen|privacy settings|zustimmung|einwilligung|bevor (?:sie|du)|avant d[’']accéder)/i;
const CONSENT_TEXT =
  /\b(?:cookies?|consent|einwilligung|zustimm\w+|consentement|consentimiento|privacy|datenschutz|tcf|personalised ads|personalisierte)\b/gi;

function consent({ page, title, headline, body, node, text }: Findings): Absence | undefined {
  const weight = body?.weight ?? 0;
  if (node || weight > 4 * NOTICE) return undefined;
  const host = new URL(page.url).hostname;
  if (/^(?:consent|cmp|privacy-mgmt)\./.test(host)) return absent("consent-wall", `host ${host}`);
  const heading = headline ? textOf(headline.node) : "";
  if (weight <= NOTICE && (CONSENT_TITLE.test(title) || CONSENT_TITLE.test(heading))) {
    return absent("consent-wall", `title "${(CONSENT_TITLE.test(title) ? title : heading).slice(0, 80)}"`);
  }
  const words = text.length < 4000 ? (text.match(CONSENT_TEXT)?.length ?? 0) : 0;
  return words >= 6 && words * 120 > text.length && !headline
    ? absent("consent-wall", `${words} words of consent in ${text.length} characters`)
    : undefined;
}

/** Body classes of WordPress (`body_class()`), Drupal and others for pages that list. */
const LISTING_WORDS =
  /[ ](?:home|blog|archive|search|search-results|search-no-results|post-type-archive|page-taxonomy|page-taxonomy-term|path-frontpage|is-front-page|tag-template|author-template|home-template|archive-template|index-template)(?= )/;
const SINGLE_WORDS =
  /[ ](?:single|single-post|single-[a-z0-9-]+|postid-\d+|post-template|post-template-default|node-type-article|node-type-story|page-node-type-article|item-page|itempage|article-page|articlepage)(?= )/;
const STATIC_WORDS = /[ ](?:page|page-id-\d+|page-template|page-template-default)(?= )/;
/** Paths of listings: what publishing systems and papers call their archives, at the end of the path or with a page number. */
const LISTING_PATH =
  /^\/(?:[a-z]{2}\/)?(?:category|categories|tag|tags|topic|topics|author|authors|archives?|search|suche|kategorie|thema|themen|schlagwort|autor|autoren|rubrik|section|sections|news|blog|latest)(?:\/[^/]{1,80}){0,2}(?:\/page\/\d+)?\/?$|\/page\/\d+\/?$|^\/(?:19|20)\d\d(?:\/\d{1,2}){0,2}\/?$/i;

function listing(found: Findings): Absence | undefined {
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
    /[ ](?:wp-|wordpress|logged-in|has-|theme-)|[ ](?:hfeed|archive|page-id-\d+)(?= )/.test(classes) ||
    usesWordPress(page);
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
  if (type && (teasers || LISTING_PATH.test(path)) && declared !== "article") {
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
  if (teasers && LISTING_PATH.test(path)) return absent("not-an-article", `path ${path.slice(0, 80)} and ${teasers}`);
  if (teasers && (!headline || isThin(found) || (body && body.weight < 0.5 * body.pageWeight)))
    return absent("not-an-article", teasers);
  return undefined;
}

/** Legal and service pages have nothing but this in their heading. */
const SERVICE_TITLE =
  /^(?:about(?: us)?|contact(?: us)?|privacy(?: policy| notice| statement)?|cookie(?: policy|s)|terms(?: (?:of (?:use|service)|and conditions|& conditions))?|imprint|impressum|datenschutz(?:erklärung|hinweise)?|kontakt|über uns|agb|mentions légales|politique de confidentialité|nous contacter|qui sommes[- ]nous|aviso legal|política de privacidad|contacto|sobre nosotros|chi siamo|contatti|advertise(?: with us)?|sitemap)$/i;
const RESULTS_TITLE =
  /^(?:search results|results for|you searched for|suchergebnisse|suche nach|résultats (?:de|pour)|resultados de|risultati|zoekresultaten)\b/i;
const LONG_PAGE = 3000;

/** What WordPress says this page is: `<link rel="alternate" type="application/json" href="…/wp/v2/posts/12">`. */
function restRoute(page: Page): string | undefined {
  for (const { attribs } of page.$("link[rel='alternate'][type='application/json'][href]")) {
    const route = /\/wp\/v2\/([\w-]{1,60})\/\d+/.exec(decodeURIComponentSafely(attribs.href!.slice(0, 2000)))?.[1];
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
function isSinglePost({ page, survey }: Findings): boolean {
  if (SINGLE_WORDS.test(bodyWords(survey))) return true;
  const route = restRoute(page);
  return route !== undefined && route !== "pages" && !LISTING_ROUTES.has(route);
}

const usesWordPress = (page: Page): boolean =>
  page.$("link[rel='https://api.w.org/']").length > 0 ||
  (page.$("meta[name='generator']").attr("content") ?? "").startsWith("WordPress") ||
  (page.headers.link ?? "").includes("https://api.w.org/");

function bodyWords(survey: Survey): string {
  const body = survey.measures.find(({ name }) => name === "body");
  const html = survey.measures.find(({ name }) => name === "html");
  return `${body?.words ?? " "} ${html?.words ?? " "} `;
}

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
  const isListed = LISTING_PATH.test(new URL(found.page.url).pathname);
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

/** Fewer words than this, and nothing that says it is an article: a stub, a gallery, a form. */
const FEWEST_CHARACTERS = 140;
const FEWEST_SAID = 20;

function empty(found: Findings): Absence | undefined {
  const { meta, node, text, paragraphs, linkShare, headline } = found;
  const says =
    node !== undefined || meta.first("og:type")?.toLowerCase().startsWith("article") === true || isSinglePost(found);
  if (text === "") return absent("not-an-article", "no running text");
  if (text.length < (says ? FEWEST_SAID : FEWEST_CHARACTERS)) {
    return absent("not-an-article", `${text.length} characters of text and nothing that calls it an article`);
  }
  if (says) return undefined;
  if (linkShare > 0.6) return absent("not-an-article", `${Math.round(linkShare * 100)} % of the text is links`);
  return !headline && paragraphs < 2 && text.length < 400
    ? absent("not-an-article", "no headline and less than two paragraphs")
    : undefined;
}
