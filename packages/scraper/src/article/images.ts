// Images with caption and credit: from figures in the body, and the lead image that the metadata names.
import { type ArticleImage, canonicalise, cleanLine, type Json, type JsonObject } from "@belowline/schema";
import { type AnyNode, type Element, isTag } from "domhandler";
import { textOf } from "../html/text.ts";
import type { Reason } from "./boilerplate.ts";
import { splitCredit } from "./credit.ts";
import { isObject, listOf, textValue } from "./json-ld.ts";
import type { MetaTags } from "./meta-tags.ts";
import type { Measure, Survey } from "./survey.ts";

const CAPTION = /(?:^|[\s_-])(?:caption|wp-caption-text|legend|bildunterschrift|legende)(?:$|[\s_-])/i;
const CREDIT = /(?:^|[\s_-])(?:credit|credits|copyright|photographer|photo-by|source|byline)(?:$|[\s_-])/i;
/** What images are for that belong to the page and not to the article. */
const ORNAMENT =
  /(?:^|[\s_/.-])(?:avatar|gravatar|icon|logo|emoji|smiley|pixel|spacer|blank|spinner|loader|badge|button|share|tracking|1x1)(?:$|[\s_/.-])/i;
/** Below this edge in CSS pixels an image is an ornament. */
const SMALLEST = 60;
const MOST_NODES = 3000;

/** `figure`, and what WordPress printed before there was one. */
export const isFigure = ({ name, attribs }: Element): boolean => name === "figure" || WRAPPER.test(attribs.class ?? "");
const WRAPPER =
  /(?:^|\s)(?:wp-caption|wp-block-image|image-with-caption|caption|img-caption|captioned|image-caption-wrapper|photo-wrapper)(?:\s|$)/;
/** A wrapper that is no figure and says more than this is a part of the text. */
const LONGEST_BESIDE = 400;

/** The image of an `img`, `picture` or figure; undefined for ornaments and for figures that hold something else. */
export function figureImage(root: Element, base: string, skip: (node: AnyNode) => boolean): ArticleImage | undefined {
  if (root.name === "img") return imageOf(root, undefined, undefined, base);
  let img: Element | undefined;
  let caption: Element | undefined;
  let credit: Element | undefined;
  let looked = 0;
  const stack: AnyNode[] = [...root.children].reverse();
  while (stack.length > 0 && looked++ < MOST_NODES) {
    const node = stack.pop()!;
    if (!isTag(node)) continue;
    const classes = node.attribs.class ?? "";
    if (node.name === "figure" || node.name === "table" || node.name === "iframe" || node.name === "blockquote") {
      return undefined; // a gallery, or a figure around something else
    }
    if (node.name === "img") img ??= node;
    else if (node.name === "figcaption" || CAPTION.test(classes)) caption ??= node;
    if (node.name !== "img" && CREDIT.test(classes)) credit ??= node;
    else if (!caption && skip(node)) continue;
    for (let i = node.children.length - 1; i >= 0; i--) stack.push(node.children[i]!);
  }
  if (!img) return undefined;
  if (!caption && root.name !== "figure") {
    // Nothing within a wrapper calls itself the caption: what it says is.
    if (textOf(root.children, skip).length > LONGEST_BESIDE) return undefined;
    caption = root;
  }
  return imageOf(img, caption, credit, base);
}

function imageOf(
  img: Element,
  caption: Element | undefined,
  credit: Element | undefined,
  base: string,
): ArticleImage | undefined {
  const url = addressOf(img, base);
  if (!url || isOrnament(img)) return undefined;
  const said = caption ? splitCredit(cleanLine(textOf(caption.children, (node) => node === credit))) : undefined;
  const stated = credit ? splitCredit(cleanLine(textOf(credit))) : undefined;
  return {
    url,
    alt: cleanLine(img.attribs.alt ?? "") || null,
    caption: said?.text || null,
    credit: (stated ? (stated.credit ?? stated.text) : said?.credit) || null,
  };
}

function isOrnament({ attribs }: Element): boolean {
  for (const edge of [attribs.width, attribs.height]) {
    const pixels = Number.parseInt(edge ?? "", 10);
    if (pixels < SMALLEST && !edge!.includes("%")) return true;
  }
  return (
    ORNAMENT.test(`${attribs.class ?? ""} ${(attribs.src ?? "").slice(0, 500)}`) || attribs.role === "presentation"
  );
}

/** Lazy loaders put a placeholder into `src` and the picture elsewhere. */
function addressOf({ attribs }: Element, base: string): string | undefined {
  const fromSet = largestOf(attribs.srcset ?? attribs["data-srcset"] ?? attribs["data-lazy-srcset"]);
  const stated = [attribs["data-src"], attribs["data-lazy-src"], attribs["data-original"], attribs.src, fromSet];
  for (const address of stated) {
    const url = address === undefined ? undefined : canonicalise(address, base);
    if (url) return url;
  }
  return undefined;
}

/** The address with the greatest width or density of a `srcset`. */
function largestOf(srcset: string | undefined): string | undefined {
  if (!srcset || srcset.length > 20_000) return undefined;
  let best: string | undefined;
  let most = -1;
  for (const part of srcset.split(/,\s+/)) {
    const [address, size] = part.trim().split(/\s+/);
    const number = Number.parseFloat(size ?? "0") || 0;
    if (address && number > most) {
      most = number;
      best = address;
    }
  }
  return best;
}

/** The lead image as metadata states it. */
export function leadImage(meta: MetaTags, node: JsonObject | undefined, base: string): ArticleImage | undefined {
  const [stated] = listOf(node?.image);
  const fromLd = isObject(stated) ? textValue(stated.url ?? stated.contentUrl) : textValue(stated as Json | undefined);
  const address = meta.first("og:image") ?? meta.first("og:image:url") ?? fromLd ?? meta.first("twitter:image");
  const url = address === undefined ? undefined : canonicalise(address, base);
  if (!url || ORNAMENT.test(url)) return undefined;
  const alt = meta.first("og:image:alt") ?? meta.first("twitter:image:alt") ?? null;
  const caption = isObject(stated) ? textValue(stated.caption) : undefined;
  const [creator] = isObject(stated) ? listOf(stated.creator ?? stated.author) : [];
  const credit = isObject(stated)
    ? (textValue(stated.creditText) ?? (isObject(creator) ? textValue(creator.name) : textValue(creator)))
    : undefined;
  return { url, alt, caption: caption ?? null, credit: credit ?? null };
}

const LEAD_WORDS =
  /[ -](?:wp-post-image|post-thumbnail|featured-image|post-featured-image|featured-media|lead-image|hero-image|article-image|main-image|entry-image|post-image|aufmacher|titelbild)(?=[ -])/;
const MOST_BEFORE = 150;

/** The lead image as the page shows it: what calls itself so, or a figure between headline and text. */
export function shownLead(
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  headline: Measure | undefined,
  root: Measure,
  base: string,
): ArticleImage | undefined {
  const from = Math.max(0, (headline?.index ?? root.index) - MOST_BEFORE);
  for (let i = from; i < root.index; i++) {
    const measure = survey.measures[i]!;
    if (!isTag(measure.node)) continue;
    const reason = marks.get(measure);
    if (reason !== undefined && reason !== "meta") {
      i = measure.end - 1;
      continue;
    }
    const isAfter = headline !== undefined && i > headline.index && measure.end <= root.index;
    if (!LEAD_WORDS.test(measure.words) && !(isAfter && isFigure(measure.node))) continue;
    if (measure.end > root.index || measure.chars > 600) continue;
    const image = figureImage(measure.node, base, () => false);
    if (image) return image;
  }
  return undefined;
}

/**
 * All images of the article, the lead first. The same picture in another size is the same picture. A credit that stood
 * in the text ("Featured image via …") belongs to the lead, for that is where sites print the picture it speaks of.
 */
export function articleImages(
  leads: readonly (ArticleImage | undefined)[],
  inBody: readonly ArticleImage[],
  credit: string | null,
): readonly ArticleImage[] {
  const images: ArticleImage[] = [];
  const places = new Map<string, number>();
  for (const image of [...leads.filter((lead) => lead !== undefined), ...inBody]) {
    const key = pictureOf(image.url);
    const at = places.get(key);
    if (at === undefined) {
      places.set(key, images.length);
      images.push(image);
    } else {
      const known = images[at]!;
      images[at] = {
        url: known.url,
        alt: known.alt ?? image.alt,
        caption: known.caption ?? image.caption,
        credit: known.credit ?? image.credit,
      };
    }
  }
  const [first, ...rest] = images;
  return first && credit !== null && first.credit === null ? [{ ...first, credit }, ...rest] : images;
}

/** An address without what tells sizes apart: WordPress's "-300x200", "-scaled", and the query. */
const pictureOf = (url: string): string =>
  url.split(/[?#]/, 1)[0]!.replace(/(?:-\d{2,5}x\d{2,5}|-scaled)(?=\.\w{2,5}$)/, "");
