// Groups of elements of one shape over a whole page, and runs of siblings between heads or feet of one shape.

import type { Element } from "domhandler";
import { NAMED, NOT_A_THREAD } from "./lexicon.ts";
import type { Column, Mark, Sketch } from "./sketch.ts";

/** Elements of one shape, in document order. */
export interface Group {
  readonly key: string;
  readonly members: readonly Mark[];
  /** For each member the place of the member around it; -1 at the top. */
  readonly around: readonly number[];
  /** Where each record begins and ends, in indices: with its tail or its front, where records are runs of siblings. */
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly kind: "element" | "head" | "foot";
  /** For each member what only the layout tells, where nothing else tells records apart. */
  readonly laid?: readonly Laid[];
}

export interface Laid {
  /** Of text that stands in no element of the record. */
  readonly counts: Readonly<Partial<Record<Column, number>>>;
  /** The element that must be the name. */
  readonly name: Element | undefined;
}

const RECORD_TAGS = new Set(
  "div li article section dd dt p tr td table dl ul ol blockquote span center details".split(" "),
);
/** Class words that differ from one comment to the next. */
const UNSTABLE =
  /\d|^(?:odd|even|alt|first|last|parent|children|clearfix|clear|cf|row|col|bypostauthor|byuser|new|active|current|hidden|left|right|media|item|block)$|author-|^depth|^level|^indent|thread-/;
const MOST_KEYS = 6;
const MOST_GROUPS = 4000;

export function groupsOf(sketch: Sketch): readonly Group[] {
  const byKey = new Map<string, Mark[]>();
  const known: Wordings = { keys: new Map(), first: new Map() };
  for (const mark of sketch.marks) {
    if (!RECORD_TAGS.has(mark.node.name) && !mark.node.name.includes("-")) continue;
    for (const key of keysOf(mark, sketch, known)) {
      const members = byKey.get(key);
      if (members) members.push(mark);
      else if (byKey.size < MOST_GROUPS * 10) byKey.set(key, [mark]);
    }
  }
  const seen = new Map<string, number>();
  const groups: Group[] = [];
  for (const [key, members] of byKey) {
    const same = `${members[0]!.index}:${members.at(-1)!.index}:${members.length}`;
    const isTelling = isNamed(key);
    const place = seen.get(same);
    if (place !== undefined) {
      // The same elements go by the name that tells more: `article.comment`, and not `article#cid-#`.
      const known = groups[place]!;
      if (isTelling && !isNamed(known.key) && !NOT_A_THREAD.test(key)) groups[place] = { ...known, key };
      continue;
    }
    if (members.length === 1 && !isTelling && !/\[/.test(key)) continue;
    seen.set(same, groups.length);
    const from = members.map((member) => member.index);
    const to = members.map((member) => member.end);
    groups.push({ key, members, around: enclosing(members), from, to, kind: "element" });
  }
  return groups;
}

/** Heads and feet of records that are runs of siblings: "Posted by Ada | 3 May" below or above paragraphs, `dt` and `dd`. */
export function runsOf(groups: readonly Group[], sketch: Sketch): readonly Group[] {
  const runs: Group[] = [];
  for (const group of groups) {
    const { members } = group;
    if (members[0]!.node.name === "dt") {
      const to = members.map((member) => endOfTerm(member, sketch));
      runs.push({ ...group, around: enclosingRanges(group.from, to), to, kind: "head" });
      continue;
    }
    if (members.length < 2 || group.around.some((outer) => outer >= 0)) continue;
    const parent = members[0]!.parent;
    if (members.some((member) => member.parent !== parent) || parent < 0) continue;
    const chars = members.reduce((sum, member) => sum + sketch.count(member, "chars"), 0);
    if (chars > members.length * 220) continue;
    const end = sketch.marks[parent]!.end;
    const none = members.map(() => -1);
    const next = members.map((_, i) => members[i + 1]?.index ?? endOfTail(members, end, sketch));
    runs.push({ ...group, around: none, from: group.from, to: next, kind: "head" });
    const before = members.map((member, i) => members[i - 1]?.end ?? startOfFront(member, parent, sketch));
    const foot: Group = { ...group, around: none, from: before, to: group.to, kind: "foot" };
    runs.push(afterHeading(foot, sketch));
  }
  return runs;
}

/** The foot of the article and of its trackbacks may look like those of comments: what stands above their heading is none. */
function afterHeading(group: Group, { headings }: Sketch): Group {
  const { members } = group;
  const half = members[Math.floor((members.length - 1) / 2)]!.index;
  const heading = headings.findLast((index) => index > members[0]!.index && index <= half);
  const above = heading === undefined ? 0 : members.findIndex((member) => member.index > heading);
  if (heading === undefined || above <= 0) return group;
  const from = [heading + 1, ...group.from.slice(above + 1)];
  return {
    ...group,
    members: members.slice(above),
    around: group.around.slice(above),
    from,
    to: group.to.slice(above),
  };
}

/** Siblings of one record in a run, at its open end. */
const MOST_IN_RUN = 60;

/** The tail of the last record: no more siblings than the longest of the others, and nothing that begins something else. */
function endOfTail(members: readonly Mark[], end: number, sketch: Sketch): number {
  const last = members.at(-1)!;
  let at = last.end;
  let looked = 0;
  for (let next = last.node.next; next && at < end && looked < MOST_IN_RUN; next = next.next) {
    looked++;
    const mark = sketch.of.get(next);
    if (!mark) continue;
    if (/^(?:h[1-4]|form|hr|script|nav|aside|footer)$/.test(mark.node.name) || NOT_A_THREAD.test(mark.words)) break;
    if (members.length > 1 && mark.node.name === last.node.name && last.node.name === "dt") break;
    at = mark.end;
  }
  return at;
}

/** The front of the first record begins after the heading of the section. */
function startOfFront(member: Mark, parent: number, sketch: Sketch): number {
  let at = member.index;
  let looked = 0;
  for (let before = member.node.prev; before && looked < MOST_IN_RUN; before = before.prev) {
    looked++;
    const mark = sketch.of.get(before);
    if (!mark) continue;
    if (/^(?:h[1-6]|hr|form)$/.test(mark.node.name) || (mark.parent === parent && sketch.headings.includes(mark.index)))
      break;
    at = mark.index;
  }
  return at;
}

/** By its own name, and not by that of what is around it. */
export const isNamed = (key: string): boolean => NAMED.test(key.split("<", 1)[0]!);

/** The same classes stand on many elements: each wording is read once a page. */
interface Wordings {
  /** Keys by tag, then by class. */
  readonly keys: Map<string, Map<string, readonly string[]>>;
  /** The first word without a digit, by all words of an element. */
  readonly first: Map<string, string>;
}

function keysOf(mark: Mark, sketch: Sketch, known: Wordings): readonly string[] {
  const { name, attribs } = mark.node;
  const named = attribs.class === undefined ? NONE : classKeys(name, attribs.class, known.keys);
  const keys: string[] = [];
  if (isStatedComment(mark)) keys.push(`${name}[comment]`);
  const id = attribs.id;
  if (id !== undefined && id.length < 100 && /\d/.test(id)) keys.push(`${name}#${patternOf(id)}`);
  if (keys.length === 0 && named.length > 0) return named;
  keys.push(...named.slice(0, MOST_KEYS - keys.length));
  if (keys.length === 0) {
    const parent = sketch.marks[mark.parent];
    keys.push(`${name}<${parent?.node.name ?? ""}.${parent ? firstWord(parent.words, known.first) : ""}`);
  }
  return keys;
}
const NONE: readonly string[] = [];

function classKeys(name: string, list: string, known: Wordings["keys"]): readonly string[] {
  let byList = known.get(name);
  if (!byList) known.set(name, (byList = new Map()));
  let keys = byList.get(list);
  if (!keys) {
    const words = list.slice(0, 400).toLowerCase().split(/\s+/);
    const stable = words.filter((word) => word !== "" && !UNSTABLE.test(word));
    keys = stable.slice(0, MOST_KEYS).map((word) => `${name}.${word}`);
    byList.set(list, keys);
  }
  return keys;
}

function firstWord(words: string, known: Wordings["first"]): string {
  let first = known.get(words);
  if (first === undefined) {
    first = words.split(/\s+/).find((word) => word !== "" && !/\d/.test(word)) ?? "";
    known.set(words, first);
  }
  return first;
}

/** The standards: schema.org in microdata and RDFa, microformats 1 and 2. */
export const isStatedComment = ({ node: { attribs } }: Mark): boolean =>
  /(?:^|\s)(?:comments?|suggestedAnswer)(?:\s|$)/i.test(attribs.itemprop ?? "") ||
  /(?:Comment|UserComments|sioc:Post|sioct:Comment)(?:\s|$)/.test(attribs.itemtype ?? attribs.typeof ?? "") ||
  /(?:^|\s)(?:h-cite|u-comment|p-comment|hcomment)(?:\s|$)/.test(attribs.class ?? "");

/** Digits and long hexadecimal runs as `#`. */
export const patternOf = (id: string): string =>
  id
    .toLowerCase()
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "#")
    .replace(/\d{9,}/g, "#")
    .replace(/[0-9a-f]{12,}/g, "#")
    .replace(/\d+/g, "#");

function enclosing(members: readonly Mark[]): readonly number[] {
  const around: number[] = [];
  const open: number[] = [];
  for (const [i, member] of members.entries()) {
    while (open.length > 0 && members[open.at(-1)!]!.end <= member.index) open.pop();
    around.push(open.at(-1) ?? -1);
    open.push(i);
  }
  return around;
}

/** The same for records that reach from one place to another. */
function enclosingRanges(from: readonly number[], to: readonly number[]): readonly number[] {
  const around: number[] = [];
  const open: number[] = [];
  for (const [i, start] of from.entries()) {
    while (open.length > 0 && to[open.at(-1)!]! <= start) open.pop();
    around.push(open.at(-1) ?? -1);
    open.push(i);
  }
  return around;
}

/** The last `dd` that follows a `dt`. */
function endOfTerm(term: Mark, sketch: Sketch): number {
  let at = term.end;
  for (let next = term.node.next; next; next = next.next) {
    const mark = sketch.of.get(next);
    if (!mark) continue;
    if (mark.node.name !== "dd") break;
    at = mark.end;
  }
  return at;
}
