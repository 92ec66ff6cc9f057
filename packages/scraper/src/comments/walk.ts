// Drives one platform's open and read over any source of captures (live, stored, recorded) to a thread with its ledger.
import { setImmediate } from "node:timers/promises";
import {
  type Ask,
  type Author,
  type Capture,
  type Gap,
  type Privacy,
  refuseUnknown,
  type StatedAuthor,
  type StatedComment,
  type Thread,
  type ThreadReference,
} from "@belowline/schema";
import { type Announced, fell, settleAnnounced } from "./announced.ts";
import { assemble } from "./assemble.ts";
import { leftAlone } from "./detect-only.ts";
import { balance } from "./ledger.ts";
import type { AnyPlatform, Batch, Ref } from "./platform.ts";
import { mergeReadings, noReadings, takeIn } from "./readings.ts";
import { type Understood, understand } from "./understand.ts";

export interface WalkOptions {
  readonly platform: AnyPlatform;
  readonly reference: ThreadReference;
  readonly articleUrl: string;
  /** The publisher's key (`publisherOf`): pseudonyms are a publisher's own. */
  readonly publisher: string;
  readonly privacy: Privacy;
  /** Sends or looks up one question; a Gap where no answer can be had. What it throws, `walk` throws, but for an abort. */
  readonly ask: (ask: Ask) => Promise<Capture | Gap>;
  /** Reads one answer, perhaps elsewhere; here and at once if not given. An abort may make it throw, as `ask` may. */
  readonly read?: (platform: AnyPlatform, order: Answered) => Promise<Understood>;
  /** Stops before the next question; what was read so far is returned with the gap `interrupted`. */
  readonly signal?: AbortSignal;
  /** Questions for one thread at most; 1,000 (100,000 comments at 100 a page) if not given. */
  readonly maxAsks?: number;
}

const KNOWN = [
  "platform",
  "reference",
  "articleUrl",
  "publisher",
  "privacy",
  "ask",
  "read",
  "signal",
  "maxAsks",
] as const;

/** A question with its answer, and the thread they belong to. */
export interface Answered {
  readonly ask: Ask;
  readonly capture: Capture;
  readonly ref: Ref;
}

/** A site that answers every question with a new question and nothing else is left after so many of them. */
const BARREN_ANSWERS = 5;

/**
 * Walks one thread to its end. Never throws for what a site answers: an answer nobody understands becomes the gap
 * `adapter-broken`, and the walk goes on with what is left to ask.
 *
 * @example
 * const thread = await walk({ platform, reference, articleUrl, publisher, privacy, ask });
 * thread.complete; // whether everything announced is here
 */
export async function walk(options: WalkOptions): Promise<Thread> {
  refuseUnknown("walk", options, KNOWN);
  const { platform, reference, privacy, publisher } = options;
  const ref = reference.ref as Ref;
  const readings = noReadings();
  const gaps: Gap[] = [];
  const ways: string[] = [];
  const announced: Announced[] = [];
  const asked = new Set<string>();
  const answers = new Set<string>();
  const first = { ask: platform.open(ref, { url: options.articleUrl }), barren: 0, from: null };
  const waiting: Waiting[] = platform.access === "detect-only" ? [] : [first];
  if (platform.access === "detect-only") gaps.push(leftAlone(platform, reference.announced));
  let open: boolean | null = null;
  let repeated = false;
  let questions = 0;
  let patience = BARREN_ANSWERS;
  let again = false;
  const beginAnew = (): void => {
    again = true;
    patience += asked.size;
    announced.length = 0;
    asked.clear();
    answers.clear();
    waiting.splice(0, waiting.length, first);
  };

  for (;;) {
    const next = waiting.shift();
    if (next === undefined) {
      // Pages that count places move up when a comment goes, and one slips past between two of them. A second round finds it.
      if (again || !fell(announced)) break;
      beginAnew();
      continue;
    }
    const { ask } = next;
    const key = keyOf(ask);
    if (asked.has(key)) continue;
    const stop = whyStop(options, questions);
    if (stop) {
      gaps.push(stop);
      break;
    }
    if (platform.createsOnRead?.(ask) && !announced.some(({ number }) => number > 0)) {
      gaps.push(wouldCreate(ask));
      continue;
    }
    if (next.barren >= patience) {
      gaps.push(BARREN);
      continue;
    }
    asked.add(key);
    questions++;
    const came = await unlessStopped(options, () => comeBy(ask, options));
    if (came === "stopped") {
      gaps.push(INTERRUPTED);
      break;
    }
    const { answer, read, isCut } = came;
    if ("reason" in read) {
      gaps.push(read);
      continue;
    }
    if (isCut) gaps.push(midway(ask));
    const batch = isCut ? withoutLast(read) : read;
    if (batch.restart) {
      if (again) gaps.push(EXPIRED);
      else beginAnew();
      continue;
    }
    const fresh = "reason" in answer ? false : takeIn(readings, batch, answer.id);
    const digest = "reason" in answer ? null : answer.digest;
    if (digest !== null && batch.comments.length > 0) {
      // A page may stand under two addresses, but no page leads on to itself.
      repeated ||= ask.accept === "json" ? answers.has(digest) : digest === next.from;
      answers.add(digest);
    }
    const from = batch.comments.length > 0 ? digest : null;
    for (const further of batch.next) waiting.push({ ask: further, barren: fresh ? 0 : next.barren + 1, from });
    gaps.push(...(batch.gaps ?? []));
    open = batch.open ?? open;
    const told = batch.announced ?? null;
    if (told !== null) {
      announced.push({
        number: told,
        trust: batch.trust,
        withApart: batch.announcedWithApart ?? false,
        withoutGone: batch.announcedWithoutGone ?? false,
      });
    }
    if (batch.trust > 0 && !ways.includes(batch.way)) ways.push(batch.way);
  }

  const { comments: stated, captureOf } = mergeReadings(readings);
  const comments = assemble(stated, await pseudonymsOf(stated, (author) => privacy.author(publisher, author)));
  const apart = readings.apart.size;
  const total = settleAnnounced(announced, reference.announced, apart);
  const gone = total.withoutGone
    ? comments.filter(({ state }) => state === "deleted" || state === "removed").length
    : 0;
  const counted = comments.length - gone;
  // Where everything announced came all the same, nothing is amiss.
  const isShort = total.announced === null || counted < total.announced;
  if (repeated && isShort && !gaps.some((gap) => gap.count === null)) gaps.push(REPEATED);
  const ledger = balance({ ...total, collected: counted, apart, gaps });
  return {
    ...reference,
    announced: total.announced,
    articleUrl: options.articleUrl,
    comments,
    collected: comments.length,
    complete: ledger.complete,
    gaps: ledger.gaps,
    open,
    ways,
    captureOf,
  };
}

const INTERRUPTED: Gap = { reason: "interrupted", count: null, detail: "the walk was stopped from outside" };

const wouldCreate = ({ url }: Ask): Gap => ({
  reason: "refused",
  count: null,
  detail: `${url} was not asked: it would make the site store a thread, and nothing says that there is one`,
});
/** The comment in which a page was cut off may have lost anything. */
const withoutLast = (batch: Batch): Batch => ({ ...batch, comments: batch.comments.slice(0, -1) });

const midway = ({ url }: Ask): Gap => ({
  reason: "adapter-broken",
  count: null,
  detail: `${url} ends in its middle: elements are open that only an end tag closes`,
});
const EXPIRED: Gap = {
  reason: "adapter-broken",
  count: null,
  detail: "the site refused a token or query id again after a new one was fetched",
};
const BARREN: Gap = {
  reason: "paging-cap",
  count: null,
  detail: `${BARREN_ANSWERS} answers in a row brought nothing new`,
};
const REPEATED: Gap = { reason: "paging-cap", count: null, detail: "the site gave one page for two questions" };

interface Waiting {
  readonly ask: Ask;
  /** How many answers in a row, each following from the one before, brought nothing new. */
  readonly barren: number;
  /** The digest of the page with comments that led here. */
  readonly from: string | null;
}

/** The same question: what it carries counts too, because a platform may put one address to two uses. */
const keyOf = (ask: Ask): string =>
  JSON.stringify([ask.method ?? "GET", ask.url, ask.body ?? null, ask.headers ?? null, ask.carry ?? null]);

function whyStop(options: WalkOptions, asked: number): Gap | undefined {
  const maxAsks = options.maxAsks ?? 1000;
  if (options.signal?.aborted)
    return { reason: "interrupted", count: null, detail: "the walk was stopped from outside" };
  if (asked >= maxAsks) {
    return { reason: "paging-cap", count: null, detail: `the thread takes more than ${maxAsks} requests` };
  }
  return undefined;
}

/** What is aborted under way throws; what was read before it is worth keeping. */
async function unlessStopped<T>({ signal }: WalkOptions, work: () => Promise<T>): Promise<T | "stopped"> {
  try {
    return await work();
  } catch (error) {
    if (signal?.aborted) return "stopped";
    throw error;
  }
}

type NameOf = (stated: StatedAuthor | null) => Author | null;
/** Milliseconds after which whoever else waits may go on. */
const SLICE_MS = 20;

/** Each name hashed once, in slices: those of a hundred thousand comments take seconds. */
async function pseudonymsOf(comments: readonly StatedComment[], author: NameOf): Promise<NameOf> {
  const known = new Map<string, Author | null>();
  const nameOf: NameOf = (stated) => {
    if (stated === null) return author(null);
    const who = JSON.stringify([stated.key ?? null, stated.name]);
    if (!known.has(who)) known.set(who, author(stated));
    return known.get(who)!;
  };
  let since = performance.now();
  for (const { author: stated } of comments) {
    nameOf(stated);
    if (performance.now() - since < SLICE_MS) continue;
    await setImmediate();
    since = performance.now();
  }
  return nameOf;
}

/** One question, its answer and what that says. */
async function comeBy(ask: Ask, options: WalkOptions): Promise<Understood & { readonly answer: Capture | Gap }> {
  const { platform, reference } = options;
  const ref = reference.ref as Ref;
  const answer = await options.ask(ask);
  if ("reason" in answer) return { answer, read: missed(platform, ask, answer, ref), isCut: false };
  const understood = options.read
    ? await options.read(platform, { ask, capture: answer, ref })
    : understand(platform, ask, answer, ref);
  return { answer, ...understood };
}

function missed(platform: AnyPlatform, ask: Ask, gap: Gap, ref: Ref): Batch | Gap {
  return platform.missed?.(ask, gap, ref) ?? gap;
}
