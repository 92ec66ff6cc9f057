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
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const parents = parentsOf(comments, byId, guessed);
  const children = new Map<string, C[]>();
  const roots: C[] = [];
  for (const comment of comments) {
    const parent = parents.get(comment.id);
    if (parent === undefined) roots.push(comment);
    else if (children.has(parent)) children.get(parent)!.push(comment);
    else children.set(parent, [comment]);
  }
  const depths = new Map<string, number>();
  for (const pending = roots.map(({ id }): [string, number] => [id, 1]); pending.length > 0; ) {
    const [id, depth] = pending.pop()!;
    depths.set(id, depth);
    for (const reply of children.get(id) ?? []) pending.push([reply.id, depth + 1]);
  }
  const childrenOf = (id: string): readonly C[] => children.get(id) ?? [];
  const tree: ThreadTree<C> = {
    thread,
    comments,
    roots,
    get: (id) => byId.get(id),
    parent: (id) => byId.get(parents.get(id) ?? ""),
    depth: (id) => depths.get(id) ?? 0,
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
    ancestors(id) {
      const above: C[] = [];
      for (let up = parents.get(id); up !== undefined; up = parents.get(up)) above.push(byId.get(up)!);
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

/** Follows each comment upwards once; where the way comes back to itself, the link that was read first is cut. */
function parentsOf(
  comments: readonly Linked[],
  byId: ReadonlyMap<string, Linked>,
  guessed: ReadonlyMap<string, string>,
): Map<string, string | undefined> {
  const parents = new Map<string, string | undefined>();
  for (const { id, parentId: stated } of comments) {
    const parentId = stated ?? guessed.get(id) ?? null;
    parents.set(id, parentId !== null && parentId !== id && byId.has(parentId) ? parentId : undefined);
  }
  const settled = new Set<string>();
  for (const { id } of comments) {
    const way = new Set<string>();
    let at: string | undefined = id;
    while (at !== undefined && !settled.has(at)) {
      if (way.has(at)) {
        parents.set(firstOf(at, parents, comments), undefined);
        break;
      }
      way.add(at);
      at = parents.get(at);
    }
    for (const seen of way) settled.add(seen);
  }
  return parents;
}

/** The comment of a circle that comes first in reading order becomes its root. */
function firstOf(start: string, parents: ReadonlyMap<string, string | undefined>, comments: readonly Linked[]): string {
  const circle = new Set<string>();
  for (let at = start; !circle.has(at); at = parents.get(at)!) circle.add(at);
  return comments.find(({ id }) => circle.has(id))!.id;
}
