// How WordPress lays out a thread: pages of top-level comments, replies below them, and everything too deep on one level.
import type { Remark, Story } from "./story.ts";

/** WordPress's `thread_comments_depth` (its default is 5; a lower one shows the flattening in a short thread). */
export const DEPTH = 3;
/** WordPress's `comments_per_page`: top-level comments, replies not counted. */
export const PER_PAGE = 6;

/** A remark where the theme prints it. */
export interface Placed {
  readonly remark: Remark;
  /** As in the class `depth-N`. */
  readonly depth: number;
  readonly children: readonly Placed[];
}

/** The top-level remarks of every comment page, oldest page first. */
export function layOut(approved: readonly Remark[]): readonly (readonly Placed[])[] {
  const replies = Map.groupBy(approved, (remark) => remark.parent);
  const top = (replies.get(0) ?? []).flatMap((remark) => place(remark, 1, replies));
  const pages: Placed[][] = [];
  for (let i = 0; i < top.length; i += PER_PAGE) pages.push(top.slice(i, i + PER_PAGE));
  return pages;
}

/** Beyond the depth, `Walker_Comment::display_element` prints replies after their parent, on its own level. */
function place(remark: Remark, depth: number, replies: ReadonlyMap<number, readonly Remark[]>): Placed[] {
  const below = replies.get(remark.id) ?? [];
  if (depth >= DEPTH) {
    return [{ remark, depth, children: [] }, ...below.flatMap((reply) => place(reply, depth, replies))];
  }
  return [{ remark, depth, children: below.flatMap((reply) => place(reply, depth + 1, replies)) }];
}

/** On which comment page a remark stands; 1 where it stands on none (its top-level comment was deleted). */
export function pageOf(id: number, pages: readonly (readonly Placed[])[]): number {
  const holds = (placed: Placed): boolean => placed.remark.id === id || placed.children.some(holds);
  return Math.max(1, pages.findIndex((page) => page.some(holds)) + 1);
}

/** What WordPress's `get_comments_number` prints: pingbacks counted, and those that a plugin hides. */
export const announcedOf = (story: Story, approved: readonly Remark[]): number =>
  approved.length + (story.overcount ?? 0);
