// How much a group of elements looks like the comments of a thread, and which group of a page does so best.
import { type Group, isNamed } from "./groups.ts";
import { NOT_A_THREAD, POST } from "./lexicon.ts";
import { COLUMNS, type Column, type Sketch } from "./sketch.ts";

export interface Judged extends Group {
  readonly score: number;
  /** Members that have a text, and a date or an author. */
  readonly sound: number;
  /** What spoke for it, for people. */
  readonly signs: readonly string[];
  /** Characters of text within it and not within links. */
  readonly text: number;
}

export type Counts = Readonly<Record<Column, number>>;

/** What each member holds that no member within it holds. */
export function ownCounts(group: Group, sketch: Sketch): readonly Counts[] {
  const own = group.members.map((_, i) => {
    const counts = {} as Record<Column, number>;
    const loose = group.laid?.[i]?.counts;
    for (const column of COLUMNS)
      counts[column] = sketch.between(group.from[i]!, group.to[i]!, column) + (loose?.[column] ?? 0);
    return counts;
  });
  if (group.around.every((outer) => outer < 0)) return own;
  const whole = own.map((counts) => ({ ...counts }));
  for (const [i, outer] of group.around.entries()) {
    if (outer < 0) continue;
    for (const column of COLUMNS) own[outer]![column] -= whole[i]![column];
  }
  return own;
}

/** Where a comment is written, and not read. */
const WRITING = /respond|comment-?_?form|reply-?_?form|leave-|write-|post-?comment/;
/** Containers of a thread are named in the plural, or as lists. */
const CONTAINER =
  /comments(?![a-z])|comment-?_?(?:list|area|section|wrapper|items|thread|stream)|commentlist|^(?:ul|ol|section)/;

/**
 * Judges a group; undefined where it is no thread for sure.
 *
 * @param posts whether the page is a topic of a forum, where comments are called posts
 */
export function judge(group: Group, sketch: Sketch, posts: boolean): Judged | undefined {
  const { members } = group;
  const first = members[0]!;
  const inRun = group.kind !== "element";
  // Most groups of a page are menus: they go before anything is counted.
  if (WRITING.test(group.key) || !isSignedSomewhere(group, sketch)) return undefined;
  if (inRun && members.length < 2 && (group.kind === "foot" || first.node.name !== "dt")) return undefined;
  const own = ownCounts(group, sketch);
  const sum = (pick: (counts: Counts) => number): number => own.reduce((total, counts) => total + pick(counts), 0);
  const filled = own.filter((counts) => counts.chars > 0);
  const n = filled.length;
  if (n === 0) return undefined;
  const share = (test: (counts: Counts) => boolean): number => filled.filter(test).length / n;
  const links = sum((counts) => counts.links);
  const chars = sum((counts) => counts.chars);
  const text = chars - links;
  const dates = sum((counts) => counts.dates) / n;
  const isSound = (c: Counts): boolean =>
    (c.said > 0 || c.chars - c.links >= 8) && c.dates <= 6 && (c.dates > 0 || c.authors + c.avatars > 0);
  const sound = filled.filter(isSound).length;
  // Microdata tells each time twice or thrice.
  const isStated = group.key.endsWith("[comment]");
  if (n === 1 && filled[0]!.forms > 0) return undefined;
  if (sound === 0 || sound < n * 0.5 || dates > (isStated ? 6 : 3.5)) return undefined;
  const spoken = share((c) => c.said > 0);
  const anchored = share((c) => c.anchors > 0);
  const named = isNamed(group.key) || (posts && POST.test(group.key.split("<", 1)[0]!));
  const inside = members.filter((member) => member.inComments).length / members.length;
  const dated = share((c) => c.dates > 0);
  const authored = share((c) => c.authors + c.avatars > 0);
  // "So true!" is no sentence, but with name, number, author and time of its own it is a comment.
  const whole =
    !inRun &&
    (isStated || ((named || inside === 1) && anchored === 1)) &&
    dated + authored === 2 &&
    links <= chars * 0.5;
  if (!whole && (spoken < 0.35 || (n <= 3 && spoken < 0.5))) return undefined;
  const laidOut = group.laid !== undefined;
  const regular = laidOut || (n >= 5 && anchored > 0.9);
  if (inRun && !regular && !members.some((member) => member.inComments)) return undefined;
  if (
    inRun &&
    !laidOut &&
    members.every((_, i) => group.to[i]! - group.from[i]! === members[i]!.end - members[i]!.index)
  )
    return undefined;

  const signs: string[] = [];
  let score = 0;
  const say = (sign: string, worth: number): void => {
    if (worth === 0) return;
    score += worth;
    signs.push(sign);
  };
  const replied = share((c) => c.replies > 0);
  say("standard", isStated ? 6 : 0);
  say("name", named ? 3 : 0);
  say("section", inside > 0.8 ? 2 : 0);
  const headed = isHeaded(group.from[0]!, sketch);
  // Minutes and timetables look the same: they must be called comments, and without dates twice.
  if (laidOut && (dated < 0.8 ? inside <= 0.8 || !headed || n < 3 : inside <= 0.8 && n < 3)) return undefined;
  say("heading", headed ? 2 : 0);
  say("time", dated * 2.5);
  say("author", authored * 2);
  say("reply", replied >= 0.3 ? 3 : 0);
  const ids = members.filter(({ node }) => node.attribs["data-comment-id"] !== undefined).length;
  say("id", Math.max(ids / members.length, anchored) * 2.5);
  if (inRun && first.node.name !== "dt") say(laidOut ? "layout" : regular ? "regular" : "run", regular ? 2 : -1.5);
  if (text / n < 20) say("short", -3);
  if (links > chars * 0.5) say("links", -4);
  const titled = share((c) => c.titles > 0);
  // Comments with titles of their own: each signed, dated, below a heading that says what they are.
  const isTitledThread = inside > 0.8 && signs.includes("heading") && dated === 1 && authored === 1;
  if (titled > 0.5 && !named && replied < 0.3) say("titles", isTitledThread ? -2 : -4);
  if (share((c) => c.images > 0) > 0.6 && replied < 0.3) say("images", -2);
  // Dates, authors and reply controls alone are what posts and cards have too: where nothing is named, many must agree.
  const unnamed = !isStated && !named && inside <= 0.8 && !signs.includes("heading");
  if (unnamed && (n < 3 || replied < 0.6 || titled > 0.3)) return undefined;
  // "Discussion evenings" is a heading, too: below it something must be named, numbered or answered as comments are.
  if (!isStated && !named && inside <= 0.8 && replied < 0.3 && anchored < 0.5 && ids === 0) say("heading only", -1);
  if (n === 1) {
    const told = Number(filled[0]!.dates > 0) + Number(anchored > 0) + Number(authored > 0);
    if (told < 2) return undefined;
    if (CONTAINER.test(group.key)) say("container", -1);
    if (/#/.test(group.key) || isStated) say("own id", 1);
    if (isHeaded(group.to[0]!, sketch, group.from[0]!)) say("heading within", -4);
  }
  if (NOT_A_THREAD.test(group.key)) say("look-alike", -6);
  else if (members.filter((member) => member.inLookalike).length > members.length / 2) say("look-alike", -5);
  if (first.node.name === "article" && titled > 0.3 && !named) say("articles", -3);
  return { ...group, score, sound, signs, text };
}

/** Whether any record has a date or an author: without one there is no comment among them. */
function isSignedSomewhere({ from, to, laid }: Group, sketch: Sketch): boolean {
  if (laid !== undefined) return true;
  let end = 0;
  for (const one of to) if (one > end) end = one;
  return SIGNATURE.some((column) => sketch.between(from[0]!, end, column) > 0);
}
const SIGNATURE = ["dates", "authors", "avatars"] as const;

/** How far above a thread its heading may stand, in elements. */
const NEAR = 60;

export function isHeaded(start: number, { headings }: Sketch, after = start - NEAR): boolean {
  let low = 0;
  let high = headings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (headings[middle]! < start) low = middle + 1;
    else high = middle;
  }
  const last = headings[low - 1];
  return last !== undefined && last >= after;
}

/** The score from which a group is a thread. One record alone must say more for itself than many. */
const ENOUGH = 6.5;
const ENOUGH_ALONE = 8;

export const isThread = (judged: Judged): boolean =>
  judged.score >= (judged.members.length === 1 ? ENOUGH_ALONE : ENOUGH);

/** The best group: most sound records first; of nearly as many the better one, then the outer one. */
export function best(judged: readonly Judged[]): Judged | undefined {
  const threads = judged.filter(isThread);
  let chosen: Judged | undefined;
  for (const group of threads) if (chosen === undefined || worth(group) > worth(chosen)) chosen = group;
  return chosen;
}

const worth = (group: Judged): number =>
  Math.log2(1 + group.sound) * 4 +
  group.score +
  Math.log10(1 + group.text) * 1.5 -
  // Elements that are records go before what lies between two elements.
  (group.kind === "element" ? 0 : 3) -
  (group.members.length - group.sound) * 0.05;
