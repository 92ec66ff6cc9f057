// Which ids, classes and generator a page bears: gathered once, so that asking many platforms costs one walk of the page.
import { type AnyNode, hasChildren, isTag } from "domhandler";
import type { Page } from "../html/page.ts";

export interface Marks {
  /** Ids with each run of digits as one `#`: `comment-#` stands for `comment-17`. */
  readonly ids: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  /** `<meta name="generator">` in lower case; empty where there is none. */
  readonly generator: string;
  /** A style sheet, script or image lies in a folder that WordPress has. */
  readonly wordpressFolder: boolean;
}

/** WordPress prints ids and classes that other systems print too, and beside them these, which no other does. */
export const bearsWordPress = ({ ids, classes, generator }: Marks): boolean =>
  generator.includes("wordpress") ||
  ids.has("commentform") ||
  ids.has("comment_post_ID") ||
  ["thread-even", "comment-reply-link", "wp-block-comment-template"].some((name) => classes.has(name));

const known = new WeakMap<Page, Marks>();

/** The marks of a page; walks without recursion and only once. */
export function marksOf(page: Page): Marks {
  let marks = known.get(page);
  if (!marks) {
    marks = gather(page.$.root()[0]!);
    known.set(page, marks);
  }
  return marks;
}

/** Longer ones are no names that a publishing system gives. */
const LONGEST_ID = 100;
const LONGEST_CLASS = 1000;

function gather(document: AnyNode): Marks {
  const ids = new Set<string>();
  const classes = new Set<string>();
  const classLists = new Set<string>();
  let generator = "";
  let wordpressFolder = false;
  const ahead: AnyNode[] = [document];
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (isTag(node)) {
      const { id, class: list, name, content } = node.attribs;
      if (id !== undefined && id.length <= LONGEST_ID) ids.add(id.replace(/\d+/g, "#"));
      if (list !== undefined && list.length <= LONGEST_CLASS) classLists.add(list);
      if (!wordpressFolder && (node.name === "link" || node.name === "script" || node.name === "img")) {
        wordpressFolder = /\/wp-(?:content|includes)\//.test(
          (node.attribs.href ?? node.attribs.src ?? "").slice(0, 500),
        );
      }
      if (node.name === "meta" && name?.toLowerCase() === "generator") generator += ` ${(content ?? "").toLowerCase()}`;
    }
    if (hasChildren(node)) for (const child of node.children) ahead.push(child as AnyNode);
  }
  for (const list of classLists) for (const name of list.split(/\s+/)) classes.add(name);
  return { ids, classes, generator: generator.trim(), wordpressFolder };
}
