// Drafts: the body read in order into typed blocks, each with what the line rules need to judge it.
import { type ArticleImage, type Block, cleanLine, cleanText } from "@belowline/schema";
import { type AnyNode, type Element, isTag, isText } from "domhandler";
import { oneLine, textOf, visibleIn } from "../html/text.ts";
import type { Reason } from "./boilerplate.ts";
import { codeOf } from "./code.ts";
import { splitCredit } from "./credit.ts";
import { embedOf } from "./embeds.ts";
import { figureImage, isFigure } from "./images.ts";
import { listBlocks } from "./lists.ts";
import { isSilent, type Measure, type Survey } from "./survey.ts";
import { tableRows } from "./tables.ts";

/** A block before it is settled that it belongs to the article. */
export interface Draft {
  readonly block: Block;
  /** Visible characters, and those of them in links. */
  readonly chars: number;
  readonly links: number;
  /** The first link's address, where the block has one. */
  readonly href: string | null;
  /** Place in the survey: of the element that the block was read from. */
  readonly index: number;
}

/** Elements that break the line; all others flow. */
const BREAKING = new Set(
  "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html li main menu nav ol optgroup p pre section summary table tbody td tfoot th thead tr ul".split(
    " ",
  ),
);
const HEADING = /^h([1-6])$/;
/** A figure that says more holds an article: it is read, and wrappers within wrappers cost no more than one. */
const LONGEST_FIGURE = 2000;

interface Line {
  parts: string[];
  chars: number;
  links: number;
  href: string | null;
  index: number;
}
const emptyLine = (index: number): Line => ({ parts: [], chars: 0, links: 0, href: null, index });

/** Reads what `root` holds, marked elements left out. Walks without recursion. */
export function readDrafts(
  root: Measure,
  survey: Survey,
  marks: ReadonlyMap<Measure, Reason>,
  base: string,
): readonly Draft[] {
  const drafts: Draft[] = [];
  let line = emptyLine(root.index);
  const skip = (node: AnyNode): boolean => {
    const measure = survey.of(node);
    return measure !== undefined && marks.has(measure);
  };
  const flush = (): void => {
    if (line.chars > 0) {
      // Two line breaks end a paragraph where nobody wrote <p>.
      for (const text of line.parts.join("").split(/\n\s*\n/)) {
        const clean = cleanText(text);
        if (clean === "") continue;
        const { chars, links, href, index } = line;
        drafts.push({ block: { kind: "paragraph", text: clean }, chars, links, href, index });
      }
    }
    line = emptyLine(line.index);
  };
  const push = (block: Block, measure: Measure | undefined): void => {
    flush();
    drafts.push({
      block,
      chars: measure?.chars ?? 0,
      links: measure?.links ?? 0,
      href: measure && measure.links * 2 > measure.chars ? firstHref(measure, survey) : null,
      index: measure?.index ?? line.index,
    });
  };

  type Step = { readonly node: AnyNode; readonly link: boolean } | "flush" | "space";
  const stack: Step[] = [];
  const descend = (children: readonly AnyNode[], link: boolean): void => {
    for (let i = children.length - 1; i >= 0; i--) stack.push({ node: children[i]!, link });
  };
  descend(root.node.children, false);
  while (stack.length > 0) {
    const step = stack.pop()!;
    if (step === "flush") {
      flush();
      continue;
    }
    if (step === "space") {
      line.parts.push(" ");
      continue;
    }
    const { node, link } = step;
    if (isText(node)) {
      line.parts.push(oneLine(node.data));
      const chars = visibleIn(node.data);
      line.chars += chars;
      if (link) line.links += chars;
      continue;
    }
    if (!isTag(node)) {
      if ("children" in node) descend(node.children, link);
      continue;
    }
    const name = node.name;
    const embed = embedOf(node, base);
    if (embed) {
      push(embed, survey.of(node));
      continue;
    }
    if (isSilent(name)) continue;
    const measure = survey.of(node);
    if (name === "figcaption" || (measure && marks.has(measure))) {
      captionLast(drafts, node, name === "figcaption" || marks.get(measure!) === "caption");
      continue;
    }
    if (name === "br") {
      line.parts.push("\n");
      continue;
    }
    if (name === "img" || name === "picture" || (isFigure(node) && (measure?.chars ?? 0) < LONGEST_FIGURE)) {
      const emoji = name === "img" ? emojiOf(node) : undefined;
      if (emoji !== undefined) {
        line.parts.push(emoji);
        line.chars += emoji.length;
        continue;
      }
      const image = figureImage(node, base, skip);
      if (image) push({ kind: "image", image }, measure);
      if (image || name === "img" || name === "picture") continue;
    }
    const heading = HEADING.exec(name);
    if (heading) {
      const text = cleanLine(textOf(node, skip));
      if (text !== "") push({ kind: "heading", level: Number(heading[1]), text }, measure);
      for (const image of imagesWithin(node, base, skip)) push({ kind: "image", image }, undefined);
      continue;
    }
    if (name === "pre") {
      const text = codeOf(node);
      if (text !== "") push({ kind: "code", text }, measure);
      continue;
    }
    if (name === "blockquote") {
      const cite = quoteSource(node);
      const text = textOf(node.children, (it) => it === cite || it.type === "comment" || skip(it));
      if (text !== "") push({ kind: "quote", text, cite: cite ? cleanLine(textOf(cite)) || null : null }, measure);
      continue;
    }
    if (name === "ul" || name === "ol") {
      const items = listBlocks(node, survey, skip);
      if (items) {
        for (const [at, list] of items.entries()) push(list, at === 0 ? measure : undefined);
        continue;
      }
    }
    if (name === "table") {
      const rows = tableRows(node, survey, skip);
      if (rows) {
        if (rows.length > 0) push({ kind: "table", rows }, measure);
        continue;
      }
    }
    if (BREAKING.has(name)) {
      flush();
      line.index = measure?.index ?? line.index;
      stack.push("flush");
    } else if (name === "a" && line.href === null && node.attribs.href) line.href = node.attribs.href;
    descend(node.children, link || (name === "a" && node.attribs.href !== undefined));
  }
  flush();
  return drafts;
}

/** The address of the first link within, looked for within bounds. */
function firstHref({ index, end }: Measure, { measures }: Survey): string | null {
  for (let i = index; i < Math.min(end, index + 20); i++) {
    const { node, name } = measures[i]!;
    if (name === "a" && isTag(node) && node.attribs.href) return node.attribs.href;
  }
  return null;
}

/** A caption beside its image rather than in a figure with it. */
function captionLast(drafts: Draft[], node: Element, isCaption: boolean): void {
  const last = drafts.at(-1);
  if (!isCaption || last?.block.kind !== "image" || last.block.image.caption !== null) return;
  const { text, credit } = splitCredit(cleanLine(textOf(node.children)));
  const image = { ...last.block.image, caption: text || null, credit: last.block.image.credit ?? credit };
  drafts[drafts.length - 1] = { ...last, block: { kind: "image", image } };
}

const emojiOf = ({ attribs }: Element): string | undefined =>
  /(?:^|\s)(?:emoji|wp-smiley)(?:\s|$)/.test(attribs.class ?? "") ? (attribs.alt ?? "") : undefined;

/** The `<cite>` or `<footer>` that names a quotation's source: within bounds, and only as a line of its own. */
function quoteSource(quote: Element): Element | undefined {
  for (const child of quote.children.slice(-4)) {
    if (!isTag(child)) continue;
    if (child.name === "cite" || child.name === "footer") return child;
    const only = child.children.filter((it) => !isText(it) || it.data.trim() !== "");
    const [one] = only;
    if (only.length === 1 && one && isTag(one) && one.name === "cite") return one;
  }
  return undefined;
}

function imagesWithin(root: Element, base: string, skip: (node: AnyNode) => boolean): readonly ArticleImage[] {
  const images: ArticleImage[] = [];
  for (const child of root.children) {
    const image = isTag(child) && child.name === "img" ? figureImage(child, base, skip) : undefined;
    if (image) images.push(image);
  }
  return images;
}
