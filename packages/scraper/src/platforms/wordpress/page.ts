// The comments that one page prints, with parents from nesting and a doubt where WordPress flattens.
import type { ParentFrom, StatedComment } from "@belowline/schema";
import type { Page } from "../../html/page.ts";
import { fieldsOf } from "./fields.ts";
import { depthOf, type Item, isHeld, isPing, itemsOf, repliable } from "./items.ts";
import { dateContext } from "./times.ts";
import { votesOf } from "./votes.ts";

export interface PrintedThread {
  readonly comments: readonly StatedComment[];
  /** Native ids of pingbacks and the like. */
  readonly apart: readonly string[];
  /** Some parents are not what the nesting says. */
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
  return {
    comments,
    apart: pings.map((item) => item.id),
    doubt: [...parents.values()].some((parent) => parent.from === "depth" || parent.from === "none"),
    newestFirst: isNewestFirst(items),
  };
}

interface StatedParent {
  readonly id: string | null;
  readonly from: ParentFrom;
}

/**
 * The parent of each comment. WordPress prints replies beyond the theme's depth (`thread_comments_depth`) at the deepest
 * level, each right after the comment it answers (`Walker_Comment::display_element`); so at that level the first child is
 * its neighbour's answer for sure and every later sibling may answer any before it. The level is the deepest one if no
 * comment on it can be replied to: WordPress prints a reply link wherever a deeper level is left.
 */
function parentsOf(items: readonly Item[]): ReadonlyMap<Item, StatedParent> {
  const parents = new Map<Item, StatedParent>();
  if (items.some((item) => item.statedParent !== undefined)) {
    for (const item of items) parents.set(item, stated(item));
    return parents;
  }
  if (items.some((item) => depthOf(item) > item.nesting)) return byDepth(items);
  const deepest = items.reduce((depth, item) => Math.max(depth, item.nesting), 0);
  const last = items.filter((item) => item.nesting === deepest);
  const flattened = !last.some(repliable) && items.length > 1;
  const withChild = new Set<Item | null>();
  for (const item of items) {
    const id = item.parent?.id ?? null;
    if (!flattened || item.nesting < deepest) parents.set(item, { id, from: "dom" });
    // All on one level and no reply link: the site may print replies flat, as `thread_comments` off does.
    else if (deepest === 1) parents.set(item, { id, from: "none" });
    else parents.set(item, { id, from: withChild.has(item.parent) ? "depth" : "dom" });
    withChild.add(item.parent);
  }
  return parents;
}

const stated = (item: Item): StatedParent =>
  item.statedParent === undefined
    ? { id: item.parent?.id ?? null, from: "dom" }
    : { id: item.statedParent, from: "id" };

/** A callback that closes its own element leaves replies beside their parents; `depth-N` is all there is. */
function byDepth(items: readonly Item[]): ReadonlyMap<Item, StatedParent> {
  const parents = new Map<Item, StatedParent>();
  const above: Item[] = [];
  for (const item of items) {
    const depth = depthOf(item);
    while (above.length > 0 && depthOf(above.at(-1)!) >= depth) above.pop();
    parents.set(item, { id: above.at(-1)?.id ?? null, from: depth === 1 ? "dom" : "depth" });
    above.push(item);
  }
  return parents;
}

function isNewestFirst(items: readonly Item[]): boolean {
  const top = items.filter((item) => item.parent === null);
  return top.length > 1 && BigInt(top[0]!.id) > BigInt(top.at(-1)!.id);
}
