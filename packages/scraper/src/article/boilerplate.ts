// Boilerplate by its element: tags, roles and the words of class and id that say "this is not the text". Rules are data.
import type { Element } from "domhandler";
import type { Measure, Survey } from "./survey.ts";
import { holds } from "./survey.ts";

/** Why an element is left out. */
export type Reason =
  | "navigation"
  | "advertisement"
  | "sharing"
  | "related"
  | "newsletter"
  | "support"
  | "author-box"
  | "meta"
  | "caption"
  | "widget"
  | "hidden"
  | "form"
  | "comments";

/**
 * Hyphenated words as they stand in class names and ids, `_` and camel case read as hyphens. A rule matches whole words:
 * "ad" is in "ad-slot" and not in "download". With "^" the word must begin its token.
 */
const RULES: readonly { readonly reason: Reason; readonly words: string }[] = [
  {
    reason: "navigation",
    words:
      "nav navbar navigation navi navlinks menu submenu breadcrumb breadcrumbs crumbs pagination pager paging pagenav wp-pagenavi prev-next nextprev post-nav skip-link skiplink content-nav nav-links nav-previous nav-next menu-item cat-item page-item toc table-of-contents ez-toc-container lwptoc toctitle jump-link",
  },
  {
    reason: "sharing",
    words:
      "share shares sharing sharebar sharebuttons sharedaddy addtoany addthis sharethis shareaholic social socials socialmedia social-media social-links sociable jetpack-likes-widget sd-block a2a-kit ssba shariff tweetmeme fb-like follow-us followus bookmarks",
  },
  {
    reason: "related",
    words:
      "related relatedposts related-posts relatedarticles related-articles related-stories related-content jp-relatedposts similar similar-posts recommended recommendations recommend more-stories more-articles more-news more-from more-on you-may-also-like youmaylike outbrain taboola yarpp yarpp-related crp-related zemanta-related trending popular most-popular most-read mostread latest-posts latest-news recent-posts read-next readnext read-also also-read further-reading next-article up-next teaser teasers promo promos see-also onward story-feature kg-bookmark-card inline-promo pullquote pull-quote pull-out pullout",
  },
  {
    reason: "newsletter",
    words:
      "newsletter newsletters newsletter-signup newsletterbox newsletter-box subscribe subscription subscribe-box signup sign-up signupform mailchimp mc-embed-signup mc4wp-form mailing-list maillist optin opt-in email-signup jetpack-subscription-form convertkit",
  },
  {
    reason: "support",
    words:
      "donate donation donations donate-box support-us support-box supportus contribute contribution-box membership become-a-member patreon paypal spende spenden spendenbox unterstuetzen unterstuetzung dons faire-un-don donar donacion crowdfunding fundraising fundraiser reader-revenue tip-jar tipjar kofi ko-fi buymeacoffee steady givewp givebutter paywall-box paywall-prompt paywall-message paywall-overlay regwall subscription-wall premium-wall piano-offer piano piano-container piano-inline tp-modal tp-backdrop restricted-content-breaker abo-box abobox",
  },
  {
    reason: "advertisement",
    words:
      "ad ads adbox adslot adunit advert adverts advertisement advertising advertorial adsense adsbygoogle adwrapper sponsor sponsors sponsored dfp gpt-ad werbung anzeige anzeigen publicidad publicite reklame affiliate cta call-to-action banner-ad adbanner",
  },
  {
    reason: "author-box",
    words:
      "author-box authorbox author-bio authorbio author-info author-profile author-description author-card author-details about-author about-the-author aboutauthor post-author-bio entry-author-info bio post-author post-author-box byline bylines entry-author wp-block-post-author wp-block-post-author-name contributor contributors",
  },
  {
    reason: "meta",
    words:
      "post-meta postmeta entry-meta entrymeta article-meta meta-info postmetadata post-metadata post-info postinfo post-date postdate entry-date article-date entry-footer post-footer postfooter article-footer tags tag-list taglist tagcloud tag-cloud post-tags entry-tags article-tags category-list cat-links tag-links tags-links entry-categories edit-link posted-on posted-in posted-by post-details entry-utility byline-block read-time reading-time timestamp dateline-block wp-block-post-date wp-block-post-terms article-info submitted filed-under comments-link comment-count comment-counter views-count postviews datestamp",
  },
  {
    reason: "caption",
    words:
      "wp-caption-text image-caption photo-caption imagecaption photocaption media-caption gallery-caption picture-caption caption-text photo-credit image-credit photocredit imagecredit bildunterschrift bildnachweis legende",
  },
  {
    reason: "widget",
    words:
      "^widget ^widgets ^widget-area textwidget sidebar side-bar rightbar leftbar right-rail left-rail rail footer embed-consent embed-privacy consent-box consent-overlay content-blocker brlbs-cmpnt-container site-header page-header-logo masthead site-branding toolbar copyright colophon cookie cookies cookie-banner consent gdpr popup pop-up modal overlay lightbox screen-reader-text sr-only visually-hidden visuallyhidden noprint no-print offscreen login loginform login-form search-form searchform search-box searchbox rating ratings star-rating feedback poll printfriendly tooltip dropdown descriptionwrapper site-description blog-description slideshow-controls carousel-controls announcement alert-bar infobar backtotop back-to-top",
  },
];

const compile = (words: string): RegExp => {
  const alternatives = words.split(" ").map((word) => (word.startsWith("^") ? `(?<= )${word.slice(1)}` : word));
  return new RegExp(`[ -](?:${alternatives.join("|")})(?=[ -])`);
};
const COMPILED = RULES.map(({ reason, words }) => ({ reason, pattern: compile(words) }));

/** Words that only say that something of the kind is beside, above or absent; they would mislead the rules. */
const MISLEADING =
  /[ -](?:(?:has|with|no|without|hide)-[a-z]{1,30}(?:-[a-z]{1,30})?|[a-z]{1,30}-sidebar|sidebar-(?:content|layout)|elementor[a-z0-9-]{0,60}|sidebar-[a-z]{1,30}-(?:wrap|content)|(?:left|right)-sidebar|[a-z]{1,30}-sidebar-wrap|layout-[a-z-]{1,60}|wp-singular|category-[a-z0-9-]{1,60}|tag-[a-z0-9-]{1,60}|type-[a-z]{1,30}|status-[a-z]{1,30}|format-[a-z]{1,30}|comments?-(?:open|closed))(?= )/g;

const TAGS: Readonly<Record<string, Reason>> = {
  nav: "navigation",
  menu: "navigation",
  footer: "widget",
  aside: "widget",
  dialog: "widget",
  form: "form",
  fieldset: "form",
  audio: "widget",
};
const ROLES: Readonly<Record<string, Reason>> = {
  navigation: "navigation",
  menu: "navigation",
  menubar: "navigation",
  toolbar: "widget",
  tooltip: "widget",
  banner: "widget",
  complementary: "widget",
  contentinfo: "widget",
  dialog: "widget",
  alertdialog: "widget",
  search: "form",
  form: "form",
};
const NEVER: ReadonlySet<string> = new Set(["#document", "html", "head", "body", "main", "td", "tr", "tbody"]);

/** The reason by which an element alone would be left out; whether it may be is for `markBoilerplate` to say. */
export function reasonOf(measure: Measure, known: Map<string, Reason | undefined>): Reason | undefined {
  if (NEVER.has(measure.name)) return undefined;
  const { attribs } = measure.node as Element;
  if (isHidden(attribs)) return "hidden";
  if (isCaption(measure)) return "caption";
  // Names before tags: a theme's `footer.entry-footer` holds date and tags, which other rules read there.
  return (
    knownReason(measure.words, known) ??
    TAGS[measure.name] ??
    (attribs.role === undefined || !Object.hasOwn(ROLES, attribs.role) ? undefined : ROLES[attribs.role])
  );
}

/** `news-caption`, `captiontext`: the words of a picture, which stand beside it and not around it. */
const isCaption = ({ words, images, chars, name }: Measure): boolean =>
  images === 0 && chars > 0 && chars < 600 && name !== "table" && words.includes("caption") && CAPTION.test(words);
const CAPTION = /[ -](?:caption|captions|captiontext|img-caption|figcaption)(?= |-text |-credit )/;

/** The same classes stand on many elements: each wording is judged once a page. */
function knownReason(words: string, known: Map<string, Reason | undefined>): Reason | undefined {
  if (!known.has(words)) known.set(words, reasonOfWords(words));
  return known.get(words);
}

function reasonOfWords(stated: string): Reason | undefined {
  if (stated.length < 3) return undefined;
  // Doubled blanks, so that removing one word leaves its neighbours theirs.
  const words = stated.replaceAll(" ", "  ").replace(MISLEADING, "");
  for (const { reason, pattern } of COMPILED) if (pattern.test(words)) return reason;
  return undefined;
}

const isHidden = ({ hidden, style, class: classes }: Record<string, string>): boolean =>
  hidden !== undefined ||
  (style !== undefined && style.length < 2000 && /(?:display:\s*none|visibility:\s*hidden)/i.test(style)) ||
  (classes !== undefined && /(?:^|\s)(?:is-)?hidden(?:\s|$)/.test(classes));

/**
 * Takes back the heaviest doubtful mark where it weighs far more than what was found without it: never lose an article
 * because its markup is odd. Comments by name stay marked, for they often outweigh the article.
 */
export function unmarkHeaviest(
  marks: Map<Measure, Reason>,
  found: number,
  headline: Measure | undefined,
): Measure | undefined {
  let heaviest: Measure | undefined;
  for (const [measure, reason] of marks) {
    if (reason === "comments" || reason === "navigation" || (headline && measure.end <= headline.index)) continue;
    if (!heaviest || measure.weight > heaviest.weight) heaviest = measure;
  }
  if (
    !heaviest ||
    heaviest.weight < (found === 0 ? FEWEST_UNMARKED / 4 : FEWEST_UNMARKED) ||
    heaviest.weight < 2 * found
  )
    return undefined;
  marks.delete(heaviest);
  return heaviest;
}
const FEWEST_UNMARKED = 400;

/** An element that holds the headline or more than this share of the page's running text is no boilerplate, whatever its name. */
const LARGEST_SHARE: Readonly<Partial<Record<Reason, number>>> = { form: 0.3, hidden: 0.5, newsletter: 0.4 };
/** Nor is one that says more than such things ever say. */
const LARGEST: Readonly<Partial<Record<Reason, number>>> = { sharing: 1000, newsletter: 3000, caption: 2000 };

/**
 * Marks what is left out, comments aside. `marks` already holds the comments: a page's running text is counted without
 * them, for they may be ninety-nine parts of it.
 */
export function markBoilerplate(survey: Survey, marks: Map<Measure, Reason>, headline: Measure | undefined): void {
  const { measures } = survey;
  const text = unmarkedWeight(survey, marks);
  const known = new Map<string, Reason | undefined>();
  for (let i = 1; i < measures.length; i++) {
    const measure = measures[i]!;
    if (marks.has(measure)) {
      i = measure.end - 1;
      continue;
    }
    const reason = reasonOf(measure, known) ?? headerReason(measure, headline) ?? boxReason(measure);
    if (!reason) continue;
    const isTop = measure.name === "header" || measure.name === "hgroup";
    if (headline && holds(measure, headline) && !isTop) continue;
    if (measure.weight > Math.min(text * (LARGEST_SHARE[reason] ?? 0.5), LARGEST[reason] ?? Number.POSITIVE_INFINITY))
      continue;
    if (holdsBody(survey, measure)) continue;
    marks.set(measure, reason);
    i = measure.end - 1;
  }
}

function unmarkedWeight({ measures }: Survey, marks: ReadonlyMap<Measure, Reason>): number {
  let weight = measures[0]!.weight;
  for (let i = 1; i < measures.length; i++) {
    const measure = measures[i]!;
    if (!marks.has(measure)) continue;
    weight -= measure.weight;
    i = measure.end - 1; // marks within marks count once
  }
  return weight;
}

const headerReason = (measure: Measure, headline: Measure | undefined): Reason | undefined =>
  (measure.name === "header" || measure.name === "hgroup") && headline && measure.weight < LARGEST_HEADER
    ? "meta"
    : undefined;
/** Some themes call every section's column a header. */
const LARGEST_HEADER = 1200;

/** The whole box around a field for an address or around a choice, with the words that ask for it. */
const boxReason = ({ emails, choices, textareas, passwords, chars, name }: Measure): Reason | undefined =>
  chars > LONGEST_BOX || textareas + passwords > 0 || name === "body"
    ? undefined
    : emails > 0
      ? "newsletter"
      : choices > 1
        ? "form"
        : undefined;
const LONGEST_BOX = 600;

function holdsBody(survey: Survey, outer: Measure): boolean {
  // Only as far as a bounded look: the body's own element stands near the top of its wrappers.
  for (let i = outer.index; i < Math.min(outer.end, outer.index + 400); i++) {
    if (isBodyElement(survey.measures[i]!)) return true;
  }
  return false;
}

/** Names that publishing systems give to the running text and to nothing else. */
const BODY_WORDS = compile(
  "entry-content post-content postcontent article-body articlebody article-content articlecontent story-body storybody story-content post-body postbody article-text articletext story-text body-text bodytext wp-block-post-content e-content article-body-content post-entry field-name-body td-post-content theiapoststop single-content article-main-body body-copy entry-body entrybody blog-content blogcontent news-text newstext artikeltext artikelinhalt article-copy content-body rich-text-body paragraphs-body",
);

/** Names that the text's element often has and other elements too. */
const LIKELY_WORDS =
  /[ ](?:entry|post|hentry|h-entry|article|story|text|copy|content|main-content|page-content|postbody|body-content|cms|prose|richtext|rich-text|artikel|beitrag|inhalt|(?:article|story|news|post)-[a-z-]{0,60}) /;

/** How much an element's tag and name speak for it as the body. */
export const priorOf = ({ name, words }: Measure): number =>
  name === "body" || name === "html" || name === "#document"
    ? 0.85
    : name === "article" || name === "main" || LIKELY_WORDS.test(words)
      ? 1.15
      : 1;

/** Whether an element says that it holds an article's running text. */
export function isBodyElement(measure: Measure): boolean {
  if (measure.name === "body" || measure.name === "html" || !("attribs" in measure.node)) return false;
  const itemprop = measure.node.attribs.itemprop;
  if (itemprop !== undefined && /(?:^|\s)articleBody(?:\s|$)/i.test(itemprop)) return true;
  return measure.words.length > 3 && BODY_WORDS.test(measure.words);
}
