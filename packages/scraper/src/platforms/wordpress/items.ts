// The comment elements of a page, each with the elements that are its own and not a reply's.
import { type AnyNode, type Element, isTag } from "domhandler";
import { oncePerPage } from "../../html/page.ts";

/** One printed comment. Every markup that WordPress ever printed keeps `comment-ID`: its reply script needs it. */
export class Item {
  readonly id: string;
  /** The outermost element of the comment; its replies are within it. */
  readonly root: Element;
  /** The comment around it. */
  readonly parent: Item | null;
  /** The parent's native id, where the plugin states it (wpDiscuz). */
  readonly statedParent: string | null | undefined;
  /** 1 at the top, by nesting. */
  readonly nesting: number;
  /** Elements beside the root that belong to it: Thesis prints the name in a `dt` and the text in the `dd` after it. */
  readonly tails: Element[] = [];
  /** Elements of its own, in document order, its root left out. */
  readonly elements: Element[] = [];
  /** Class names of the elements that bear its id. */
  readonly classes = new Set<string>();

  constructor({ id, statedParent }: Named, root: Element, parent: Item | null) {
    this.id = id;
    this.statedParent = statedParent;
    this.root = root;
    this.parent = parent;
    this.nesting = (parent?.nesting ?? 0) + 1;
  }
}

const ID = /^(?:li-|div-)?comment-([1-9]\d{0,19})$/;
/** wpDiscuz, since version 7 and before. */
const WPDISCUZ = /^(?:wpd|wc)-comm-([1-9]\d{0,19})_(\d{1,20})$/;
/** A theme may name the id a few elements further in: `li.comment > article > div#comment-7`. */
const LOOK_AHEAD = 12;

/** All printed comments of a page, pingbacks too, in document order; of two with one id the first. */
export const itemsOf = oncePerPage(({ elements }) => collect(elements));

function collect(elements: readonly Element[]): readonly Item[] {
  const items = new Map<string, Item>();
  /** The comment that an element is in. */
  const owners = new Map<AnyNode, Item>();
  for (const element of elements) {
    let owner = element.parent === null ? undefined : owners.get(element.parent);
    const named = nameOf(element);
    if (named && named.id !== owner?.id) {
      owner = new Item(named, element, owner ?? null);
      if (!items.has(named.id)) items.set(named.id, owner);
    } else {
      const term = element.name === "dd" ? termOf(element, items) : undefined;
      if (term) {
        owner = term;
        term.tails.push(element);
      }
      owner?.elements.push(element);
    }
    if (owner === undefined) continue;
    owners.set(element, owner);
    if (named) for (const name of classesOf(element)) owner.classes.add(name);
  }
  return [...items.values()];
}

/** The comment whose `dt` stands before this `dd`, with nothing but other `dd`s between. */
function termOf(definition: Element, items: ReadonlyMap<string, Item>): Item | undefined {
  let looked = 0;
  for (let before = definition.prev; before && looked < LOOK_AHEAD; before = before.prev) {
    if (!isTag(before)) continue;
    looked++;
    if (before.name === "dd") continue;
    const named = before.name === "dt" ? readName(before) : undefined;
    const item = named && items.get(named.id);
    return item?.root === before ? item : undefined;
  }
  return undefined;
}

interface Named {
  readonly id: string;
  readonly statedParent: string | null | undefined;
}

function nameOf(element: Element): Named | undefined {
  const own = readName(element);
  if (
    own ||
    element.name !== "li" ||
    !/(?:^|\s)(?:comment|pingback|trackback|depth-\d+)(?:\s|$)/.test(element.attribs.class ?? "")
  )
    return own;
  // The id is further in, but the replies are in this li: the li is the comment.
  const ahead = [...element.children].reverse();
  for (let looked = 0, node = ahead.pop(); node !== undefined && looked < LOOK_AHEAD; node = ahead.pop()) {
    if (!isTag(node)) continue;
    looked++;
    if (node.name === "li") return undefined;
    const name = readName(node);
    if (name) return name;
    for (let i = node.children.length - 1; i >= 0; i--) ahead.push(node.children[i]!);
  }
  return undefined;
}

/** An anchor or a heading may bear the id as a link target only; it holds no comment. */
const TARGETS = new Set(["a", "span", "h1", "h2", "h3", "h4", "h5", "h6", "time", "input", "iframe"]);

function readName(element: Element): Named | undefined {
  const id = element.attribs.id;
  if (id === undefined || TARGETS.has(element.name)) return undefined;
  const plain = ID.exec(id);
  if (plain) return { id: plain[1]!, statedParent: undefined };
  const wpDiscuz = WPDISCUZ.exec(id);
  return wpDiscuz ? { id: wpDiscuz[1]!, statedParent: wpDiscuz[2] === "0" ? null : wpDiscuz[2]! } : undefined;
}

const classesOf = (element: Element): readonly string[] => (element.attribs.class ?? "").split(/\s+/);

/** Asked a hundred times of each element of a comment: most have no such word at all. */
export function hasClass({ attribs }: Element, name: string): boolean {
  const list = attribs.class;
  if (list === undefined || !list.includes(name)) return false;
  return list.length === name.length || ` ${list.replace(/\s/g, " ")} `.includes(` ${name} `);
}

/** Pingbacks, trackbacks and webmentions are other sites' links, not comments. */
export const isPing = (item: Item): boolean =>
  item.classes.has("pingback") || item.classes.has("trackback") || item.classes.has("webmention");

/** Shown to its own author only, before a moderator has seen it. */
export const isHeld = (item: Item): boolean =>
  item.elements.some((element) => hasClass(element, "comment-awaiting-moderation"));

/** `depth-N` of the comment, else its nesting. */
export function depthOf(item: Item): number {
  for (const name of item.classes) {
    const depth = /^depth-([1-9]\d{0,3})$/.exec(name)?.[1];
    if (depth !== undefined) return Number(depth);
  }
  return item.nesting;
}

export const repliable = (item: Item): boolean =>
  item.elements.some(
    (element) =>
      hasClass(element, "comment-reply-link") ||
      hasClass(element, "comment-reply-login") ||
      (element.name === "a" && (element.attribs.href ?? "").includes("replytocom=")),
  );
