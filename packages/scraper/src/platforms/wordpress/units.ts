// A comment of a theme that names nothing, cut into what stands on a line of its own; and who, when and what of these.
import type { Instant } from "@belowline/schema";
import { type AnyNode, type Element, hasChildren, isTag, isText } from "domhandler";
import { endsWithVerb, readByline } from "../../comments/byline.ts";
import type { DateContext } from "../../comments/times.ts";
import { textOf } from "../../html/text.ts";

/** One block element without blocks beside it, or a run of inline nodes between blocks and line breaks. */
export interface Unit {
  readonly nodes: readonly AnyNode[];
  readonly text: string;
  readonly isBlock: boolean;
}

const INLINE = new Set(
  "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup time tt u var".split(
    " ",
  ),
);

/** Lines of a byline are short; so are those of controls. */
const SHORT = 120;

/** Cuts nodes into units; `open` says which elements are only wrappers around more of them, `out` which to leave out. */
export function unitsOf(
  nodes: readonly AnyNode[],
  open: (element: Element) => boolean,
  out: (element: Element) => boolean,
): readonly Unit[] {
  const units: Unit[] = [];
  let run: AnyNode[] = [];
  const close = (): void => {
    const text = run.length > 0 ? textOf(run) : "";
    if (text !== "" || run.some((node) => isTag(node) && node.name === "img"))
      units.push({ nodes: run, text, isBlock: false });
    run = [];
  };
  const ahead: (AnyNode | null)[] = [...nodes].reverse();
  while (ahead.length > 0) {
    const node = ahead.pop()!;
    if (node === null) close();
    else if (isText(node)) run.push(node);
    else if (!isTag(node) || out(node)) continue;
    else if (open(node)) {
      close();
      ahead.push(null);
      for (let i = node.children.length - 1; i >= 0; i--) ahead.push(node.children[i]!);
    } else if (node.name === "br") {
      run.push(node);
      close();
    } else if (INLINE.has(node.name)) run.push(node);
    else {
      close();
      units.push({ nodes: [node], text: textOf(node), isBlock: true });
    }
  }
  close();
  return units;
}

/** What units at the edges of a comment say of it, and the units between them. */
export interface ReadUnits {
  readonly name: string | null;
  readonly time: Instant | null;
  readonly body: readonly Unit[];
}

/**
 * Takes name, date and controls off both ends. What is known already is not looked for again: a comment may itself begin
 * with "Ada said:".
 *
 * @param marks elements that bore the name and the date where these were known by their class
 */
export function readUnits(
  units: readonly Unit[],
  dates: DateContext,
  known: { readonly name: boolean; readonly time: boolean; readonly marks: ReadonlySet<AnyNode> },
): ReadUnits {
  let name: string | null = null;
  let time: Instant | null = null;
  let from = 0;
  let to = units.length;
  const isDatedUnit = (unit: Unit | undefined): boolean =>
    unit !== undefined && unit.text.length <= SHORT && readByline(unit.text, dates).time !== null;
  const take = (unit: Unit, after: Unit | undefined, atEnd: boolean): boolean => {
    if (unit.text === "" || isControl(unit)) return true;
    if (unit.text.length > SHORT) return false;
    const marked = known.marks.size > 0 && holdsAny(unit.nodes, known.marks);
    const line = readByline(unit.text, dates);
    const isDated = line.time !== null && !known.time && time === null;
    const mayName = !known.name && name === null && !atEnd;
    // A short line above the date is the name, whatever its class.
    const isAbove =
      mayName && !known.time && time === null && unit.text.length <= 60 && from + 2 < to && isDatedUnit(after);
    const isNamed = isAbove || (mayName && (endsWithVerb(unit.text) || namesSomebody(unit)));
    if (!marked && !isDated && !isNamed) return false;
    if (isDated) time = line.time;
    if (!known.name && name === null && line.name !== null && (isNamed || isDated || marked)) name = line.name;
    return true;
  };
  while (from < to && take(units[from]!, units[from + 1], false)) from++;
  while (to > from && take(units[to - 1]!, undefined, true)) to--;
  return { name, time, body: units.slice(from, to) };
}

/** A short unit that is a heading, of one link to the commenter's site, of a `cite`, or of a class that speaks of a name. */
function namesSomebody({ nodes, text }: Unit): boolean {
  if (text.length > 60) return false;
  const first = nodes.find((node) => isTag(node) || (isText(node) && node.data.trim() !== ""));
  if (first === undefined || !isTag(first)) return false;
  if (/^h[1-6]$/.test(first.name)) return true;
  if (isName(first) || first.children.some((child) => isTag(child) && isName(child))) return true;
  const bold = first.name === "p" ? first.children.find((child) => isTag(child)) : first;
  return bold !== undefined && isTag(bold) && /^(?:b|strong)$/.test(bold.name) && textOf(bold) === text;
}

/** Whether an element is one that themes print a name in. */
export const isName = ({ name, attribs }: Element): boolean =>
  name === "cite" ||
  /(?:^|\s)external(?=\s|$)/.test(attribs.rel ?? "") ||
  /(?:^|[\s_-])(?:author|name|username|commenter)(?=$|[\s_-])/i.test(attribs.class ?? "");

/** "Reply", "Quote", "#", "Edit": links that lead back to this page or to a script, and nothing else. */
function isControl({ nodes, text }: Unit): boolean {
  if (text.length > 40) return false;
  const links = linksIn(nodes);
  if (links.length === 0) return /^[\s#|·•\d.()[\]/-]*$/.test(text);
  const isOwn = (link: Element): boolean => OWN_LINK.test(link.attribs.href ?? "#");
  return links.every(isOwn) && letters(text) === links.reduce((sum, link) => sum + letters(textOf(link)), 0);
}

const OWN_LINK = /replytocom=|^#|#(?:respond|comment-\d{1,20}|div-comment-\d{1,20})$|^javascript:|action=editcomment/i;
const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

function linksIn(nodes: readonly AnyNode[]): readonly Element[] {
  const links: Element[] = [];
  walk(nodes, (node) => {
    if (isTag(node) && (node.name === "a" || node.name === "button")) links.push(node);
    return links.length < 20;
  });
  return links;
}

function holdsAny(nodes: readonly AnyNode[], marks: ReadonlySet<AnyNode>): boolean {
  let found = false;
  walk(nodes, (node) => {
    found ||= marks.has(node);
    return !found;
  });
  return found;
}

function walk(nodes: readonly AnyNode[], visit: (node: AnyNode) => boolean): void {
  const ahead: AnyNode[] = [...nodes];
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (!visit(node)) return;
    if (hasChildren(node)) for (const child of node.children) ahead.push(child as AnyNode);
  }
}
