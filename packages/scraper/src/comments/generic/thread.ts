// The thread of a page in markup that nobody described: the best group of records, read and told apart.
import type { Instant, StatedComment } from "@belowline/schema";
import { type AnyNode, type Element, isTag } from "domhandler";
import { oncePerPage, type Page } from "../../html/page.ts";
import { textOf } from "../../html/text.ts";
import { dateContext } from "../times.ts";
import { idsOf, permalinkOf } from "./address.ts";
import { type Group, groupsOf, runsOf } from "./groups.ts";
import { contentId } from "./identity.ts";
import { commentsInJsonLd } from "./json-ld.ts";
import { best, isThread, type Judged, judge, ownCounts } from "./judge.ts";
import { laidOut } from "./laid-out.ts";
import { GONE, HEADING } from "./lexicon.ts";
import { parentsOf } from "./nesting.ts";
import { furtherPages } from "./paging.ts";
import { fieldsOf } from "./record.ts";
import { type Sketch, sketchOf } from "./sketch.ts";
import { commentsInState } from "./state.ts";
import { hasPosts, openingBox, openingInJsonLd, withOpening } from "./topic.ts";

export interface FoundThread {
  readonly comments: readonly StatedComment[];
  readonly next: readonly string[];
  readonly announced: number | null;
  /** 0 to 1. */
  readonly confidence: number;
  /** What the records are, and what spoke for them. */
  readonly shape: string;
  readonly signs: readonly string[];
}

/** The records of a page, chosen but not read: cheap, and the same for all who ask. */
export const recordsOn = oncePerPage((page): Judged | undefined => choose(sketchOf(page), hasPosts(page)));

function choose(sketch: Sketch, posts: boolean): Judged | undefined {
  const groups = groupsOf(sketch);
  const judged: Judged[] = [];
  const partial: Group[] = [];
  for (const group of groups) {
    const one = judge(group, sketch, posts);
    if (one) judged.push(one);
    // Records that are whole in themselves need no siblings.
    if (!one || !isThread(one)) partial.push(group);
  }
  for (const group of [...runsOf(partial, sketch), ...laidOut(sketch)]) {
    const one = judge(group, sketch, posts);
    if (one) judged.push(one);
  }
  return best(judged);
}

/** The elements that hold the page's comments, for whoever wants to leave them out; empty where the page has none. */
export function commentElementsOn(page: Page): readonly Element[] {
  const group = recordsOn(page);
  if (!group) return [];
  return group.members.flatMap((_, i) => rootsOf(group, i, sketchOf(page)).filter(isTag));
}

/**
 * The thread of a page; undefined where it has none that is sure enough. What the page states for machines wins where it
 * holds as many comments as the page prints: templates often state the first few only.
 */
export const readThread = oncePerPage((page): FoundThread | undefined => {
  const found = mostStated(page);
  return found && { ...found, comments: withOpening(found.comments, openingInJsonLd(page)) };
});

function mostStated(page: Page): FoundThread | undefined {
  const printed = readRecords(page);
  const stated = commentsInJsonLd(page);
  const held = printed?.comments.length ?? 0;
  if (stated.length > 0 && stated.length >= held) return ofStatement(stated, "json-ld", 0.95, printed);
  const state = held > 1 ? [] : commentsInState(page);
  if (state.length > held) return ofStatement(state, "state", 0.8, printed);
  return printed;
}

function ofStatement(
  comments: readonly StatedComment[],
  shape: string,
  confidence: number,
  printed: FoundThread | undefined,
): FoundThread {
  return {
    comments,
    next: printed?.next ?? [],
    announced: printed?.announced ?? null,
    confidence,
    shape,
    signs: [shape],
  };
}

function readRecords(page: Page): FoundThread | undefined {
  const group = recordsOn(page);
  if (!group) return undefined;
  const sketch = sketchOf(page);
  const dates = dateContext(page);
  const own = ownCounts(group, sketch);
  const foreign = new Set<AnyNode>(
    group.kind === "foot" ? [] : group.members.flatMap((_, i) => rootsOf(group, i, sketch)),
  );
  const ids = idsOf(group, sketch);
  const parents = parentsOf(group, ids, sketch);
  // A form within most records is the one to answer it; within one of them it is the place to write.
  const formed = own.filter((counts) => counts.forms > 0).length > own.length / 2;
  const records = group.members.map((_, i) => {
    if (own[i]!.chars === 0 || (own[i]!.forms > 0 && !formed)) return undefined;
    const roots = rootsOf(group, i, sketch);
    return fieldsOf(roots, (node) => foreign.has(node), dates, group.laid?.[i]?.name);
  });
  const comments: StatedComment[] = [];
  const taken = new Set<string>();
  const nativeIds = records.map((fields, i) => {
    if (!fields) return "";
    const own = ids[i]!;
    const isOwn = own !== "" && !taken.has(own);
    const id = isOwn ? own : contentId(lasting(fields.createdAt), fields.text, taken);
    taken.add(id);
    return id;
  });
  const standing = (place: number): number => {
    let at = place;
    while (at >= 0 && (records[at] === undefined || records[at]!.text === "")) at = parents[at]!.parent;
    return at;
  };
  for (const [i, fields] of records.entries()) {
    if (!fields || fields.text === "") continue;
    const { parent, from } = parents[i]!;
    const above = parent < 0 ? -1 : standing(parent);
    comments.push({
      nativeId: nativeIds[i]!,
      parent: above < 0 ? null : nativeIds[above]!,
      parentFrom: from,
      ...fields,
      state: GONE.test(fields.text) ? "removed" : "visible",
      permalink: permalinkOf(group.members[i]!.node, page.url),
    });
  }
  if (comments.length === 0) return undefined;
  const start = group.from[0]!;
  const box = openingBox(page, sketch, start);
  const opening = box && fieldsOf([box], (node) => foreign.has(node), dates);
  if (box && opening && opening.text !== "") {
    const id = isTag(box) && /\d/.test(box.attribs.id ?? "") ? box.attribs.id! : "";
    comments.unshift({
      nativeId: id !== "" && !taken.has(id) ? id : contentId(lasting(opening.createdAt), opening.text, taken),
      parent: null,
      parentFrom: "none",
      ...opening,
      state: "visible",
      permalink: null,
    });
  }
  const end = Math.max(...group.to.slice(-50));
  return {
    comments,
    next: furtherPages(page, sketch, start, end),
    announced: announcedBy(sketch, start, comments.length),
    confidence: Math.min(0.99, Math.max(0.5, group.score / 16)),
    shape: group.key,
    signs: group.signs,
  };
}

function rootsOf(group: Group, place: number, sketch: Sketch): readonly AnyNode[] {
  const member = group.members[place]!;
  if (group.kind === "element") return [member.node];
  const roots: AnyNode[] = [];
  const [from, to] = [group.from[place]!, group.to[place]!];
  if (group.kind === "head") {
    roots.push(member.node);
    if (to === member.end && !group.laid) return roots;
    for (let next = member.node.next; next; next = next.next) {
      const mark = sketch.of.get(next);
      if (mark && mark.index >= to) break;
      roots.push(next);
    }
    return roots;
  }
  for (let before: AnyNode | null = member.node; before; before = before.prev as AnyNode | null) {
    const mark = sketch.of.get(before);
    if (mark && mark.index < from) break;
    roots.push(before);
  }
  return roots.reverse();
}

/** "12 comments" above the records; never fewer than there are. */
function announcedBy(sketch: Sketch, start: number, held: number): number | null {
  for (let i = sketch.headings.length - 1; i >= 0; i--) {
    const index = sketch.headings[i]!;
    if (index >= start) continue;
    if (start - index > 120) return null;
    const text = textOf(sketch.marks[index]!.node).slice(0, 80);
    const number = HEADING.test(text)
      ? /(?<!\d)\d{1,3}(?:[.,]\d{3}){1,4}(?!\d)|(?<![\d.,])\d{1,6}(?![\d.,])/.exec(text)?.[0]
      : undefined;
    if (number !== undefined) {
      const count = Number(number.replace(/\D/g, ""));
      if (count >= held) return count;
    }
  }
  return null;
}

/** The time as printed, where it will be printed so tomorrow. */
const lasting = (time: Instant | null): string | null =>
  time === null || time.source === "relative" ? null : time.raw;
