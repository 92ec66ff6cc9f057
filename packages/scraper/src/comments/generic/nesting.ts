// Which record answers which: by nesting of elements, by stated parents, by levels, by indents, by links to a comment.
import type { ParentFrom } from "@belowline/schema";
import type { Element } from "domhandler";
import type { Group } from "./groups.ts";
import { statedParents } from "./reply-to.ts";
import type { Mark, Sketch } from "./sketch.ts";

export interface StatedParent {
  /** Place of the parent among the records; -1 at the top. */
  readonly parent: number;
  readonly from: ParentFrom;
}

/** The parent of each record, and how it is known: the same way for all records of a thread. */
export function parentsOf(group: Group, ids: readonly string[], sketch: Sketch): readonly StatedParent[] {
  const stated = statedParents(group, ids, sketch);
  if (stated.some((parent) => parent >= 0)) {
    // A record that says nothing may still lie within the one it answers.
    return stated.map((parent, place) => {
      const around = group.around[place]!;
      return parent < 0 && around >= 0 ? { parent: around, from: "dom" as const } : { parent, from: "id" as const };
    });
  }
  if (group.around.some((outer) => outer >= 0)) return group.around.map((parent) => ({ parent, from: "dom" as const }));
  const levels = group.members.map((member) => levelOf(member, sketch));
  if (levels.some((level) => level !== undefined) && new Set(levels).size > 1) {
    return stack(
      levels.map((level) => level ?? 0),
      "depth",
    );
  }
  const depths = group.members.map((member) => member.depth);
  if (new Set(depths).size > 1 && isListNested(group.members, sketch)) return stack(depths, "dom");
  return group.members.map(() => ({ parent: -1, from: "none" as const }));
}

const LEVEL =
  /(?:^|[\s_-])(?:depth|level|lvl|indent|nest(?:ed|ing)?|tier|generation|reply-?level|lf_level)[-_]?(\d{1,3})(?=$|\s|[_-])/i;
const INDENT = /(?:^|;)\s{0,20}(?:margin|padding)-left\s{0,9}:\s{0,9}(\d{1,4}(?:\.\d{1,3})?)\s{0,9}(?:px|em|rem|%)/i;

function levelOf(member: Mark, sketch: Sketch): number | undefined {
  const wrapper = sketch.marks[member.parent]?.node;
  for (const node of wrapper ? [member.node, wrapper] : [member.node]) {
    const level = statedLevel(node);
    if (level !== undefined) return level;
  }
  return undefined;
}

function statedLevel({ attribs }: Element): number | undefined {
  const stated = attribs["data-depth"] ?? attribs["data-level"] ?? attribs["aria-level"] ?? attribs["data-indent"];
  if (stated !== undefined && /^\d{1,3}$/.test(stated)) return Number(stated);
  const inClass = LEVEL.exec((attribs.class ?? "").slice(0, 400))?.[1];
  if (inClass !== undefined) return Number(inClass);
  const indent = INDENT.exec((attribs.style ?? "").slice(0, 400))?.[1];
  return indent === undefined ? undefined : Number(indent);
}

/** Deeper records lie in a list that follows or is named for replies: other depths are accidents of the template. */
function isListNested(members: readonly Mark[], sketch: Sketch): boolean {
  const top = Math.min(...members.slice(0, 5000).map((member) => member.depth));
  return members.every((member) => {
    if (member.depth === top) return true;
    const wrapper = sketch.marks[member.parent];
    return (
      wrapper !== undefined &&
      (/^(?:ul|ol|dl|blockquote)$/.test(wrapper.node.name) ||
        /child|repl|thread|nest|indent|answer|sub/.test(wrapper.words))
    );
  });
}

/** A record answers the nearest one before it on a smaller level. */
function stack(levels: readonly number[], from: ParentFrom): readonly StatedParent[] {
  const open: number[] = [];
  return levels.map((level, place) => {
    while (open.length > 0 && levels[open.at(-1)!]! >= level) open.pop();
    const parent = open.at(-1) ?? -1;
    open.push(place);
    return { parent, from };
  });
}
