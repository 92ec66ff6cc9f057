// Bylines: "By A. Smith and B. Jones in Rome" to names. Agencies, roles, places, times and sites are no people.
import { cleanLine, type JsonObject, parseUrl, publisherOf } from "@belowline/schema";
import { isTag } from "domhandler";
import { textOf } from "../html/text.ts";
import { trimSignsEnd, trimSignsStart } from "../html/trim.ts";
import type { Reason } from "./boilerplate.ts";
import { type Chosen, type Claim, choose } from "./evidence.ts";
import { keyOf } from "./headline.ts";
import { isObject, listOf, textValue } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import type { Measure, Survey } from "./survey.ts";

const PREFIX =
  /^(?:(?:article|story|text|words|report|reporting|analysis|opinion|review|written|posted|published|submitted|photos?|interview|ein (?:beitrag|gastbeitrag|kommentar|bericht)|kommentar|eine? analyse|texte?|propos recueillis)\s*)?(?:by|von|par|por|di|door|av|af|przez|de|:|from|автор(?:ы)?|текст|автори)(?:\s*:\s*|\s+)|^(?:authors?|autor(?:in|en|es|a|ka|zy|ři)?|auteur(?:e|s)?|autore|autori|author\(s\)|text|texte|texto|testo|tekst|words|yazan|kirjoittaja|toimittaja|forfatter|skribent|szerző|από)\s*:\s*|^(?:written|posted|published|about|über|à propos de|sobre)\s+/iu;
/** What follows a name and does not belong to it. */
const SUFFIX =
  /\s+(?:in|aus|à|a|en|at|for|für|pour|para|per|with|of|on|updated|published|posted|last|reports?|writes?|schreibt)\s+(?=[\p{Lu}\d]).*$|\s*(?:[|•·–—@]|\s-\s|\/ ).*$|\s*\((?:[^()]{0,80})\)\s*$|\s*\b\d{1,2}[:.]\d{2}\b.*$|\s(?:기자|記者|记者)$/u;
const SEPARATOR = /[;,&/]|\s(?:and|und|et|y|e|en|og|och|ja|i|и|та|ve|și|és|with|mit|avec|con|met)\s|\s\+\s/iu;
const EMAIL = /\S{1,64}@\S{1,100}/g;
/** "Political Editor Ada Moor", "Redakteurin Ada Moor": the job goes, the name stays. */
const LEADING_ROLE =
  /^(?:\p{L}{2,20} ){0,3}(?:[Ee]ditor|[Cc]orrespondent|[Rr]eporter|[Cc]olumnist|[Ww]riter|[Rr]edakteur(?:in)?|[Kk]orrespondent(?:in)?|[Rr]eporterin)[:,]? (?=\p{Lu}[\p{L}.'’-]{0,30} (?:\p{Ll}{1,4} ){0,2}\p{Lu})/u;
/** `<span>Ada Moor</span><span>Korrespondentin</span>` */
const GLUED_ROLE =
  /(?<=\p{Ll})(?=(?:Korrespondent|Redakteur|Reporter|Autor|Editor|Correspondent|Journalist|Staff|Senior|Chief)\p{Ll}*)/u;
const ROLE =
  /\b(?:editors?|reporters?|correspondents?|writers?|staff|columnists?|newsdesk|editorial|webmaster|administrator|journalists?|producers?|bureau|chief|contributors?|contributing|analysts?|professor|newsroom|desk|team|redakt\w*|korrespondent\w*|autor(?:in|en)?|journalistin?|reporterin|rédact\w*|journaliste|correspondant\w*|redac\w*|periodista|corresponsal|freelance\w*|photographs?|photographer|special to|guest|intern|press|agency|agencies|agentur\w*|media|news|daily|times|magazine|online|blog|website|wire|services?|\w*(?:redakteur|redaktion|korrespondent|reporter|leiter|chef)(?:in)?|at large|contributing|auteurs?|expert\w*|strateg\w*|manager|director|founder|specialist)\b/i;
const NOT_A_NAME =
  /^(?:by|von|par|por|di|door|av|name|the author|author|vp|ceo|cto|cfo|ph\.?d|m\.?d|mba|jr|sr)\.?$|\d|[→»›]|\b(?:ago|hours?|minutes?|days?|today|yesterday|updated|published|posted|read|min|vor|uhr|gestern|heute|share|follow|comments?|subscribe|view|all|more|posts|profile|bio|e-?mail|twitter|unknown|anonymous|admin|facebook|instagram|youtube|linkedin|xing|none|null|undefined|mehr|infos?|navigation|artikel|folgen|newsletter|image|images|getty|foto|photo|kommentar|profil|january|february|march|april|june|july|august|september|october|november|december|mon|tue|wed|thu|fri|sat|sun)\b|https?:|www\.|[<>{}[\]=]|^@/i;
/** Agencies whose name a byline prints as if it were a person's. */
const AGENCIES: ReadonlySet<string> = new Set(
  "ap associatedpress theassociatedpress reuters thomsonreuters afp agencefrancepresse dpa dpaafx deutschepresseagentur apa austriapresseagentur sda keystonesda ats kna epd sid ddp dapd upi unitedpressinternational pa pamedia pressassociation bloomberg ansa efe europapress lusa anp belga tt ritzau ntb stt pap ctk tass ria interfax xinhua kyodo yonhap pti ians ani aap thecanadianpress canadianpress cnn wire staff".split(
    " ",
  ),
);

/**
 * The people in a byline, in order.
 *
 * @example
 * namesInByline("By Ada Moor and Ben O'Tay in Rome"); // ["Ada Moor", "Ben O'Tay"]
 */
export function namesInByline(raw: string, where: "metadata" | "page" = "metadata"): readonly string[] {
  // An address of a profile names nobody.
  let line = cleanLine(raw).slice(0, 300).replace(GLUED_ROLE, " · ");
  if (line.includes("/") && line.includes(".") && !line.includes(" ")) return [];
  line = line.replace(EMAIL, " ");
  for (let i = 0; i < 2; i++) line = line.replace(PREFIX, "");
  const names: string[] = [];
  const parts = line.split(SEPARATOR).map((part) => part.trim());
  const hasAgency = parts.some((part) => AGENCIES.has(keyOf(part)));
  for (const part of parts) {
    // "news.example, Harbourtown, Freeland": where the site is.
    if (where === "metadata" && HOST.test(part)) break;
    // "dpa/lno": an agency's desk signs beside it.
    if (hasAgency && /^\p{Ll}{1,5}$/u.test(part)) continue;
    const bare = part.replace(PREFIX, "").replace(LEADING_ROLE, "").replace(SUFFIX, "");
    const name = trimSignsEnd(trimSignsStart(bare, ".,:;|–—-"), ",:;|–—-");
    if (!isPerson(name) || names.includes(name)) continue;
    if (where === "metadata" || isPrintedName(name, parts.length === 1)) names.push(name);
  }
  return withoutLoners(names);
}

/** "Ada Moor, Home and Garden Expert": who has two names stands among people who have; single words are of the job or the place. */
const withoutLoners = (names: readonly string[]): readonly string[] =>
  names.some((name) => name.includes(" ")) ? names.filter((name) => name.includes(" ")) : names;

/** `news.example` as an author is the site. */
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,4}$/;

function isPerson(name: string): boolean {
  if (name.length < 2 || name.length > 60 || name.split(" ").length > 6) return false;
  if (!/\p{L}{2}/u.test(name) || HOST.test(name) || AGENCIES.has(keyOf(name))) return false;
  return !ROLE.test(name) && !NOT_A_NAME.test(name);
}

const PARTICLES: ReadonlySet<string> = new Set(
  "van von vom zu zum zur de der den del della dell di da do dos das du des la le el al bin ibn ben y e af av ter ten op of 't d' o'".split(
    " ",
  ),
);

/** On the page any sentence may stand where an author's name stands: names have capitals, or are one word (a user's). */
function isPrintedName(name: string, isAlone: boolean): boolean {
  const words = name.split(" ");
  if (words.length === 1 && isAlone) return true;
  return !/[!?]|\p{L}{3}\.$/u.test(name) && words.every((it) => !/^\p{Ll}/u.test(it) || PARTICLES.has(it));
}

const AUTHOR_WORDS =
  /[ -](?:byline|bylines|author|authors|post-author|entry-author|article-author|author-name|authorname|byline-name|p-author|writer|autor|autoren|auteur|wp-block-post-author-name|by-author|postauthor|reporter)(?=[ -])/;
/** Parts of an author's box that name no author. */
const BESIDE_AUTHOR =
  /[ -](?:role|job|position|function|department|social|follow|follows|desc|description|image|img|avatar|photo|twitter|location|prefix|label|links)(?= )/;
const LONGEST_LINE = 200;
const MOST_LOOKED = 60;
/** Elements before the headline and after it among which its own authors stand. */
const NEAR_BEFORE = 40;
const NEAR_AFTER = 150;

export interface Byline extends Chosen<readonly string[]> {
  /** The lines of the page that stand where authors are named, whoever they name. */
  readonly shown: readonly string[];
}

/** The people who wrote the article. Metadata that names them wins over the line on the page. */
export function findByline(
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  meta: MetaTags,
  node: JsonObject | undefined,
  site: { readonly name: string | null; readonly url: string },
  headline: Measure | undefined,
  lines: readonly string[],
): Byline {
  const claims: Claim<readonly string[]>[] = [];
  const siteKeys = new Set([site.name ?? "", publisherOf(site.url), publisherOf(site.url).split(".")[0]!].map(keyOf));
  const state = (from: string, names: readonly string[]): void => {
    // "The Quay, Harbourtown, Freeland": what follows the site's name is where it stands.
    const own = names.findIndex((name) => siteKeys.has(keyOf(name)));
    const people = withoutLoners([...new Set(own === -1 ? names : names.slice(0, own))]);
    if (people.length > 0) claims.push({ from, value: people });
  };
  state("json-ld:author", statedAuthors(node));
  for (const name of [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "twitter:data1",
  ]) {
    if (
      name === "twitter:data1" &&
      !/^(?:written by|verfasst von|écrit par|escrito por)$/i.test(meta.first("twitter:label1") ?? "")
    )
      continue;
    state(
      `meta:${name}`,
      meta
        .all(name)
        .filter((it) => !parseUrl(it))
        .flatMap((it) => namesInByline(it)),
    );
  }
  const shown: string[] = [...lines];
  const together: Claim<readonly string[]>[] = [];
  for (const { from, texts } of shownAuthors(survey, marks, headline)) {
    shown.push(...texts);
    const named = texts.map((text) => namesInByline(text, "page"));
    state(from, named.flat());
    for (const value of named) if (value.length > 1) together.push({ from, value });
  }
  together.push(...claims.filter(({ from }) => from.startsWith("meta:") || from.startsWith("json-ld:")));
  state(
    "html:byline",
    lines.flatMap((line) => {
      const by = /(?:^|[\s|·•,])(?:by|von|par|por|di|door|av|af|автор:?)\s+(?=\p{Lu})(.*)$/iu.exec(line)?.[1];
      return by === undefined ? [] : namesInByline(by, "page");
    }),
  );
  return { ...choose(fullestFirst(claims, together), (names) => names.join(", ")), shown };
}

/** Metadata often names the first author only: a line that names them and more people goes before it. */
function fullestFirst(
  claims: readonly Claim<readonly string[]>[],
  together: readonly Claim<readonly string[]>[],
): readonly Claim<readonly string[]>[] {
  const [first] = claims;
  if (!first) return claims;
  const named = first.value.map(keyOf);
  const fuller = together.find(({ value }) => {
    const keys = value.map(keyOf);
    return keys.length > named.length && keys.length <= MOST_AUTHORS && named.every((key) => keys.includes(key));
  });
  return fuller ? [fuller, ...claims.filter((claim) => claim !== fuller)] : claims;
}
const MOST_AUTHORS = 5;

function statedAuthors(node: JsonObject | undefined): readonly string[] {
  const names: string[] = [];
  for (const author of [...listOf(node?.author), ...(node?.author === undefined ? listOf(node?.creator) : [])]) {
    if (isObject(author)) {
      const type = listOf(author["@type"]);
      const isOrganisation = type.length > 0 && type.every((it) => typeof it === "string" && /Organization$/.test(it));
      const name = textValue(author.name);
      if (name !== undefined && !isOrganisation) names.push(...namesInByline(name));
    } else if (typeof author === "string" && !parseUrl(author)) names.push(...namesInByline(author));
  }
  return names;
}

/** Lines that microdata, rel=author or their class call the author's, comments and other boxes left out. */
function* shownAuthors(
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  headline: Measure | undefined,
): Generator<{ readonly from: string; readonly texts: readonly string[] }> {
  const found: Record<"itemprop" | "rel" | "class", { readonly text: string; readonly isNear: boolean }[]> = {
    itemprop: [],
    rel: [],
    class: [],
  };
  let looked = 0;
  for (let i = 1; i < survey.measures.length && looked < MOST_LOOKED; i++) {
    const measure = survey.measures[i]!;
    const reason = marks.get(measure);
    if (reason !== undefined && reason !== "meta" && reason !== "author-box") {
      i = measure.end - 1;
      continue;
    }
    if (measure.chars < 2 || measure.chars > LONGEST_LINE || !isTag(measure.node)) continue;
    const { itemprop, rel, href } = measure.node.attribs;
    const kind = /(?:^|\s)author(?:\s|$)/.test(itemprop ?? "")
      ? "itemprop"
      : /(?:^|\s)author(?:\s|$)/.test(rel ?? "") || (href !== undefined && /\/authors?\/[^/]/.test(href))
        ? "rel"
        : AUTHOR_WORDS.test(measure.words) && !BESIDE_AUTHOR.test(measure.words)
          ? "class"
          : undefined;
    if (!kind) continue;
    looked++;
    const [line = "", next = ""] = textOf(measure.node).split("\n");
    const isNear = headline !== undefined && i > headline.index - NEAR_BEFORE && i < headline.end + NEAR_AFTER;
    found[kind].push({ text: BY_ALONE.test(line) ? `${line} ${next}` : line, isNear });
    if (kind !== "class") i = measure.end - 1;
  }
  // Cards of other articles name their authors, too.
  const nearest = (kind: keyof typeof found): readonly string[] => {
    const near = found[kind].filter(({ isNear }) => isNear);
    return (near.length > 0 ? near : found[kind]).map(({ text }) => text);
  };
  yield { from: "html:itemprop=author", texts: nearest("itemprop") };
  yield { from: "html:rel=author", texts: nearest("rel") };
  yield { from: "html:author-class", texts: nearest("class") };
}
const BY_ALONE = /^[\p{L} ]{0,20}\b(?:by|von|par|por|di|door|av|af)$/iu;
