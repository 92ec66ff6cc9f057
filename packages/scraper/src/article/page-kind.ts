// What a page is: an article, or none, and then why; each verdict with the evidence that a person can check.
import type { AnyPlatform } from "../comments/platform.ts";
import { textOf } from "../html/text.ts";
import { platforms } from "../platforms/index.gen.ts";
import { type Absence, absent, bodyWords, type Findings } from "./findings.ts";
import { isSinglePost, listing } from "./listing.ts";

/** Pages with less running text than this hold a notice at most. */
const NOTICE = 1500;

/** Undefined for an article. */
export function absenceOf(found: Findings): Absence | undefined {
  return (
    topic(found) ??
    challenge(found) ??
    missing(found) ??
    threadPage(found) ??
    login(found) ??
    consent(found) ??
    listing(found) ??
    empty(found)
  );
}

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

function missing({ meta, survey, title, headline, body, node }: Findings): Absence | undefined {
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
  return meta.first("prerender-status-code") === "404"
    ? absent("soft-404", "meta prerender-status-code 404")
    : undefined;
}

/** Running text among the posts of a thread, at least. */
const FEWEST_POSTED = 600;

/** With less than this beside the posts there is no article: short ones with a hundred comments have more. */
const LABELS = 60;
/** Platforms by their name first, so that the verdict names the software where it can. */
const byTier: readonly AnyPlatform[] = [
  ...platforms.filter((platform: AnyPlatform) => platform.tier !== "generic"),
  ...platforms.filter((platform: AnyPlatform) => platform.tier === "generic"),
];
const FORUM = /^(?:discourse|phpbb|xenforo|vbulletin|mybb|smf|simple machines|flarum|invision|ips|vanilla|nodebb)\b/i;
const FORUM_WORDS = /[ ](?:xf|phpbb|vbulletin-css|ipsapp|template-thread-view|section-viewtopic|nojs-viewtopic)(?= )/;

/** A topic of a forum, its posts read: the thread is all there is, however long its opening post, and whatever scripts watch the page. */
function topic({ page }: Findings): Absence | undefined {
  const forum = byTier.find((platform) => platform.isThreadPage?.(page));
  if (!forum) return undefined;
  return absent(
    "not-an-article",
    forum.tier === "generic"
      ? "a thread page: it states that it is a topic of a forum, and its posts are the thread"
      : `a thread page of ${forum.name}: its posts are the thread`,
  );
}

/** A page of a forum otherwise: posts, each a comment, and nothing beside them. */
function threadPage({ posted, body, node, meta, survey }: Findings): Absence | undefined {
  const own = body?.weight ?? 0;
  if (node) return undefined;
  const generator = meta.first("generator") ?? "";
  if (own < NOTICE / 3 && (FORUM.test(generator) || FORUM_WORDS.test(bodyWords(survey))))
    return absent("not-an-article", `a thread page or list of ${(generator || "a forum").slice(0, 40)}`);
  return posted >= FEWEST_POSTED && own < LABELS
    ? absent("not-an-article", "a thread page: nearly all of its text is in posts")
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
  /cookies?|consent|einwilligung|zustimm|privacy|datenschutz|tcf|personalised ads|personalisierte|werbung|tracking|pur-?abo|publicité|publicidad|pubblicità/gi;
/** The choice that such a wall gives, in whatever headline: read with advertising and tracking, or pay. */
const CHOICE =
  /mit werbung (?:weiterlesen|lesen|nutzen|weiter)|ohne werbung (?:weiterlesen|lesen|nutzen)|\bpur-?abo|(?:akzeptieren|zustimmen) und (?:weiter|fortfahren)|(?:accept|agree) and continue|continue with ads|pay to reject|accepter et continuer|continuer sans accepter|aceptar y continuar|rechazar y suscrib|accetta e continua|rifiuta e abbonati|akkoord en doorgaan/i;

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
  return words >= 6 && words * 120 > text.length && (!headline || CHOICE.test(text))
    ? absent("consent-wall", `${words} words of consent in ${text.length} characters`)
    : undefined;
}

/** Fewer words than this, and nothing that says it is an article: a stub, a gallery, a form. */
const FEWEST_CHARACTERS = 140;
const FEWEST_SAID = 20;
/** Fewer lines of links are a post that says little, not a list. */
const FEWEST_LINKS = 4;

function empty(found: Findings): Absence | undefined {
  const { meta, node, text, paragraphs, linkShare, linkLines, headline, body } = found;
  const says =
    node !== undefined || meta.first("og:type")?.toLowerCase().startsWith("article") === true || isSinglePost(found);
  // A headline above the one element that calls itself a post's text: a short post, and if it is one linked sentence.
  const isPost = headline !== undefined && body?.from === "named" && body.named.length === 1;
  if (text === "") return absent("not-an-article", "no running text");
  if (text.length < (says || isPost ? FEWEST_SAID : FEWEST_CHARACTERS)) {
    return absent("not-an-article", `${text.length} characters of text and nothing that calls it an article`);
  }
  if (says || isPost) return undefined;
  if (linkShare > 0.6 && linkLines >= FEWEST_LINKS)
    return absent("not-an-article", `${Math.round(linkShare * 100)} % of the text is links`);
  return !headline && paragraphs < 2 && text.length < 400
    ? absent("not-an-article", "no headline and less than two paragraphs")
    : undefined;
}
