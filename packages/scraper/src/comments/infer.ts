// Replies that only the text tells: a leading name, a number, or a quotation of another comment. Names are read here and go no further.
import { type InferredParent, isNobody, type StatedComment } from "@belowline/schema";
import { type Addressing, addressingOf, type Call, LONGEST_NAME } from "./addressing.ts";
import { bare, fold, libraryOf, quotationsIn, quotedIn } from "./quotations.ts";

/**
 * What a comment answers by its own words, for comments of which the platform does not tell just that. Right rather than many:
 * a name that two users bear, a quotation that stands in two comments, and two signs that disagree give nothing.
 * An inferred parent always stands before its reply, so that no circle can arise.
 *
 * @param comments in served order
 * @returns by native id; comments of which nothing is inferred are not in it
 * @example
 * inferParents(stated).get("2")?.from; // "mention", where comment 2 begins with the name of an earlier writer: "@Ada: no"
 */
export function inferParents(comments: readonly StatedComment[]): ReadonlyMap<string, InferredParent> {
  const addressings = comments.map(addressingOf);
  const calls = addressings.map(({ call }) => call);
  const quotations = comments.map(quotationsIn);
  const inferred = new Map<string, InferredParent>();
  if (
    addressings.every(({ call, ids }) => call === undefined && ids.length === 0) &&
    quotations.every((all) => all.length === 0)
  )
    return inferred;
  const rank = ranksOf(comments);
  const byName = namesOf(comments);
  const library = libraryOf(comments, quotations);
  const tops = topsOf(comments);
  const places = new Map(comments.map(({ nativeId }, at) => [nativeId, at]));
  const turns = rank.byTime ? turnsOf(comments, calls, byName, rank.order) : undefined;
  /** Of several comments of the one who is addressed, those since the writer last addressed the same: two people take turns. */
  const sinceLastTurn = (all: readonly number[], at: number): readonly number[] => {
    const before = turns?.get(at);
    return before === undefined ? all : all.filter((other) => rank.order[other]! > rank.order[before]!);
  };
  for (const [at, comment] of comments.entries()) {
    const isBefore = (other: number): boolean =>
      rank.order[other]! < rank.order[at]! &&
      !isSameWriter(comments[other]!, comment) &&
      sameThread(tops, comments, other, at);
    const all = addressee(calls[at], byName)?.filter(isBefore) ?? [];
    const named = all.length < 2 ? all : sinceLastTurn(all, at);
    const spoken = quotedIn(quotations[at]!, library).filter(isBefore);
    const target =
      byNumber(addressings[at]!, places, isBefore, all) ??
      settle(named, spoken.length > 0 ? spoken : byWords(addressings[at]!, all, comments));
    if (target === undefined) continue;
    const parent = comments[target.at]!.nativeId;
    // The platform says so itself.
    if (parent !== comment.parent && parent !== comment.nativeId)
      inferred.set(comment.nativeId, { parent, from: target.from });
  }
  return inferred;
}

interface Ranks {
  /** The place of each comment: by time where all have one to the minute, else as served. */
  readonly order: readonly number[];
  readonly byTime: boolean;
}

function ranksOf(comments: readonly StatedComment[]): Ranks {
  const byTime = comments.every(({ createdAt }) => createdAt !== null && !/^[hd]$/.test(createdAt.precision));
  const order: number[] = new Array(comments.length);
  const sorted = comments.map((comment, at) => ({ at, time: byTime ? comment.createdAt!.at : "" }));
  sorted.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.at - b.at));
  for (const [place, { at }] of sorted.entries()) order[at] = place;
  return { order, byTime };
}

/** For each comment that addresses somebody, the one before it of the same writer that addresses the same. */
function turnsOf(
  comments: readonly StatedComment[],
  calls: readonly (Call | undefined)[],
  byName: ReadonlyMap<string, readonly number[] | null>,
  order: readonly number[],
): ReadonlyMap<number, number> {
  const addressing = calls.flatMap((call, at) => {
    const { author } = comments[at]!;
    const first = addressee(call, byName)?.[0];
    return first === undefined || author === null
      ? []
      : [{ at, who: JSON.stringify([author.key ?? author.name, first]) }];
  });
  const last = new Map<string, number>();
  const turns = new Map<number, number>();
  for (const { at, who } of addressing.sort((a, b) => order[a.at]! - order[b.at]!)) {
    const before = last.get(who);
    if (before !== undefined) turns.set(at, before);
    last.set(who, at);
  }
  return turns;
}

/** A quotation proves more than a name; where both speak, they must mean one comment. */
function settle(named: readonly number[], spoken: readonly number[]) {
  if (spoken.length > 1) return undefined;
  const [source] = spoken;
  if (source !== undefined)
    return named.length === 0 || named.includes(source) ? ({ at: source, from: "quotation" } as const) : undefined;
  return named.length === 1 ? ({ at: named[0]!, from: "mention" } as const) : undefined;
}

/** The comment whose number or link is given; where a name is given too, it must be that one's. */
function byNumber(
  { ids, call }: Addressing,
  places: ReadonlyMap<string, number>,
  isBefore: (other: number) => boolean,
  named: readonly number[],
) {
  for (const id of ids) {
    const at = places.get(id);
    if (at === undefined || !isBefore(at)) continue;
    if (call === undefined || named.length === 0 || named.includes(at)) return { at, from: "mention" } as const;
  }
  return undefined;
}

/** Of the comments of the one who is named, those that say what stands behind the name. */
function byWords({ words }: Addressing, all: readonly number[], comments: readonly StatedComment[]): readonly number[] {
  if (words === undefined || all.length > MOST_SEARCHED) return [];
  return all.filter((at) => ` ${bare(comments[at]!.text)} `.includes(` ${words} `));
}
/** Who wrote more in one thread is not searched through for every comment that names him. */
const MOST_SEARCHED = 50;

/** The places of each writer's comments by folded name; null for a name that two users bear. */
function namesOf(comments: readonly StatedComment[]): ReadonlyMap<string, readonly number[] | null> {
  const places = new Map<string, number[] | null>();
  const keys = new Map<string, string | null>();
  for (const [at, { author }] of comments.entries()) {
    const name = author?.name ? fold(author.name) : "";
    if (name.length < 2 || name.length > LONGEST_NAME || /^\d+$/.test(name) || isNobody(name)) continue;
    const key = author?.key ?? null;
    const known = places.get(name);
    if (known === undefined) {
      places.set(name, [at]);
      keys.set(name, key);
    } else if (keys.get(name) !== key) places.set(name, null);
    else known?.push(at);
  }
  return places;
}

/** The comments of the longest name that the text begins with, ending where a word ends. */
function addressee(
  call: Call | undefined,
  byName: ReadonlyMap<string, readonly number[] | null>,
): readonly number[] | undefined {
  if (call === undefined) return undefined;
  const { text, before } = call;
  for (let end = Math.min(text.length, LONGEST_NAME); end >= 2; end--) {
    if (CONTINUES.test(text.slice(end, end + 2))) continue;
    const found = byName.get(text.slice(0, end));
    if (found === undefined) continue;
    return before === null || before.test(text.slice(end)) ? (found ?? undefined) : undefined;
  }
  return undefined;
}
/** `@Ann` is not in "@Anna", not in "@Ann-Marie" and not in "@Ann's". */
const CONTINUES = /^(?:[\p{L}\p{M}\p{N}_]|[-.'’][\p{L}\p{N}])/u;

function isSameWriter(a: StatedComment, b: StatedComment): boolean {
  if (a.author === null || b.author === null) return false;
  return a.author.key && b.author.key
    ? a.author.key === b.author.key
    : a.author.name !== null && a.author.name === b.author.name;
}

/** Where the platform tells threads, nobody addresses another one by a mere name. */
const sameThread = (tops: readonly string[], comments: readonly StatedComment[], other: number, at: number): boolean =>
  comments[at]!.parent === null || tops[other] === tops[at];

/** The comment at the top above each; circles end where they began. */
function topsOf(comments: readonly StatedComment[]): readonly string[] {
  const parents = new Map(comments.map(({ nativeId, parent }) => [nativeId, parent]));
  const tops = new Map<string, string>();
  return comments.map(({ nativeId }) => {
    const path: string[] = [];
    const passed = new Set<string>();
    let at = nativeId;
    for (let next = parents.get(at); next != null && !tops.has(at) && !passed.has(at); next = parents.get(at)) {
      passed.add(at);
      path.push(at);
      at = next;
    }
    const top = tops.get(at) ?? at;
    for (const id of path) tops.set(id, top);
    return top;
  });
}
