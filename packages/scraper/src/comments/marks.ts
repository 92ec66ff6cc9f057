// Which ids, classes and generator a page bears: gathered once, so that asking many platforms costs one walk of the page.
import { oncePerPage, type Page } from "../html/page.ts";

export interface Marks {
  /** Ids with each run of digits as one `#`: `comment-#` stands for `comment-17`. */
  readonly ids: ReadonlySet<string>;
  readonly classes: Page["classes"];
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

/** The marks of a page; gathered only once. */
export const marksOf = oncePerPage(gather);

/** A longer one is no name that a publishing system gives. */
const LONGEST_ID = 100;

function gather({ elements, classes }: Page): Marks {
  const ids = new Set<string>();
  let generator = "";
  let wordpressFolder = false;
  for (const { name, attribs } of elements) {
    const { id } = attribs;
    if (id !== undefined && id.length <= LONGEST_ID) ids.add(/\d/.test(id) ? id.replace(/\d+/g, "#") : id);
    if (!wordpressFolder && (name === "link" || name === "script" || name === "img"))
      wordpressFolder = /\/wp-(?:content|includes)\//.test((attribs.href ?? attribs.src ?? "").slice(0, 500));
    if (name === "meta" && attribs.name?.toLowerCase() === "generator")
      generator += ` ${(attribs.content ?? "").toLowerCase()}`;
  }
  return { ids, classes, generator: generator.trim(), wordpressFolder };
}
