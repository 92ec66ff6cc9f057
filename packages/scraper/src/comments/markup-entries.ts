// The comment elements of a page by selectors, with their parents and with the elements that are each one's own.
import type { ParentFrom } from "@belowline/schema";
import { type Element, isTag } from "domhandler";
import { oncePerPage, type Page } from "../html/page.ts";
import { textOf } from "../html/text.ts";
import type { MarkupList, Rule } from "./markup-rules.ts";

export interface Entry {
  readonly id: string;
  readonly parent: string | null;
  readonly parentFrom: ParentFrom;
  /** Not a comment: a trackback, a notice of the forum. */
  readonly apart: boolean;
  /** Elements of its own that match, in document order, its root first. */
  all(selector: string): readonly Element[];
  value(rule: Rule): string | undefined;
  /** Whether it is, or holds as its own, such an element. */
  is(selector: string): boolean;
  /** The roots of other comments within it. */
  readonly foreign: readonly Element[];
}

interface Found {
  readonly id: string;
  readonly root: Element;
  readonly foreign: Element[];
  around: Found | undefined;
}

const entriesByList = oncePerPage(() => new Map<MarkupList, readonly Entry[]>());

/** All entries of a page in document order; of two with one id the first. Each selector is looked up once for all of them. */
export function entriesOf(page: Page, list: MarkupList): readonly Entry[] {
  const known = entriesByList(page);
  const entries = known.get(list) ?? collect(page, list);
  known.set(list, entries);
  return entries;
}

function collect(page: Page, list: MarkupList): readonly Entry[] {
  const { $ } = page;
  const roots = new Map<Element, Found>();
  const ids = new Set<string>();
  for (const root of $(list.item)) {
    if (!isTag(root)) continue;
    let id: string | undefined;
    for (const rule of list.id) {
      id ??= valueIn(rule, (selector) => (selector === "" ? root : firstTag($(root).find(selector).get(0))));
    }
    if (id === undefined || id === "" || ids.has(id)) continue;
    ids.add(id);
    roots.set(root, { id, root, foreign: [], around: undefined });
  }
  const tails = list.tail === undefined ? new Map<Element, Found>() : tailsOf(page, list.tail, list.lastTail, roots);
  const owners = new Map<Element, Found | undefined>();
  const ownerOf = (element: Element): Found | undefined => {
    const climbed: Element[] = [];
    let owner: Found | undefined;
    for (let at: Element | null = element; at !== null; at = at.parent && isTag(at.parent) ? at.parent : null) {
      if (owners.has(at)) {
        owner = owners.get(at);
        break;
      }
      climbed.push(at);
      owner = roots.get(at) ?? tails.get(at);
      if (owner) break;
    }
    for (const one of climbed) owners.set(one, owner);
    return owner;
  };
  for (const found of roots.values()) {
    const { parent } = found.root;
    found.around = parent && isTag(parent) ? ownerOf(parent) : undefined;
    found.around?.foreign.push(found.root);
  }
  const bySelector = new Map<string, Map<Found, Element[]>>();
  const all = (found: Found, selector: string): readonly Element[] => {
    if (selector === "") return [found.root];
    let matches = bySelector.get(selector);
    if (!matches) {
      matches = new Map();
      for (const element of $(selector)) {
        const owner = isTag(element) ? ownerOf(element) : undefined;
        if (!owner || !isTag(element)) continue;
        const own = matches.get(owner);
        if (own) own.push(element);
        else matches.set(owner, [element]);
      }
      bySelector.set(selector, matches);
    }
    return matches.get(found) ?? [];
  };
  const value = (found: Found, rule: Rule) => valueIn(rule, (selector) => all(found, selector)[0]);
  const parents = parentsOf([...roots.values()], list, page, value);
  return [...roots.values()].map((found) => ({
    id: found.id,
    ...parents.get(found)!,
    apart: list.apart !== undefined && all(found, list.apart).length > 0,
    all: (selector) => all(found, selector),
    value: (rule) => value(found, rule),
    is: (selector) => all(found, selector).length > 0,
    foreign: found.foreign,
  }));
}

const firstTag = (node: unknown): Element | undefined =>
  node && isTag(node as Element) ? (node as Element) : undefined;

function valueIn(rule: Rule, find: (selector: string) => Element | undefined): string | undefined {
  const { at, match } = typeof rule === "string" ? { at: rule, match: undefined } : rule;
  const [selector = "", attribute] = at.split("@");
  const element = find(selector);
  if (element === undefined) return undefined;
  const text = attribute === undefined ? textOf(element) : element.attribs[attribute];
  if (match === undefined || text === undefined) return text;
  return match.exec(text.slice(0, LONGEST_VALUE))?.[1];
}
const LONGEST_VALUE = 2000;

function tailsOf(
  { $ }: Page,
  tail: string,
  lastTail: string | undefined,
  roots: ReadonlyMap<Element, Found>,
): Map<Element, Found> {
  const isLast = new Set<unknown>(lastTail === undefined ? [] : $(lastTail).get());
  const tails = new Map<Element, Found>();
  const isTail = new Set<unknown>($(tail).get());
  for (const found of roots.values()) {
    for (let next = found.root.next; next; next = next.next) {
      if (!isTag(next)) continue;
      if (!isTail.has(next) || roots.has(next)) break;
      tails.set(next, found);
      if (isLast.has(next)) break;
    }
  }
  return tails;
}

interface StatedParent {
  readonly parent: string | null;
  readonly parentFrom: ParentFrom;
}

function parentsOf(
  all: readonly Found[],
  { parent: rule }: MarkupList,
  page: Page,
  value: (found: Found, rule: Rule) => string | undefined,
): ReadonlyMap<Found, StatedParent> {
  const parents = new Map<Found, StatedParent>();
  const open: { readonly id: string; readonly level: number }[] = [];
  for (const found of all) {
    if (rule === "none") parents.set(found, { parent: null, parentFrom: "none" });
    else if (rule === "nesting") parents.set(found, { parent: found.around?.id ?? null, parentFrom: "dom" });
    else if ("stated" in rule) {
      let parent: string | undefined;
      for (const one of rule.stated) parent ??= value(found, one);
      // One that says nothing may still lie within the one it answers.
      if (parent === undefined && found.around) parents.set(found, { parent: found.around.id, parentFrom: "dom" });
      else parents.set(found, { parent: parent ?? null, parentFrom: "id" });
    } else {
      const level = rule.level(found.root, page);
      while (open.length > 0 && open.at(-1)!.level >= level) open.pop();
      parents.set(found, { parent: open.at(-1)?.id ?? null, parentFrom: "dom" });
      open.push({ id: found.id, level });
    }
  }
  return parents;
}
