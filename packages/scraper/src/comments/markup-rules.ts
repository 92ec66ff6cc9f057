// What an adapter for comments in the page's own markup states: selectors and patterns, no code where data will do.
import type { Votes } from "@belowline/schema";
import type { Element } from "domhandler";
import type { Page } from "../html/page.ts";
import type { Marks } from "./marks.ts";

/** "selector", "selector@attribute" or "@attribute" of the comment itself; with `match`, what its first group holds. */
export type Rule = string | { readonly at: string; readonly match: RegExp };

export interface MarkupList {
  /** Whether a page can be of this platform at all: cheap, asked on every page. */
  readonly signs: (marks: Marks, page: Page) => boolean;
  /** Selector of one comment each. */
  readonly item: string;
  /** The native id, by the first rule that finds one; an element without it is no comment. */
  readonly id: readonly Rule[];
  /** Selector of siblings after the item that belong to it, up to the next item (`dd` after `dt`). */
  readonly tail?: string;
  /** Selector of the sibling that ends it. */
  readonly lastTail?: string;
  /** The comment around it; the level of each in reading order; the id of the parent as stated; or nothing is known. */
  readonly parent:
    | "nesting"
    | "none"
    | { readonly level: (item: Element, page: Page) => number }
    | { readonly stated: readonly Rule[] };
  readonly author?: readonly Rule[];
  readonly authorKey?: readonly Rule[];
  readonly time?: readonly Rule[];
  /** Lines that tell name and date together, for what the rules above did not find. */
  readonly byline?: readonly string[];
  readonly edited?: readonly Rule[];
  /** The element that holds the text and nothing else; of several in one comment all are joined. */
  readonly text: readonly string[];
  /** Elements within the text that are no part of it. */
  readonly drop?: string;
  readonly votes?: { readonly [K in keyof Votes]?: readonly Rule[] };
  readonly permalink?: readonly Rule[];
  /** Selectors within a comment, or classes of it (`.deleted`), that say it is gone. */
  readonly gone?: string;
  /** Selector of items that are no comments (a trackback, a notice of the forum). */
  readonly apart?: string;
  /** Whether the page is nothing but its thread: a topic of a forum, whose opening post is the first of its comments. */
  readonly topic?: (marks: Marks, page: Page) => boolean;
  readonly byArticleAuthor?: string;
  /** Where the page prints the number of comments. */
  readonly announced?: readonly Rule[];
  /** Links to further pages of the thread. */
  readonly next?: string;
}
