// Finding elements by selector on a whole page: elements are filed by name, id and class once, so that no selector walks the tree.
import type { CheerioAPI } from "cheerio/slim";
import { compile } from "css-select";
import { isTraversal, parse, type Selector } from "css-what";
import type { Element } from "domhandler";

/** The elements of one page in document order, and by what selectors ask for. */
export interface Files {
  readonly elements: readonly Element[];
  named(name: string): readonly Element[];
  withId(id: string): readonly Element[];
  withClass(name: string): readonly Element[];
}

const NONE: readonly Element[] = [];

/** Files elements; each file is made when it is first asked for. */
export function fileElements(elements: readonly Element[]): Files {
  const by = (keysOf: (element: Element) => readonly string[]): ((key: string) => readonly Element[]) => {
    let filed: Map<string, Element[]> | undefined;
    return (key) => {
      filed ??= group(elements, keysOf);
      return filed.get(key) ?? NONE;
    };
  };
  return {
    elements,
    named: by(({ name }) => [name]),
    withId: by(({ attribs: { id } }) => (id === undefined ? [] : [id])),
    withClass: by(classesOf()),
  };
}

function group(
  elements: readonly Element[],
  keysOf: (element: Element) => readonly string[],
): ReadonlyMap<string, Element[]> & Map<string, Element[]> {
  const filed = new Map<string, Element[]>();
  for (const element of elements) {
    for (const key of keysOf(element)) {
      const known = filed.get(key);
      if (known) known.push(element);
      else filed.set(key, [element]);
    }
  }
  return filed;
}

/** The same lists of classes stand on many elements. */
function classesOf(): (element: Element) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return ({ attribs: { class: list } }) => {
    if (list === undefined) return [];
    let names = known.get(list);
    if (!names) {
      names = [...new Set(list.split(/\s+/))];
      known.set(list, names);
    }
    return names;
  };
}

/** How a selector is answered: who may match, and who does. */
interface Plan {
  readonly candidates: readonly ((files: Files) => readonly Element[])[];
  matcher(): (element: Element) => boolean;
}

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

/** Who may match, by the last part of a selector: that is what the element itself must be. */
function candidatesOf(tokens: readonly Selector[]): (files: Files) => readonly Element[] {
  const own = tokens.slice(tokens.findLastIndex(isTraversal) + 1);
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

/** Lets `$(selector)` of a page look into the files; everything else stays cheerio's own. */
export function findInFiles($: CheerioAPI, files: Files): void {
  const root = $.root()[0];
  const walk = $.fn.find;
  $.fn.find = function find(this: typeof $.fn, selector: unknown) {
    if (typeof selector === "string" && this.length === 1 && (this[0] as unknown) === root) {
      const planned = planOf(selector);
      if (planned) return this._make(findIn(files, planned));
    }
    return walk.call(this, selector as string);
  } as typeof walk;
}
