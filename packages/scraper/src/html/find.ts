// Finding elements by selector on a whole page: elements are filed by name, id, class and attribute once, so that no selector walks the tree.
import { type Cheerio, load } from "cheerio/slim";
import { compile } from "css-select";
import { isTraversal, parse, type Selector } from "css-what";
import type { AnyNode, Document, Element } from "domhandler";

/** The elements of one page in document order, and by what selectors ask for. */
export interface Files {
  readonly elements: readonly Element[];
  named(name: string): readonly Element[];
  withId(id: string): readonly Element[];
  withClass(name: string): readonly Element[];
  withAttribute(name: string): readonly Element[];
}

const NONE: readonly Element[] = [];

/** Files elements; each file is made when it is first asked for. */
export function fileElements(elements: readonly Element[]): Files {
  const by = (keysOf: (element: Element, file: (key: string) => void) => void) => {
    let filed: Map<string, Element[]> | undefined;
    return (key: string): readonly Element[] => {
      filed ??= group(elements, keysOf);
      return filed.get(key) ?? NONE;
    };
  };
  return {
    elements,
    named: by(({ name }, file) => file(name)),
    withId: by(({ attribs: { id } }, file) => id !== undefined && file(id)),
    withClass: by(classesOf()),
    withAttribute: by(({ attribs }, file) => {
      for (const name in attribs) file(name);
    }),
  };
}

function group(
  elements: readonly Element[],
  keysOf: (element: Element, file: (key: string) => void) => void,
): Map<string, Element[]> {
  const filed = new Map<string, Element[]>();
  let element: Element;
  const file = (key: string): void => {
    const known = filed.get(key);
    if (known) known.push(element);
    // As in parse.ts: no literal.
    else filed.set(key, Array.of(element));
  };
  for (element of elements) keysOf(element, file);
  return filed;
}

/** The same lists of classes stand on many elements. */
function classesOf(): (element: Element, file: (key: string) => void) => void {
  const known = new Map<string, readonly string[]>();
  return ({ attribs: { class: list } }, file) => {
    if (list === undefined) return;
    let names = known.get(list);
    if (!names) {
      names = [...new Set(list.split(/\s+/))];
      known.set(list, names);
    }
    for (const name of names) file(name);
  };
}

/** How a selector is answered: who may match, and who does. */
interface Plan {
  readonly candidates: readonly Pick[];
  matcher(): (element: Element) => boolean;
}
type Pick = (files: Files) => readonly Element[];

/** By selector; null where a selector is for cheerio alone. The packages ask the same few hundred of every page. */
const plans = new Map<string, Plan | null>();
const MOST_PLANS = 5000;

function planOf(selector: string): Plan | null {
  const known = plans.get(selector);
  if (known !== undefined) return known;
  const made = plan(selector);
  if (plans.size < MOST_PLANS) plans.set(selector, made);
  return made;
}

function plan(selector: string): Plan | null {
  const alternatives = parse(selector);
  // Positions (":first") are cheerio's own, and ":scope" needs a context.
  if (alternatives.some((tokens) => tokens.some(({ type }) => type === "pseudo" || type === "pseudo-element")))
    return null;
  const candidates = alternatives.map(candidatesOf);
  // A matcher remembers which ancestors fail: of elements of one page only.
  const remembers = alternatives.some((tokens) => tokens.some(({ type }) => type === "descendant"));
  const make = (): ((element: Element) => boolean) => compile<Element, Element>(selector);
  if (remembers) return { candidates, matcher: make };
  const matches = make();
  return { candidates, matcher: () => matches };
}

/** Who may match: what the last part of a selector asks of the element itself; nobody where a part before it is nowhere. */
function candidatesOf(tokens: readonly Selector[]): Pick {
  const parts: Selector[][] = [[]];
  for (const token of tokens) {
    if (isTraversal(token)) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  const own = pickOf(parts.pop()!);
  const others = parts.map(pickOf);
  if (others.length === 0) return own;
  return (files) => (others.some((pick) => pick(files).length === 0) ? NONE : own(files));
}

/** The smallest file that holds all who match one part of a selector. */
function pickOf(own: readonly Selector[]): Pick {
  const exact = (name: string, action: string): string | undefined => {
    for (const token of own) {
      if (token.type !== "attribute" || token.name !== name || token.action !== action) continue;
      if (token.ignoreCase !== true && token.value !== "" && !/\s/.test(token.value)) return token.value;
    }
    return undefined;
  };
  const id = exact("id", "equals");
  if (id !== undefined) return (files) => files.withId(id);
  const className = exact("class", "element");
  if (className !== undefined) return (files) => files.withClass(className);
  for (const token of own) {
    if (token.type !== "tag") continue;
    const name = token.name.toLowerCase();
    return (files) => files.named(name);
  }
  for (const token of own) {
    if (token.type !== "attribute" || token.action === "not") continue;
    const name = token.name.toLowerCase();
    return (files) => files.withAttribute(name);
  }
  return (files) => files.elements;
}

function findIn(files: Files, { candidates, matcher }: Plan): Element[] {
  const lists = candidates.map((pick) => pick(files)).filter((list) => list.length > 0);
  const [first, second] = lists;
  if (!first) return [];
  if (!second) return first.filter(matcher());
  const matches = matcher();
  if (lists.includes(files.elements)) return files.elements.filter(matches);
  const found = new Set<Element>();
  for (const list of lists) for (const element of list) if (matches(element)) found.add(element);
  return found.size === 0 ? [] : files.elements.filter((element) => found.has(element));
}

type Nodes<T extends AnyNode> = T | readonly T[] | Cheerio<T>;

/** What pages are searched with, as cheerio's `$`: a selector finds on the whole page or within something, nodes are wrapped. */
export interface Find {
  (selector: string, within?: string | Nodes<AnyNode>): Cheerio<Element>;
  <T extends AnyNode>(nodes: Nodes<T>): Cheerio<T>;
  root(): Cheerio<Document>;
  /** The markup of a node, or of the whole page. */
  html(node?: AnyNode): string;
}

/**
 * One for all pages, with no tree of its own: each `load` makes classes, which hold their page until a full collection of the
 * memory, long after it is read.
 */
const cheerio = load("");

/** Selectors of a page, each answered once from its files; those that need more than files are cheerio's own. */
export function finderOf(document: Document, files: Files): Find {
  const known = new Map<string, Element[]>();
  const find = (wanted: string | Nodes<AnyNode>, within?: string | Nodes<AnyNode>): Cheerio<AnyNode> => {
    if (typeof wanted !== "string") return cheerio(wanted as AnyNode);
    if (within !== undefined) return find(within).find(wanted);
    const plan = planOf(wanted);
    if (!plan) return cheerio(document).find(wanted);
    const found = known.get(wanted) ?? findIn(files, plan);
    known.set(wanted, found);
    return cheerio(found);
  };
  const root = () => cheerio(document);
  const html = (node: AnyNode = document): string => cheerio.html(node);
  return Object.assign(find, { root, html }) as Find;
}
