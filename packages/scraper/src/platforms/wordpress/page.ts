// The comments that one page prints, with parents from nesting and a doubt where WordPress flattens.
import type { ParentFrom, StatedComment } from "@belowline/schema";
import { isZoneless } from "../../comments/clock.ts";
import { dateContext } from "../../comments/times.ts";
import type { Page } from "../../html/page.ts";
import { fieldsOf } from "./fields.ts";
import { depthOf, type Item, isHeld, isPing, itemsOf, repliable } from "./items.ts";
import { votesOf } from "./votes.ts";

export interface PrintedThread {
  readonly comments: readonly StatedComment[];
  /** Native ids of pingbacks and the like. */
  readonly apart: readonly string[];
  /** Some parents may not be what the nesting says, or times lack their zone: the feed knows both. */
  readonly doubt: boolean;
  /** The newest comment stands first (`comment_order` desc). */
  readonly newestFirst: boolean;
}

export function readPage(page: Page): PrintedThread {
  const dates = dateContext(page);
  const printed = itemsOf(page).filter((item) => !isHeld(item));
  const pings = printed.filter(isPing);
  const items = printed.filter((item) => !isPing(item));
  const parents = parentsOf(items);
  const comments = items.map((item): StatedComment => {
    const parent = parents.get(item)!;
    return {
      nativeId: item.id,
      parent: parent.id,
      parentFrom: parent.from,
      ...fieldsOf(item, page.url, dates),
      byArticleAuthor: item.classes.has("bypostauthor"),
      state: "visible",
      votes: votesOf(item),
    };
  });
  const unsure = [...parents.values()].some((parent) => parent.from === "depth" || parent.from === "none");
  const zoneless = !dates.offsetStated && comments.some((comment) => isZoneless(comment.createdAt));
  return {
    comments,
    apart: pings.map((item) => item.id),
    doubt: unsure || zoneless,
    newestFirst: isNewestFirst(items),
  };
}

interface StatedParent {
  readonly id: string | null;
  readonly from: ParentFrom;
}

/**
 * The parent of each comment. WordPress prints replies beyond the theme's depth (`thread_comments_depth`) at the deepest
 * level, each right after the comment it answers (`Walker_Comment::display_element`); so at that level the first child
 * answers the comment above for sure, and every later sibling may answer any before it. The level is the deepest one if
 * no comment on it can be replied to: WordPress prints a reply link wherever a deeper level is left.
 */
function parentsOf(items: readonly Item[]): ReadonlyMap<Item, StatedParent> {
  const parents = new Map<Item, StatedParent>();
  const { above, level } = nestingOf(items);
  const deepest = items.reduce((depth, item) => Math.max(depth, level(item)), 0);
  const flattened = items.length > 1 && !items.some((item) => level(item) === deepest && repliable(item));
  const withChild = new Set<Item | null>();
  for (const item of items) {
    const parent = above(item);
    const id = parent?.id ?? null;
    if (item.statedParent !== undefined) parents.set(item, { id: item.statedParent, from: "id" });
    else if (!flattened || level(item) < deepest) parents.set(item, { id, from: "dom" });
    // All on one level and no reply link: the site may print replies flat, as `thread_comments` off does.
    else if (deepest === 1) parents.set(item, { id, from: "none" });
    else parents.set(item, { id, from: withChild.has(parent) ? "depth" : "dom" });
    withChild.add(parent);
  }
  return parents;
}

interface Nesting {
  readonly above: (item: Item) => Item | null;
  readonly level: (item: Item) => number;
}

/**
 * Nesting of elements, or `depth-N` in document order where that says more: block themes print what is too deep as an
 * `li` directly within an `li`, which every parser closes at once, and some callbacks close their element themselves.
 */
function nestingOf(items: readonly Item[]): Nesting {
  if (!items.some((item) => depthOf(item) > item.nesting)) {
    return { above: (item) => item.parent, level: (item) => item.nesting };
  }
  const parents = new Map<Item, Item | null>();
  const open: Item[] = [];
  for (const item of items) {
    while (open.length > 0 && depthOf(open.at(-1)!) >= depthOf(item)) open.pop();
    parents.set(item, open.at(-1) ?? null);
    open.push(item);
  }
  return { above: (item) => parents.get(item) ?? null, level: depthOf };
}

function isNewestFirst(items: readonly Item[]): boolean {
  const top = items.filter((item) => depthOf(item) === 1);
  return top.length > 1 && BigInt(top[0]!.id) > BigInt(top.at(-1)!.id);
}
