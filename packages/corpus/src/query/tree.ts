// treeOf(): comments of one thread as a tree that never breaks, whatever their parents say.
import type { CommentRecord, ThreadRecord } from "@belowline/schema";
import { displayed } from "../display/display.ts";

/** The least that a tree has to know of a comment. */
export interface Linked {
  readonly id: string;
  readonly parentId: string | null;
  readonly position: number;
}

/** A thread as a tree. All lists are in reading order. */
export interface ThreadTree<C extends Linked = CommentRecord> {
  readonly thread: ThreadRecord;
  readonly comments: readonly C[];
  /** Top-level comments, and those whose parent is not here. */
  readonly roots: readonly C[];
  get(id: string): C | undefined;
  /** The comment answered; undefined for a root. */
  parent(id: string): C | undefined;
  /** From 1 for a root, as the tree has it: comments.depth is what the walk settled. */
  depth(id: string): number;
  /** Direct replies. */
  children(id: string): readonly C[];
  /** All replies below, depth first. */
  descendants(id: string): readonly C[];
  /** The comment with all replies below, as a tree of its own in which it is the root. */
  subtree(id: string): ThreadTree<C> | undefined;
  /** From the parent up to the root. */
  ancestors(id: string): readonly C[];
  /** Every conversation from a root down to a comment without replies; lazily, for a deep thread has many. */
  paths(): Iterable<readonly C[]>;
}

/**
 * A parent that is not here, that is the comment itself, or that would close a circle counts as none. Nothing recurses:
 * threads may be thousands deep.
 */
export function treeOf<C extends Linked>(
  thread: ThreadRecord,
  given: readonly C[],
  guessed: ReadonlyMap<string, string> = new Map(),
): ThreadTree<C> {
  const comments = [...given].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const places = new Map<string, number>();
  for (let i = 0; i < comments.length; i++) places.set(comments[i]!.id, i);
  const parents = parentsOf(comments, places, guessed);
  const children = new Map<number, C[]>();
  const roots: C[] = [];
  const depths = new Int32Array(comments.length);
  for (let i = 0; i < comments.length; i++) {
    const parent = parents[i]!;
    if (parent === ROOT) roots.push(comments[i]!);
    else {
      const siblings = children.get(parent);
      if (siblings) siblings.push(comments[i]!);
      else children.set(parent, [comments[i]!]);
    }
    setDepth(depths, parents, i);
  }
  const childrenOf = (id: string): readonly C[] => children.get(places.get(id) ?? ROOT) ?? [];
  const parentOf = (place: number | undefined): number => (place === undefined ? ROOT : parents[place]!);
  const tree: ThreadTree<C> = {
    thread,
    comments,
    roots,
    get: (id) => comments[places.get(id) ?? ROOT],
    parent: (id) => comments[parentOf(places.get(id))],
    depth: (id) => depths[places.get(id) ?? ROOT] ?? 0,
    children: childrenOf,
    descendants(id) {
      const below: C[] = [];
      const stack = [...childrenOf(id)].reverse();
      while (stack.length > 0) {
        const comment = stack.pop()!;
        below.push(comment);
        for (const reply of [...childrenOf(comment.id)].reverse()) stack.push(reply);
      }
      return below;
    },
    subtree(id) {
      const top = tree.get(id);
      return top && treeOf(thread, [top, ...tree.descendants(id)], guessed);
    },
    ancestors(id) {
      const above: C[] = [];
      for (let up = parentOf(places.get(id)); up !== ROOT; up = parents[up]!) above.push(comments[up]!);
      return above;
    },
    *paths() {
      const path: C[] = [];
      const stack = [...roots].reverse().map((comment) => ({ comment, level: 0 }));
      while (stack.length > 0) {
        const { comment, level } = stack.pop()!;
        path.length = level;
        path.push(comment);
        const replies = childrenOf(comment.id);
        if (replies.length === 0) yield [...path];
        for (const reply of [...replies].reverse()) stack.push({ comment: reply, level: level + 1 });
      }
    },
  };
  return Object.freeze(displayed(tree));
}

/** The place of nobody. */
const ROOT = -1;

/** A comment is one level below its parent, which may come later; what is settled on the way is settled once. */
function setDepth(depths: Int32Array, parents: Int32Array, place: number): void {
  const way: number[] = [];
  let at = place;
  while (at !== ROOT && depths[at] === 0) {
    way.push(at);
    at = parents[at]!;
  }
  let depth = at === ROOT ? 0 : depths[at]!;
  for (let below = way.pop(); below !== undefined; below = way.pop()) depths[below] = ++depth;
}

/** Follows each comment upwards once; where the way comes back to itself, the link that was read first is cut. */
function parentsOf(
  comments: readonly Linked[],
  places: ReadonlyMap<string, number>,
  guessed: ReadonlyMap<string, string>,
): Int32Array {
  const parents = new Int32Array(comments.length);
  for (let i = 0; i < comments.length; i++) {
    const { id, parentId } = comments[i]!;
    const parent = places.get(parentId ?? guessed.get(id) ?? "") ?? ROOT;
    parents[i] = parent === i ? ROOT : parent;
  }
  /** The walk on which a comment was met first, from 1. */
  const met = new Int32Array(comments.length);
  for (let i = 0; i < comments.length; i++) {
    let at = i;
    while (at !== ROOT && met[at] === 0) {
      met[at] = i + 1;
      at = parents[at]!;
    }
    if (at !== ROOT && met[at] === i + 1) parents[firstOf(at, parents)] = ROOT;
  }
  return parents;
}

/** The comment of a circle that comes first in reading order becomes its root. */
function firstOf(start: number, parents: Int32Array): number {
  let first = start;
  for (let at = parents[start]!; at !== start; at = parents[at]!) first = Math.min(first, at);
  return first;
}
