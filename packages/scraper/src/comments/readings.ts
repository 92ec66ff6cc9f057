// Several readings of one comment made one: the more trusted wins, the other fills in what the winner does not tell.
import type { CaptureId, Instant, ParentFrom, Precision, StatedComment } from "@belowline/schema";
import { clockOf, isZoneless, type TimePair } from "./clock.ts";
import type { Batch } from "./platform.ts";

/** A comment as one batch states it. */
interface Reading {
  readonly comment: StatedComment;
  readonly capture: CaptureId;
  readonly trust: number;
  readonly way: string;
  /** Repairs alone: the reading never stands where another gives the text. */
  readonly repairs: boolean;
  readonly byTime: boolean;
  readonly page: number | null;
  /** Where it stands in its batch. */
  readonly index: number;
}

/** What was read of one thread so far. Grows with each batch; the order of batches does not matter. */
export interface Readings {
  readonly byId: Map<string, Reading[]>;
  readonly apart: Set<string>;
  readonly byArticleAuthor: Set<string>;
}

export const noReadings = (): Readings => ({ byId: new Map(), apart: new Set(), byArticleAuthor: new Set() });

/** Takes in a batch and tells whether it brought anything that its way had not brought before. */
export function takeIn(readings: Readings, batch: Batch, capture: CaptureId): boolean {
  let fresh = false;
  for (const id of batch.apart ?? []) {
    fresh ||= !readings.apart.has(id);
    readings.apart.add(id);
  }
  for (const id of batch.byArticleAuthor ?? []) readings.byArticleAuthor.add(id);
  for (const [index, comment] of batch.comments.entries()) {
    const reading: Reading = {
      comment,
      capture,
      trust: batch.trust,
      way: batch.way,
      repairs: batch.repairs ?? false,
      byTime: batch.byTime ?? false,
      page: batch.page ?? null,
      index,
    };
    const known = readings.byId.get(comment.nativeId);
    if (!known) readings.byId.set(comment.nativeId, [reading]);
    else if (known.some((other) => other.trust === reading.trust)) {
      // A page that is served twice: the later look is the fresher one, but it keeps the place that is known.
      const at = known.findIndex((other) => other.trust === reading.trust);
      if (known[at]!.page === null && reading.page !== null) known[at] = reading;
      continue;
    } else known.push(reading);
    fresh = true;
  }
  return fresh;
}

export interface MergedThread {
  /** In served order. */
  readonly comments: readonly StatedComment[];
  readonly captureOf: Readonly<Record<string, CaptureId>>;
}

/** One comment for each native id, in served order: way by way in the order of trust, page by page, top to bottom. */
export function mergeReadings(readings: Readings): MergedThread {
  const merged: { readonly place: Reading; readonly comment: StatedComment }[] = [];
  const captureOf: [string, CaptureId][] = [];
  const pairs: TimePair[] = [];
  for (const [id, all] of readings.byId) {
    if (readings.apart.has(id)) continue;
    const byTrust = [...all].sort((a, b) => b.trust - a.trust);
    const base = byTrust.find((reading) => !reading.repairs) ?? byTrust[0]!;
    const comment = merge(byTrust, base, readings.byArticleAuthor.has(id));
    merged.push({ place: base, comment });
    captureOf.push([id, base.capture]);
    const printed = base.comment.createdAt;
    if (isZoneless(printed) && comment.createdAt?.source === "machine")
      pairs.push({ printed, exact: comment.createdAt });
  }
  merged.sort((a, b) => servedBefore(a.place, b.place));
  const set = clockOf(pairs);
  const comments = merged.map(({ comment }) => ({ ...comment, createdAt: set(comment.createdAt) }));
  return { comments, captureOf: Object.fromEntries(captureOf) };
}

const LAST = Number.MAX_SAFE_INTEGER;
const servedBefore = (a: Reading, b: Reading): number =>
  Number(a.repairs) - Number(b.repairs) ||
  b.trust - a.trust ||
  (a.byTime && b.byTime ? compareTimes(a, b) : 0) ||
  (a.page ?? LAST) - (b.page ?? LAST) ||
  a.index - b.index ||
  compareIds(a.comment.nativeId, b.comment.nativeId);

/** Comments without a time stand last: to leave them where they came would make the order depend on its input. */
function compareTimes(a: Reading, b: Reading): number {
  const [one, other] = [a.comment.createdAt?.at ?? "9", b.comment.createdAt?.at ?? "9"];
  return one === other ? compareIds(a.comment.nativeId, b.comment.nativeId) : one < other ? -1 : 1;
}

const compareIds = (a: string, b: string): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

function merge(byTrust: readonly Reading[], base: Reading, byArticleAuthor: boolean): StatedComment {
  const all = byTrust.map((reading) => reading.comment);
  const { comment } = base;
  const parent = all.reduce((best, next) =>
    PARENT_TRUST[next.parentFrom] > PARENT_TRUST[best.parentFrom] ? next : best,
  );
  const sources = sourcesOf(byTrust, base, parent);
  const known = byArticleAuthor || all.some((reading) => reading.byArticleAuthor !== undefined);
  return {
    ...comment,
    parent: parent.parent,
    parentFrom: parent.parentFrom,
    createdAt: all.reduce((best, next) => finer(best, next.createdAt), comment.createdAt),
    author: comment.author ?? all.find((reading) => reading.author !== null)?.author ?? null,
    votes: comment.votes ?? all.find((reading) => reading.votes)?.votes ?? null,
    permalink: comment.permalink ?? all.find((reading) => reading.permalink !== null)?.permalink ?? null,
    ...(sources && { sources }),
    ...(known && { byArticleAuthor: byArticleAuthor || all.some((reading) => reading.byArticleAuthor === true) }),
  };
}

/** The way of each field that the winner did not give, and the winner's own; undefined where one way read it all. */
function sourcesOf(
  byTrust: readonly Reading[],
  base: Reading,
  parent: StatedComment,
): Readonly<Record<string, string>> | undefined {
  if (byTrust.length < 2) return undefined;
  const { comment } = base;
  const wayOf = (has: (one: StatedComment) => boolean): string | undefined =>
    has(comment) ? undefined : byTrust.find((reading) => has(reading.comment))?.way;
  const time = byTrust.reduce(
    (best, next) => (finer(best.comment.createdAt, next.comment.createdAt) === best.comment.createdAt ? best : next),
    base,
  );
  const others: Readonly<Record<string, string | undefined>> = {
    parent: byTrust.find((reading) => reading.comment === parent)?.way,
    createdAt: time.way,
    author: wayOf((one) => one.author !== null),
    votes: wayOf((one) => one.votes != null),
    permalink: wayOf((one) => one.permalink !== null),
    byArticleAuthor: wayOf((one) => one.byArticleAuthor !== undefined),
  };
  const told = Object.entries(others).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== base.way,
  );
  return { text: base.way, ...Object.fromEntries(told) };
}

const PARENT_TRUST: Readonly<Record<ParentFrom, number>> = { id: 4, dom: 3, mention: 2, depth: 1, none: 0 };
const PRECISION: readonly Precision[] = ["d", "h", "min", "s", "ms"];

/** The finer of two times: a machine's before a text's, then the more precise one. */
function finer(best: Instant | null, next: Instant | null): Instant | null {
  if (best === null || next === null) return best ?? next;
  const worth = (time: Instant) => (time.source === "machine" ? 10 : 0) + PRECISION.indexOf(time.precision);
  return worth(next) > worth(best) ? next : best;
}
