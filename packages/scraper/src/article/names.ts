// Names: "By A. Smith and B. Jones in Rome" to people. Agencies, roles, places, times and sites are no people.
import { cleanLine } from "@belowline/schema";
import { trimSignsEnd, trimSignsStart } from "../html/trim.ts";
import { keyOf } from "./headline.ts";

/** Of a line whose blanks are single. */
const PREFIX =
  /^(?:(?:article|story|text|words|report|reporting|analysis|opinion|review|written|posted|published|submitted|photos?|interview|ein (?:beitrag|gastbeitrag|kommentar|bericht)|kommentar|alles|mehr|autorenseite|all (?:posts|articles|stories)|eine? analyse|texte?|propos recueillis) ?)?(?:by|von|par|por|di|door|av|af|przez|de|:|from|автор(?:ы)?|текст|автори)(?: ?: ?| )|^(?:authors?|autor(?:in|en|es|a|ka|zy|ři)?|auteur(?:e|s)?|autore|autori|author\(s\)|text|texte|texto|testo|tekst|words|yazan|kirjoittaja|toimittaja|forfatter|skribent|szerző|από) ?: ?|^(?:written|posted|published|about|über|à propos de|sobre) /iu;
/** What follows a name and does not belong to it, up to the end. */
const TAIL = /[|•·–—@]|\s-\s|\/ |\b\d{1,2}[:.]\d\d\b|\s(?:기자|記者|记者)$/u;
const AFTER_NAME =
  /\s(?:in|aus|à|a|en|at|for|für|pour|para|per|with|of|on|updated|published|posted|last|reports?|writes?|schreibt)\s(?=[\p{Lu}\d])/u;
const SEPARATOR = /[;,&/]|\s(?:and|und|et|y|e|en|og|och|ja|i|и|та|ve|și|és|with|mit|avec|con|met)\s|\s\+\s/iu;
const EMAIL = /\S{1,64}@\S{1,100}/g;
/** "Political Editor Ada Moor", "Redakteurin Ada Moor": the job goes, the name stays. */
const LEADING_ROLE =
  /^(?:\p{L}{2,20} ){0,3}(?:[Ee]ditor|[Cc]orrespondent|[Rr]eporter|[Cc]olumnist|[Ww]riter|[Rr]edakteur(?:in)?|[Kk]orrespondent(?:in)?|[Rr]eporterin)[:,]? (?=\p{Lu}[\p{L}.'’-]{0,30} (?:\p{Ll}{1,4} ){0,2}\p{Lu})/u;
/** `<span>Ada Moor</span><span>Korrespondentin</span>` */
const GLUED_ROLE =
  /\p{Ll}(?:Korrespondent|Redakteur|Reporter|Autor|Editor|Correspondent|Journalist|Staff|Senior|Chief|Follow)/u;
const unglued = (line: string): string => {
  const at = line.search(GLUED_ROLE);
  return at === -1 ? line : `${line.slice(0, at + 1)} · ${line.slice(at + 1)}`;
};
/** Words of jobs and desks, and parts of such words. */
const ROLES: ReadonlySet<string> = new Set(
  "editor editors reporter reporters correspondent correspondents writer writers staff columnist columnists newsdesk editorial webmaster administrator journalist journalists producer producers bureau chief contributor contributors contributing analyst analysts professor newsroom desk team autor autorin autoren auteur auteurs journalistin journaliste periodista corresponsal photograph photographs photographer guest intern press agency agencies media news daily times magazine online blog website wire service services manager director founder specialist".split(
    " ",
  ),
);
const ROLE_PART = /^(?:redakt|korrespondent|rédact|correspondant|redac|freelance|expert|strateg|agentur)/u;
const ROLE_END = /(?:redakteur|redaktion|korrespondent|reporter|leiter|chef)(?:in)?$/u;
const ROLE_PHRASE = /\b(?:special to|at large)\b/i;

const isRole = (name: string): boolean =>
  ROLE_PHRASE.test(name) ||
  name
    .toLowerCase()
    .split(/[^\p{L}\p{M}]/u)
    .some((word) => ROLES.has(word) || ROLE_PART.test(word) || ROLE_END.test(word));

const NOT_A_NAME =
  /^(?:by|von|par|por|di|door|av|name|the author|author|vp|ceo|cto|cfo|ph\.?d|m\.?d|mba|jr|sr)\.?$|\d|[→»›]|\b(?:ago|hours?|minutes?|days?|today|yesterday|updated|published|posted|read|min|vor|uhr|gestern|heute|share|follow|comments?|subscribe|view|all|more|posts|profile|bio|e-?mail|twitter|unknown|anonymous|admin|facebook|instagram|youtube|linkedin|xing|none|null|undefined|mehr|infos?|navigation|artikel|folgen|newsletter|image|images|getty|foto|photo|kommentar|profil|quelle|bild|designed|illustration|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|january|february|march|april|june|july|august|september|october|november|december|mon|tue|wed|thu|fri|sat|sun)\b|https?:|www\.|[<>{}[\]=]|^@/i;
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
  let line = unglued(cleanLine(raw).slice(0, 300));
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
    const bare = withoutTail(part.replace(PREFIX, "").replace(LEADING_ROLE, ""));
    const name = trimSignsEnd(trimSignsStart(bare, ".,:;|–—-"), ",:;|–—-");
    if (!isPerson(name) || names.includes(name)) continue;
    if (where === "metadata" || isPrintedName(name, parts.length === 1)) names.push(name);
  }
  return withoutLoners(names);
}

function withoutTail(part: string): string {
  const cut = (at: number): void => {
    if (at !== -1) name = name.slice(0, at).trimEnd();
  };
  let name = part;
  cut(name.search(AFTER_NAME));
  cut(name.search(TAIL));
  if (name.endsWith(")")) cut(name.lastIndexOf("("));
  return name;
}

/** "Ada Moor, Home and Garden Expert": who has two names stands among people who have; single words are of the job or the place. */
export const withoutLoners = (names: readonly string[]): readonly string[] =>
  names.some((name) => name.includes(" ")) ? names.filter((name) => name.includes(" ")) : names;

/** `news.example` as an author is the site. */
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,4}$/;

function isPerson(name: string): boolean {
  if (name.length < 2 || name.length > 60 || name.split(" ").length > 6) return false;
  if (!/\p{L}{2}/u.test(name) || HOST.test(name) || AGENCIES.has(keyOf(name))) return false;
  return !isRole(name) && !NOT_A_NAME.test(name);
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
