// The parts of one record by their markup: the box of the text, the author's and the time's elements, the furniture.
import { cleanLine, type Instant } from "@belowline/schema";
import { type AnyNode, type Element, hasChildren, isTag, isText } from "domhandler";
import { latinDigits, readRelativeDate } from "../../html/relative-date.ts";
import { SILENT, textOf } from "../../html/text.ts";
import { endingNumber } from "../../html/trim.ts";
import { readByline } from "../byline.ts";
import { type DateContext, findPrintedDate, readPrintedDate } from "../times.ts";
import { AUTHOR, BODY, FURNITURE, isControlLine, USER_HREF } from "./lexicon.ts";
import { readMachineTime } from "./machine-time.ts";
import { isAuthor as isStatedAuthor, isName as isStatedName, isText as isStatedText } from "./standards.ts";

/** A date within a line and where it stands: full, or a distance from now. */
export function lineDate(line: string, dates: DateContext): { time: Instant; from: number; to: number } | null {
  const text = latinDigits(line).replace(/(\d{4})년\s?(\d{1,2})월\s?(\d{1,2})일/, "$1-$2-$3");
  const found = findPrintedDate(text, dates);
  if (found) return found;
  const relative = readRelativeDate(text, dates.now, dates.offset);
  if (relative) return { time: relative, from: 0, to: text.length };
  // "Ada · vor 2 Stunden": a distance within a line.
  for (const part of text.split(/\s[|·•–—-]\s|[|·•,(]/u)) {
    const time = part === text ? null : readRelativeDate(part, dates.now, dates.offset);
    if (time) return { time, from: text.indexOf(part), to: text.indexOf(part) + part.length };
  }
  return null;
}

/** A comment of more elements than this is read without a look at the rest of them. */
const MOST_ELEMENTS = 2000;

export function elementsOf(roots: readonly AnyNode[], isForeign: (node: AnyNode) => boolean): readonly Element[] {
  const found: Element[] = [];
  const own = new Set(roots);
  const ahead = [...roots].reverse();
  for (let node = ahead.pop(); node !== undefined && found.length < MOST_ELEMENTS; node = ahead.pop()) {
    if (!isTag(node) || (isForeign(node) && !own.has(node))) continue;
    found.push(node);
    if (SILENT.has(node.name)) continue;
    for (let i = node.children.length - 1; i >= 0; i--) ahead.push(node.children[i]!);
  }
  return found;
}

const wordsOf = ({ attribs }: Element): string =>
  `${attribs.class ?? ""} ${attribs.itemprop ?? ""} ${idWord(attribs.id)}`.slice(0, 400);
function idWord(id = ""): string {
  const at = endingNumber(id);
  return at < 0 ? id : id.slice(0, /[-_]/.test(id[at - 1] ?? "") ? at - 1 : at);
}

/** "sig_text", "signature-content": what a forum prints below each post of a member. */
const SIGNATURE = /(?:^|[-_ ])sig(?:nature)?(?:$|[-_ ])/i;

/** The box of the text: named so, and of several the one that is not within another and holds most. */
export function bodyOf(elements: readonly Element[], roots: readonly AnyNode[]): Element | undefined {
  let chosen: Element | undefined;
  let most = 0;
  const inner: Element[] = [];
  for (const element of elements) {
    if (!/^(?:div|p|section|span|dd|td|blockquote|article|li|font)$/.test(element.name)) continue;
    const { class: names } = element.attribs;
    if (isStatedText(element.attribs) || /(?:^|\s)(?:e-content|p-content|entry-content)(?:\s|$)/.test(names ?? ""))
      return element;
    // `li#message_12` is the whole record, whatever it is named.
    const words = wordsOf(element);
    if (roots.includes(element) || !BODY.test(words) || SIGNATURE.test(words)) continue;
    const length = quickLength(element);
    if (
      length > 0 &&
      (chosen === undefined || (length > most * 0.6 && isWithin(element, chosen)) || length > most * 1.2)
    ) {
      chosen = element;
      most = length;
    } else if (length > 0 && chosen !== undefined && isWithin(element, chosen)) inner.push(element);
  }
  // In forums `.postbody` may hold the member's details beside `.postmsg`: a text names no author.
  const box = chosen;
  if (box === undefined || inner.length === 0 || !/post/i.test(wordsOf(box))) return box;
  const names = elements.filter((element) => authorWorth(element) >= 4 && isWithin(element, box));
  const apart = inner.filter((element) => !names.some((name) => name === element || isWithin(name, element)));
  return names.length === 0 ? box : (apart.find((element) => isWithin(element, box)) ?? box);
}

function isWithin(inner: AnyNode, outer: AnyNode): boolean {
  for (
    let at: AnyNode | null = inner.parent as AnyNode | null, steps = 0;
    at !== null && steps < 40;
    at = at.parent as AnyNode | null, steps++
  )
    if (at === outer) return true;
  return false;
}

/** Nodes looked at to weigh a box. */
const MOST_LOOKED = 800;
function quickLength(element: Element): number {
  let length = 0;
  let looked = 0;
  const ahead: AnyNode[] = [element];
  for (let node = ahead.pop(); node !== undefined && looked < MOST_LOOKED; node = ahead.pop()) {
    looked++;
    if (isText(node)) length += node.data.trim().length;
    else if (isTag(node) && !SILENT.has(node.name)) for (const child of node.children) ahead.push(child);
  }
  return length;
}

export function within(root: Element): ReadonlySet<AnyNode> {
  const all = new Set<AnyNode>([root]);
  for (const node of all) if (hasChildren(node)) for (const child of node.children) all.add(child as AnyNode);
  return all;
}

/** Everything that is furniture by its name: text nodes within, so that a line is judged by its parts. */
export function furnitureOf(
  elements: readonly Element[],
  body: Element | undefined,
  author: Element | undefined,
  time: Element | undefined,
): ReadonlySet<AnyNode> {
  const found = new Set<AnyNode>();
  for (const element of elements) {
    const isFurniture =
      element === author ||
      element === time ||
      /^(?:time|button|label|form|nav)$/.test(element.name) ||
      (/^(?:footer|header)$/.test(element.name) && body !== undefined) ||
      FURNITURE.test(wordsOf(element));
    if (!isFurniture || element === body || found.has(element)) continue;
    if (body !== undefined && isWithin(body, element)) continue;
    const length = quickLength(element);
    if (length > 300 && !/sig/i.test(wordsOf(element))) continue;
    if (body === undefined && length > 120 && !/meta|sig|action|info/i.test(wordsOf(element))) continue;
    for (const node of within(element)) found.add(node);
  }
  return found;
}

export function authorElement(
  elements: readonly Element[],
  inBody: ReadonlySet<AnyNode> | undefined,
): Element | undefined {
  let best: Element | undefined;
  let most = 0;
  for (const element of elements) {
    if (inBody?.has(element)) continue;
    const worth = authorWorth(element);
    if (worth <= most) continue;
    const length = quickLength(element);
    if (length === 0 || length > 80) continue;
    best = element;
    most = worth;
  }
  return best;
}

function authorWorth({ name, attribs }: Element): number {
  const words = `${attribs.class ?? ""} ${idWord(attribs.id)}`;
  if (isStatedName(attribs)) return 9;
  if (isStatedAuthor(attribs)) return 8;
  if (/(?:^|\s)(?:fn|p-author|p-name)(?:\s|$)/.test(words)) return 9;
  if (
    /(?:author|user|commenter|poster|nick|display|member|screen|u)[-_]?name|(?:^|[\s_-])nick(?:name)?(?:\s|$)/i.test(
      words,
    )
  )
    return 8;
  if (
    /comment[-_]{0,2}author|comment[-_]{0,2}user|(?:^|\s)(?:author|username|user|commenter|poster)(?:\s|$)/i.test(words)
  )
    return 7;
  if (name === "a" && /(?:^|\s)author(?:\s|$)/.test(attribs.rel ?? "")) return 7;
  if (name === "cite") return 6;
  if (AUTHOR.test(words) && !/date|time/i.test(words)) return 5;
  if (name === "a" && USER_HREF.test(attribs.href ?? "")) return 4;
  if (name === "a" && /nofollow/.test(attribs.rel ?? "") && /^https?:/.test(attribs.href ?? "")) return 3;
  return 0;
}

/** What stands beside a name in the author's element: when it was, where they live, what they do here. */
const NO_NAME =
  /(?:^|[-_ ])(?:date|time|says|location|place|city|town|ort|wohnort|lieu|ciudad|role|badge|rank)(?:$|[-_ ])/i;

export function nameIn(element: Element, dates: DateContext): string | null {
  const isOther = (node: AnyNode): boolean =>
    isTag(node) && (node.name === "time" || NO_NAME.test(node.attribs.class ?? ""));
  const text = cleanLine(textOf(element, isOther));
  return text === "" || isControlLine(text) ? null : readByline(text, dates).name;
}

interface Timed {
  readonly element: Element;
  readonly time: Instant;
}

export function timeElement(
  elements: readonly Element[],
  inBody: ReadonlySet<AnyNode> | undefined,
  dates: DateContext,
): Timed | undefined {
  for (const element of elements) {
    if (inBody?.has(element)) continue;
    const time = readMachineTime(element, dates);
    if (time) return { element, time };
  }
  for (const element of elements) {
    if (inBody?.has(element)) continue;
    const isNamed =
      /(?:^|[-_ ])(?:date|time|timestamp|posted|published|when|datum|datetime|age|created)(?:$|[-_ ])|(?:date|time)(?:$| )/i.test(
        wordsOf(element),
      ) || element.name === "time";
    if (!isNamed) continue;
    const title = element.attribs.title;
    const titled = title !== undefined && title.length <= 80 ? readPrintedDate(title, dates) : null;
    if (titled) return { element, time: titled };
    const text = quickLength(element) <= 100 ? cleanLine(textOf(element)) : "";
    const read = text === "" ? null : lineDate(text, dates);
    if (read) return { element, time: read.time };
  }
  return undefined;
}
