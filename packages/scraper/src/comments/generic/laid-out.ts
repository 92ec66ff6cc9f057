// Records that only their layout tells apart: rows of who and when with rows of text, and what stands between two rules.
import { type AnyNode, type Element, isTag, isText } from "domhandler";
import type { Group, Laid } from "./groups.ts";
import { isControlLine } from "./lexicon.ts";
import { type Column, type Mark, noticeText, type Sketch } from "./sketch.ts";

/** Characters of a row or line that says who and when. */
const LONGEST_HEAD = 160;
const LONGEST_NAME = 40;
/** Rows of one record beside its head: a title, the text, its controls. */
const MOST_ROWS = 3;
const HEADS = new Set("b strong a font i em u span cite small big p div".split(" "));
const NAMES = new Set("td th b strong a font i em u span cite small big".split(" "));

export function laidOut(sketch: Sketch): readonly Group[] {
  const rows = new Map<number, Mark[]>();
  const rules = new Map<number, number>();
  for (const mark of sketch.marks) {
    if (mark.node.name === "hr") rules.set(mark.parent, (rules.get(mark.parent) ?? 0) + 1);
    else if (mark.node.name === "tr") {
      const siblings = rows.get(mark.parent);
      if (siblings) siblings.push(mark);
      else rows.set(mark.parent, [mark]);
    }
  }
  const found: Group[] = [];
  for (const siblings of rows.values()) if (siblings.length >= 4) found.push(...inRows(siblings, sketch));
  for (const [parent, count] of rules) if (count >= 2) found.push(...betweenRules(sketch.marks[parent], sketch));
  return found;
}

/** Every head has its rows behind it, or every head before it. */
function inRows(rows: readonly Mark[], sketch: Sketch): readonly Group[] {
  const places = rows.flatMap((row, i) => (isHead(row, sketch) ? [i] : []));
  if (places.length < 2) return [];
  const between = places.slice(1).map((place, i) => place - places[i]! - 1);
  const most = Math.max(...between);
  if (between.some((count) => count < 1) || most > MOST_ROWS) return [];
  const first = places[0]!;
  const last = places.at(-1)!;
  const said = (from: number, to: number): number => rows.slice(from, to).filter((row) => isSaying(row, sketch)).length;
  const isFoot = said(Math.max(0, first - most), first) > 0 && said(last + 1, last + 1 + most) === 0;
  const members = places.map((place) => rows[place]!);
  const from = isFoot
    ? [rows[Math.max(0, first - most)]!.index, ...members.slice(0, -1).map(({ end }) => end)]
    : members.map(({ index }) => index);
  const tail = rows[Math.min(rows.length - 1, last + most)]!.end;
  const to = isFoot ? members.map(({ end }) => end) : [...members.slice(1).map(({ index }) => index), tail];
  const laid = members.map((member) => signed(member, sketch, {}));
  return [groupOf("tr:rows", members, from, to, isFoot ? "foot" : "head", laid)];
}

const isHead = (row: Mark, sketch: Sketch): boolean => {
  const dates = sketch.count(row, "dates");
  return dates >= 1 && dates <= 2 && sketch.count(row, "chars") <= LONGEST_HEAD && !isSaying(row, sketch);
};
const isSaying = (row: Mark, sketch: Sketch): boolean => sketch.count(row, "said") > 0;

interface Stretch {
  readonly head: Mark;
  readonly texts: readonly string[];
  to: number;
}

function betweenRules(around: Mark | undefined, sketch: Sketch): readonly Group[] {
  if (around === undefined) return [];
  const stretches: Stretch[] = [];
  let head: Mark | undefined;
  let texts: string[] = [];
  const end = (at: number): void => {
    if (head) stretches.push({ head, texts, to: at });
    head = undefined;
    texts = [];
  };
  for (const node of around.node.children as readonly AnyNode[]) {
    if (isText(node)) {
      if (head && node.data.trim() !== "") texts.push(node.data);
    } else if (isTag(node)) {
      const mark = sketch.of.get(node);
      if (!mark) continue;
      if (/^(?:hr|h[1-6]|form)$/.test(node.name)) end(mark.index);
      else if (node.name !== "br") head ??= mark;
    }
  }
  end(around.end);
  // What stands before the first rule, or behind the last, may be anything else.
  const kinds = new Map<string, number>();
  for (const { head: one } of stretches) kinds.set(one.node.name, (kinds.get(one.node.name) ?? 0) + 1);
  const [kind, count] = [...kinds].toSorted((a, b) => b[1] - a[1])[0] ?? ["", 0];
  if (count < 2 || count < stretches.length - 2 || !HEADS.has(kind)) return [];
  const alike = stretches.filter(({ head: one }) => one.node.name === kind);
  if (alike.some(({ head: one }) => sketch.count(one, "chars") > LONGEST_HEAD)) return [];
  const laid = alike.map(({ head: one, texts: loose }) => {
    const counts: Partial<Record<Column, number>> = {};
    for (const text of loose)
      noticeText(text, 0, false, (column, _, amount) => {
        counts[column] = (counts[column] ?? 0) + amount;
      });
    return signed(one, sketch, counts);
  });
  const members = alike.map(({ head: one }) => one);
  const from = members.map(({ index }) => index);
  return [
    groupOf(
      `${kind}:rules`,
      members,
      from,
      alike.map(({ to }) => to),
      "head",
      laid,
    ),
  ];
}

/** A short text of its own beside the date is a name. */
function signed(head: Mark, sketch: Sketch, counts: Partial<Record<Column, number>>): Laid {
  for (let i = head.index; i < head.end; i++) {
    const mark = sketch.marks[i]!;
    if (!NAMES.has(mark.node.name)) continue;
    const chars = sketch.count(mark, "chars");
    if (chars < 2 || chars > LONGEST_NAME || sketch.count(mark, "dates") > 0 || !isNameLike(mark.node)) continue;
    return { counts: { ...counts, authors: (counts.authors ?? 0) + 1 }, name: mark.node };
  }
  return { counts, name: undefined };
}

function isNameLike(element: Element): boolean {
  const text = element.children
    .map((child) => (isText(child as AnyNode) ? (child as { data: string }).data : ""))
    .join("")
    .trim();
  return (
    /^[^\p{L}]{0,2}\p{L}/u.test(text) && !/[.!?:…]$|\d{3}/.test(text.replace(/\b\p{L}\.$/u, "")) && !isControlLine(text)
  );
}

const groupOf = (
  key: string,
  members: readonly Mark[],
  from: readonly number[],
  to: readonly number[],
  kind: "head" | "foot",
  laid: readonly Laid[],
): Group => ({ key, members, around: members.map(() => -1), from, to, kind, laid });
