// The fields of one printed comment, in any markup: author, time, permalink and content.
import { type Instant, readInstant, type StatedAuthor } from "@belowline/schema";
import { type AnyNode, type Element, hasChildren, isTag, isText } from "domhandler";
import { type Content, contentOf, contentOfParagraphs } from "../../comments/content.ts";
import { type DateContext, readPrintedDate } from "../../comments/times.ts";
import { textOf } from "../../html/text.ts";
import { hasClass, type Item } from "./items.ts";
import { authorOf } from "./names.ts";

/** Classes that hold the author's name, the surest first. */
const AUTHOR = [
  "fn",
  "wp-block-comment-author-name",
  "wpd-comment-author",
  "comment-author-name",
  "comment-author-link",
  "author-name",
  "comment-author",
  "comment_author",
  "vcard",
];
/** Classes that hold the text and nothing else, the surest first. */
const CONTENT = [
  "comment-content",
  "wp-block-comment-content",
  "wpd-comment-text",
  "comment-text",
  "comment_text",
  "comment__content",
  "comment-entry",
  "entry-comment",
  "commenttext",
];
/** Classes that hold a date for people, the surest first. */
const DATE = ["wpd-comment-date", "comment-date", "comment_date", "comment-time", "wp-block-comment-date"];
const DATE_AROUND = ["comment-metadata", "commentmetadata", "comment-meta"];
/** What stands around the text in a comment. */
const FURNITURE = [
  ...AUTHOR,
  ...DATE,
  ...DATE_AROUND,
  "says",
  "avatar",
  "reply",
  "comment-reply-link",
  "comment-edit-link",
  "edit-link",
  "comment-awaiting-moderation",
  "children",
  "comment-likes",
  "comment-actions",
];
const FURNITURE_TAGS = new Set(["header", "footer", "form", "button", "script", "style", "time", "nav", "input"]);
const PARAGRAPHS = new Set("p blockquote ul ol pre table figure h1 h2 h3 h4 h5 h6 dl".split(" "));

export interface Fields extends Content {
  readonly author: StatedAuthor | null;
  readonly createdAt: Instant | null;
  readonly permalink: string | null;
}

export function fieldsOf(item: Item, url: string, dates: DateContext): Fields {
  const box =
    byClass(item, CONTENT) ?? item.elements.find((el) => /^(?:text|commentText)$/.test(el.attribs.itemprop ?? ""));
  const inBox = box === undefined ? undefined : descendants(box.children);
  const around =
    inBox === undefined ? item.elements : item.elements.filter((element) => element !== box && !inBox.has(element));
  const link = permalinkIn(around, item.id, url);
  const meta = link && paragraphAround(link.element, item.root);
  const content = box?.children ?? textNodes(item, meta);
  return {
    author: authorIn(item, around, content),
    createdAt: timeIn(item, around, link?.element, dates),
    permalink: link?.href ?? null,
    ...(box ? contentOf(content) : contentOfParagraphs(content)),
  };
}

function byClass(item: Item, names: readonly string[]): Element | undefined {
  for (const name of names) {
    const found = item.elements.find((element) => hasClass(element, name));
    if (found) return found;
  }
  return undefined;
}

/** Nodes and all they hold, without recursion. */
function descendants(nodes: readonly AnyNode[]): ReadonlySet<AnyNode> {
  const all = new Set<AnyNode>(nodes);
  for (const node of all) if (hasChildren(node)) for (const child of node.children) all.add(child as AnyNode);
  return all;
}

function authorIn(item: Item, around: readonly Element[], content: readonly AnyNode[]): StatedAuthor | null {
  const named = byClass({ ...item, elements: [...around] }, AUTHOR);
  if (named) return authorOf(withoutVerb(textOf(named, isBesideName)));
  // A hand-made callback: the first emphasised name or outside link before the text.
  const inContent = descendants(content);
  const isName = (el: Element) => /^(?:cite|b|strong)$/.test(el.name) || /\bexternal\b/.test(el.attribs.rel ?? "");
  const own = around.find((el) => isName(el) && !inContent.has(el));
  return own ? authorOf(withoutVerb(textOf(own))) : null;
}

const isBesideName = (node: AnyNode): boolean =>
  isTag(node) &&
  (node.name === "time" ||
    node.name === "img" ||
    ["says", ...DATE, ...DATE_AROUND].some((name) => hasClass(node, name)));

/** "says:" in WordPress's larger translations, for themes that print it outside `.says`. */
const VERB =
  /\s+(?:says|said|wrote|sagt|sagte|schreibt|schrieb|meint|dit|a dit|a écrit|dice|dijo|escribió|ha detto|schreef|zegt|diz|disse|пишет|säger|skriver)\s*:?$/iu;
const withoutVerb = (name: string): string => name.slice(0, 1000).replace(VERB, "").replace(/\s*:$/, "");

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

function timeIn(item: Item, around: readonly Element[], link: Element | undefined, dates: DateContext): Instant | null {
  for (const { name, attribs } of around) {
    const machine =
      name === "time"
        ? attribs.datetime
        : /^date(?:Published|Created)$/.test(attribs.itemprop ?? "")
          ? (attribs.datetime ?? attribs.content)
          : undefined;
    const read = machine === undefined ? undefined : readInstant(machine, dates.offset);
    if (read) return read;
  }
  for (const name of DATE) {
    for (const element of around.filter((el) => hasClass(el, name))) {
      const read = readPrintedDate(element.attribs.title ?? "", dates) ?? readPrintedDate(textOf(element), dates);
      if (read) return read;
    }
  }
  const linked = link && (readPrintedDate(textOf(link), dates) ?? readPrintedDate(link.attribs.title ?? "", dates));
  if (linked) return linked;
  const box = byClass({ ...item, elements: [...around] }, DATE_AROUND);
  return box ? readPrintedDate(textOf(box), dates) : null;
}

/** The paragraph or box of a permalink: in a hand-made callback that is the line with name and date. */
function paragraphAround(link: Element, root: Element): Element {
  let at = link;
  while (at.parent && isTag(at.parent) && at.parent !== root && !/^(?:p|div|footer|header|dt)$/.test(at.name))
    at = at.parent;
  return at;
}

/** The text of a comment without a box of its own: everything that is not furniture. */
function textNodes(item: Item, meta: Element | undefined): readonly AnyNode[] {
  const box = byClass(item, ["comment-body"]) ?? item.root;
  const own = new Set<AnyNode>(item.elements);
  const furniture = new Set<AnyNode>(item.elements.filter((element) => element === meta || isFurniture(element)));
  const around = wrappersOf(furniture, item.root);
  const kept: AnyNode[] = [];
  const ahead: AnyNode[] = [...box.children].reverse();
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (isText(node)) {
      if (node.data.trim() !== "") kept.push(node);
      continue;
    }
    if (!isTag(node) || !own.has(node) || furniture.has(node)) continue;
    if (around.has(node) || holdsReplies(node, own)) {
      for (let i = node.children.length - 1; i >= 0; i--) ahead.push(node.children[i]!);
    } else kept.push(node);
  }
  const paragraphs = kept.filter((node) => isTag(node) && PARAGRAPHS.has(node.name));
  return paragraphs.length > 0 ? paragraphs : kept;
}

function isFurniture(element: Element): boolean {
  if (FURNITURE_TAGS.has(element.name)) return true;
  if (element.name === "a" && /replytocom=|#respond$/.test(element.attribs.href ?? "")) return true;
  return FURNITURE.some((name) => hasClass(element, name));
}

/** Everything between furniture and the comment's root. */
function wrappersOf(furniture: ReadonlySet<AnyNode>, root: Element): ReadonlySet<AnyNode> {
  const around = new Set<AnyNode>();
  for (const node of furniture) {
    for (let at: AnyNode | null = node.parent; at !== null && at !== root && !around.has(at); at = at.parent)
      around.add(at);
  }
  return around;
}

/** A list of replies holds elements that are not this comment's own. */
const holdsReplies = (element: Element, own: ReadonlySet<AnyNode>): boolean =>
  element.children.some((child) => isTag(child) && !own.has(child));
