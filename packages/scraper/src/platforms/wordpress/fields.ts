// The fields of one printed comment, in any markup: author, time, permalink and content.
import { type Instant, readInstant, type StatedAuthor } from "@belowline/schema";
import { type AnyNode, type Element, hasChildren, isTag } from "domhandler";
import { endsWithVerb, readByline } from "../../comments/byline.ts";
import { type Content, contentOf } from "../../comments/content.ts";
import { type DateContext, readPrintedDate } from "../../comments/times.ts";
import { SILENT, textOf } from "../../html/text.ts";
import { AUTHOR, CONTENT, CONTROLS, DATE, DATE_AROUND, META } from "./classes.ts";
import { hasClass, type Item } from "./items.ts";
import { authorOf } from "./names.ts";
import { isName, readUnits, type Unit, unitsOf } from "./units.ts";

const FURNITURE_TAGS = new Set(["header", "footer", "form", "button", "script", "style", "time", "nav", "input"]);
/** A longer element holds more than a name or a date, whatever its class. */
const LONGEST_META = 200;

export interface Fields extends Content {
  readonly author: StatedAuthor | null;
  readonly createdAt: Instant | null;
  readonly permalink: string | null;
}

export function fieldsOf(item: Item, url: string, dates: DateContext): Fields {
  const box =
    byClass(item.elements, CONTENT) ??
    item.elements.find((el) => /^(?:text|commentText)$/.test(el.attribs.itemprop ?? ""));
  const inBox = box === undefined ? undefined : descendants(box.children);
  const inHead = inBox === undefined ? inBox : headsIn(item.elements.filter((element) => inBox.has(element)));
  const around =
    inBox === undefined
      ? item.elements
      : item.elements.filter((element) => element !== box && (!inBox.has(element) || inHead!.has(element)));
  const link = permalinkIn(around, item.id, url);
  const named = authorIn(item, around, box !== undefined);
  const dated = timeIn(item, around, link?.element, dates);
  const marks = new Set<AnyNode>([named?.element, dated?.element, link?.element].filter((el) => el !== undefined));
  const units = ownUnits(item, box);
  const read = readUnits(units, dates, { name: named !== undefined, time: dated !== undefined, marks });
  // A theme with a box for the text prints the rest in lines around it.
  const beside =
    box && (!named || !dated) ? readBeside(ownUnits(item, undefined, box), dates) : { name: null, time: null };
  const printed = beside.name ?? read.name;
  return {
    author: named?.author ?? (printed === null ? null : authorOf(withoutVerb(printed))),
    createdAt: dated?.time ?? beside.time ?? read.time,
    permalink: link?.href ?? null,
    ...(box ? boxed(box, units, read.body) : bodyOf(read.body)),
  };
}

function byClass(elements: readonly Element[], names: readonly string[]): Element | undefined {
  for (const name of names) {
    const found = elements.find((element) => hasClass(element, name));
    if (found) return found;
  }
  return undefined;
}

/** Some themes wrap name, date and text in the box of the text: what is furniture there is around the text. */
function headsIn(elements: readonly Element[]): ReadonlySet<AnyNode> {
  const isHead = (element: Element): boolean => /^(?:header|footer)$/.test(element.name) || isMeta(element);
  return descendants(elements.filter(isHead));
}

/** Nodes and all they hold, without recursion. */
function descendants(nodes: readonly AnyNode[]): ReadonlySet<AnyNode> {
  const all = new Set<AnyNode>(nodes);
  for (const node of all) if (hasChildren(node)) for (const child of node.children) all.add(child as AnyNode);
  return all;
}

interface Named {
  readonly author: StatedAuthor;
  readonly element: Element;
}

/** By its class, outside the box of the text or, in some themes, at its top; else by how themes set names off. */
function authorIn(item: Item, around: readonly Element[], isBoxed: boolean): Named | undefined {
  for (const name of AUTHOR) {
    for (const element of IN_TEXT_TOO.test(name) ? item.elements : around) {
      if (!hasClass(element, name)) continue;
      const author = authorOf(withoutVerb(textOf(element, isBesideName)));
      if (author) return { author, element };
    }
  }
  // Without a box any of these may be the commenter's own emphasis.
  const element = isBoxed
    ? around.find((el) => /^(?:cite|b|strong)$/.test(el.name) || /\bexternal\b/.test(el.attribs.rel ?? ""))
    : undefined;
  const author = element && authorOf(withoutVerb(textOf(element)));
  return author ? { author, element } : undefined;
}
/** Names of classes that no text of a comment bears. */
const IN_TEXT_TOO = /^(?:fn|(?:wpd-|wc-)?comment.+)$/;

const isBesideName = (node: AnyNode): boolean =>
  isTag(node) &&
  (node.name === "time" ||
    node.name === "img" ||
    ["says", ...DATE, ...DATE_AROUND].some((name) => hasClass(node, name)));

/** "says:" in WordPress's larger translations, for themes that print it outside `.says`. */
const VERB =
  /\s(?:says|said|wrote|sagt|sagte|schreibt|schrieb|meint|dit|a dit|a écrit|dice|dijo|escribió|ha detto|schreef|zegt|diz|disse|пишет|säger|skriver)(?:\s?:)?$/iu;
const withoutVerb = (name: string): string => name.slice(0, 1000).replace(VERB, "").replace(/:$/, "").trimEnd();

function permalinkIn(
  around: readonly Element[],
  id: string,
  url: string,
): { href: string; element: Element } | undefined {
  for (const element of around) {
    const href = element.name === "a" ? element.attribs.href : undefined;
    if (!href?.endsWith(`#comment-${id}`)) continue;
    const absolute = URL.parse(href, url);
    if (absolute && /^https?:$/.test(absolute.protocol)) return { href: absolute.href, element };
  }
  return undefined;
}

interface Dated {
  readonly time: Instant;
  readonly element: Element;
}

function timeIn(
  item: Item,
  around: readonly Element[],
  link: Element | undefined,
  dates: DateContext,
): Dated | undefined {
  for (const element of around) {
    const { name, attribs } = element;
    const machine =
      name === "time"
        ? attribs.datetime
        : /^date(?:Published|Created)$/.test(attribs.itemprop ?? "")
          ? (attribs.datetime ?? attribs.content)
          : undefined;
    const read = machine === undefined ? undefined : readInstant(machine, dates.offset);
    if (read) return { time: read.precision === "d" ? withClock(read, element, dates) : read, element };
  }
  const printed = (element: Element): Dated | undefined => {
    const time = readPrintedDate(element.attribs.title ?? "", dates) ?? readPrintedDate(textOf(element), dates);
    return time ? { time, element } : undefined;
  };
  for (const name of DATE) {
    for (const element of IN_TEXT_TOO.test(name) ? item.elements : around) {
      const read = hasClass(element, name) ? printed(element) : undefined;
      if (read) return read;
    }
  }
  const time = link && (readPrintedDate(textOf(link), dates) ?? readPrintedDate(link.attribs.title ?? "", dates));
  if (time) return { time, element: link };
  // Some themes print the line below the text, within its box.
  const line = byClass(around, DATE_AROUND) ?? byClass(item.elements, DATE_AROUND);
  const inLine = line && readByline(textOf(line), dates).time;
  if (inLine) return { time: inLine, element: line };
  for (const element of around) {
    const read = element.name === "time" || element.name === "abbr" ? printed(element) : undefined;
    if (read) return read;
  }
  return undefined;
}

/** `<time datetime="2020-07-29">29.07.2020 // 12:56</time>`: the same day, told finer to people. */
function withClock(day: Instant, element: Element, dates: DateContext): Instant {
  const printed = readPrintedDate(textOf(element).slice(0, LONGEST_META), dates);
  const isSame = printed !== null && Math.abs(Date.parse(printed.at) - Date.parse(day.at)) < 1.5 * 86_400_000;
  return isSame && printed.precision !== "d" ? printed : day;
}

/** The lines of a comment without a box of its own, or of its box; furniture left out. */
function ownUnits(item: Item, box: Element | undefined, beside?: Element): readonly Unit[] {
  const own = new Set<AnyNode>(item.elements);
  const out = (element: Element): boolean =>
    !own.has(element) || (beside ? element === beside || isControl(element) : isFurniture(element));
  // A list that holds replies is a wrapper; any other is part of the text.
  const open = (element: Element): boolean =>
    OPEN.has(element.name) || element.children.some((child) => isTag(child) && !own.has(child));
  return unitsOf(box?.children ?? [...item.root.children, ...item.tails], open, out);
}
/** Wrappers; lists, quotes and tables are parts of the text. */
const OPEN = new Set("div section article header footer main dl dd dt address center".split(" "));

/** Lines around the text: all of them are about the comment. */
function readBeside(units: readonly Unit[], dates: DateContext): { name: string | null; time: Instant | null } {
  let name: string | null = null;
  let time: Instant | null = null;
  let first: string | null = null;
  for (const unit of units) {
    if (unit.text.length > 120) continue;
    const line = readByline(unit.text, dates);
    time ??= line.time;
    if (line.name === null) continue;
    if (endsWithVerb(unit.text) || line.time !== null || isNamed(unit)) name ??= line.name;
    first ??= line.name;
  }
  return { name: name ?? first, time };
}
const isNamed = (unit: Unit): boolean => unit.nodes.some((node) => isTag(node) && isName(node));

/** Everything in the box, as it is written where nothing had to be taken out. */
function boxed(box: Element, units: readonly Unit[], body: readonly Unit[]): Content {
  const isWhole = body.length === units.length && !box.children.some((child) => isTag(child) && isFurniture(child));
  return isWhole ? contentOf(box.children) : contentOfUnits(body);
}

/** Paragraphs where there are any: loose words beside them are a theme's. */
function bodyOf(units: readonly Unit[]): Content {
  const blocks = units.filter((unit) => unit.isBlock);
  return contentOfUnits(blocks.length > 0 ? blocks : units);
}

function contentOfUnits(units: readonly Unit[]): Content {
  const html = units.map((unit) => contentOf(unit.nodes).html).join("\n");
  return { html, text: textOf(units.flatMap((unit) => unit.nodes)) };
}

function isFurniture(element: Element): boolean {
  return FURNITURE_TAGS.has(element.name) || isControl(element) || isMeta(element);
}

const isMeta = (element: Element): boolean =>
  META.some((meta) => hasClass(element, meta)) && textOf(element).length <= LONGEST_META;

const isControl = (element: Element): boolean =>
  SILENT.has(element.name) ||
  (element.name === "a" && /replytocom=|#respond$/.test(element.attribs.href ?? "")) ||
  CONTROLS.some((control) => hasClass(element, control));
