// Promotions between paragraphs: lines that are one link to another article of the site, cards below a lead, clocks of a ticker, notes that stand for an embed.
import { parseUrl, publisherOf } from "@belowline/schema";
import { trimSignsEnd } from "../html/trim.ts";
import type { Draft } from "./drafts.ts";

/** Whether an address is another article of the page's own site. */
export type OwnPage = (href: string) => boolean;

/** A slug, a number or a file name: sections and tags have short names. */
const ARTICLE_PATH = /-[^/-]+-[^/-]+-|\d{4}|\.html?$/;

export function isOwnPage(url: string): OwnPage {
  const page = new URL(url);
  const site = publisherOf(url);
  return (href) => {
    if (href.startsWith("#") || href.length > 2000) return false;
    const target = parseUrl(href, url);
    return (
      target !== undefined &&
      target.pathname !== page.pathname &&
      ARTICLE_PATH.test(target.pathname) &&
      publisherOf(target.href) === site
    );
  };
}

const LONGEST = 220;
const LONGEST_LIST = 2000;
const SHORTEST = 15;
/** With less prose the links may be what the page says. */
const FEWEST_PROSE = 500;
/** More than this share of links between the paragraphs makes a list of links with remarks. */
const LARGEST_SHARE = 1 / 3;

/**
 * The places of promotions: whole lines or lists in links to the site's own articles, also after a label ("Read also: …"), and the
 * label that stands alone above them. None where the page has little else.
 */
export function promosAmong(drafts: readonly Draft[], isOwn: OwnPage): ReadonlySet<number> {
  const found = new Set<number>();
  let prose = 0;
  let texts = 0;
  drafts.forEach((draft, i) => {
    const { kind } = draft.block;
    if (kind !== "paragraph" && kind !== "list" && kind !== "heading") return;
    texts++;
    prose += draft.chars - draft.links;
    if (isPromo(draft, isOwn)) found.add(i);
  });
  if (prose < FEWEST_PROSE || found.size > Math.max(1, texts * LARGEST_SHARE)) return new Set();
  for (const at of [...found]) if (isLabel(drafts, at - 1, found)) found.add(at - 1);
  return found;
}

function isPromo({ block, chars, links, href }: Draft, isOwn: OwnPage): boolean {
  if (href === null || chars < SHORTEST || links < chars / 2) return false;
  if (chars > (block.kind === "list" ? LONGEST_LIST : LONGEST)) return false;
  const isWhole = links >= chars * 0.95;
  if (!isWhole && !(block.kind === "paragraph" && labelOf(block.text) === chars - links)) return false;
  return isOwn(href);
}

/** Characters of the label before a link, its sign counted: "Read also: ", "Mehr dazu »". Blanks do not count. */
function labelOf(text: string): number {
  const at = text.slice(0, 50).search(/[:|»→>–]/);
  return at < 2 ? -1 : text.slice(0, at + 1).replace(/\s+/g, "").length;
}

/** "Also of interest" above promotions and nothing else below it. */
function isLabel(drafts: readonly Draft[], at: number, promos: ReadonlySet<number>): boolean {
  const label = drafts[at];
  if (!label || promos.has(at) || !("text" in label.block) || label.chars > 60) return false;
  if (label.block.kind === "paragraph") return !/[.!?]["”“»)]?$/u.test(label.block.text ?? "");
  if (label.block.kind !== "heading") return false;
  let next = at + 1;
  while (promos.has(next) || drafts[next]?.block.kind === "image") next++;
  return drafts[next] === undefined || drafts[next]?.block.kind === "heading";
}

/** "20:42", "21 mins ago 11:48", "20:42 KEY EVENT": the clock of an entry, and who or what stands beside it. */
const STAMP =
  /^(?:\d{1,3} ?(?:mins?|minutes?|hours?|hrs?|std\.?|stunden?|minuten?|min\.?|h)(?: ago)?,? ?)?\d{1,2}[:.]\d\d(?: ?(?:[ap]\.?m\.?|uhr|h|e[ds]?t|bst|gmt|ce?s?t))?(?![\d:.%])[ ,|·–-]{0,3}(.{0,40})$/iu;

/** Lines that are the clocks of a ticker. What stands beside a clock counts only where it recurs: an author, a label. */
export function stampsAmong(drafts: readonly Draft[]): ReadonlySet<number> {
  const beside = new Map<string, number[]>();
  drafts.forEach(({ block }, i) => {
    if ((block.kind !== "paragraph" && block.kind !== "heading") || block.text.length > 80) return;
    const said = STAMP.exec(block.text)?.[1];
    if (said === undefined) return;
    const places = beside.get(said);
    if (places) places.push(i);
    else beside.set(said, [i]);
  });
  return new Set([...beside].flatMap(([said, places]) => (said === "" || places.length > 1 ? places : [])));
}

const FOREIGN =
  /(?:externe[rnms]?|eingebettete[rnms]?|empfohlene[rnms]? redaktionelle[rnms]?|redaktionelle[rnms]?) (?:inhalte?n?|medien|elemente?)|inhalte?s? (?:von|der plattform) (?:youtube|twitter|x|instagram|facebook|tiktok|spotify|vimeo|google|datawrapper|drittanbietern|drittplattformen)\b|\b(?:youtube|twitter|x|instagram|facebook|tiktok|spotify|vimeo)-inhalte?\b|drittanbieter|drittplattform|third[- ]party content|(?:external|embedded) content|contenus? (?:externes?|tiers|bloqué)|contenido externo|contenuto esterno|externe (?:inhoud|content)/;
const AGREEING =
  /einwilligung|zustimm|einverstanden|datenschutz|übermittelt|anzeigen|aktivier|\bladen\b|ausblenden|personenbezogen|consent|permission|cookies|privacy|accept|autoris|accepter|aceptar|accetta|toestemming/;
const NOTES: ReadonlySet<string> = new Set(
  "empfohlener redaktioneller inhalt|empfohlener externer inhalt|externer inhalt|ein klick für den datenschutz|datenschutzeinstellungen anpassen|inhalte anzeigen|inhalt laden|externen inhalt laden|weitere informationen|ende der weiteren informationen|weitere informationen ende der weiteren informationen|bild in lightbox öffnen|media playback is unsupported on your device|this video can not be played|to play this video you need to enable javascript in your browser|view original tweet on twitter|ad feedback|video ad feedback".split(
    "|",
  ),
);

/** What stands where a reader has not agreed to a video or post of another site. */
export const isEmbedNote = (text: string): boolean => {
  if (text.length >= 450) return false;
  const lower = text.toLowerCase();
  return NOTES.has(trimSignsEnd(lower, ".:!")) || (FOREIGN.test(lower) && AGREEING.test(lower));
};
