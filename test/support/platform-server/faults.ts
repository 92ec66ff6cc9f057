// The faults of a platform's server: what each does to the thread or to an answer, and what a ledger may then say.
import type { GapReason } from "@belowline/schema";
import type { TrueComment, TrueThread } from "./thread.ts";

export const FAULTS = {
  none: { does: "nothing goes wrong" },
  "throttled-once": { does: "one answer is 429 with Retry-After", exchange: "429", times: 1 },
  throttled: { does: "429 with Retry-After from the middle on", exchange: "429", reasons: ["rate-limited"] },
  "error-once": { does: "one answer is 500", exchange: "500", times: 1 },
  error: { does: "500 from the middle on", exchange: "500", reasons: ["unreachable"] },
  "timeout-once": { does: "one question gets no answer", exchange: "timeout", times: 1 },
  timeout: { does: "no answer from the middle on", exchange: "timeout", reasons: ["unreachable"] },
  refused: { does: "403 from the middle on", exchange: "403", reasons: ["refused"] },
  "truncated-json": {
    does: "one answer ends in its middle",
    exchange: "truncated",
    times: Number.POSITIVE_INFINITY,
    only: 1,
    reasons: ["adapter-broken", "refused"],
  },
  "truncated-first": {
    does: "the first answer ends in its middle",
    exchange: "truncated",
    times: Number.POSITIVE_INFINITY,
    only: 1,
    first: true,
    reasons: ["adapter-broken", "refused"],
  },
  "repeated-page": {
    does: "one answer is the answer before it again",
    exchange: "repeated",
    only: 1,
    reasons: ["paging-cap", "reply-cap", "adapter-broken", "unexplained"],
  },
  "looping-cursor": {
    does: "from the middle on every answer is the same earlier one",
    exchange: "looping",
    reasons: ["paging-cap", "reply-cap", "adapter-broken", "unexplained"],
  },
  "past-the-end": {
    does: "the server names a page after the last, and answers it with 200 and nothing",
    claimsMore: true,
  },
  "capped-replies": {
    does: "of one comment's replies only five are served",
    view: capReplies,
    reasons: ["reply-cap", "unexplained"],
  },
  "announced-more": {
    does: "seven more are announced than there are",
    announces: 7,
    reasons: ["unexplained", "reply-cap"],
  },
  "missing-parent": {
    does: "a comment with replies is counted but not served",
    view: loseParent,
    reasons: ["unexplained", "reply-cap"],
  },
  "foreign-comment": { does: "a comment of another thread is mixed in", view: mixIn },
  added: { does: "a comment is written between two answers", change: add, reasons: ["changed-during-walk"] },
  edited: { does: "a comment is edited between two answers", change: edit },
  deleted: {
    does: "an early comment is deleted between two answers",
    change: remove,
    // A number printed before the deletion counts it still.
    reasons: ["changed-during-walk", "unexplained"],
  },
  "stale-query-id": { does: "the query id is no longer known, once", own: true },
  "no-key": { does: "the user has no key for the interface", own: true, reasons: ["needs-key"] },
  "expired-token": { does: "the token has expired, once", own: true },
} as const satisfies Record<string, Fault>;

export type FaultName = keyof typeof FAULTS;

export interface Fault {
  readonly does: string;
  /** What happens to answers from the struck question on. */
  readonly exchange?: "429" | "500" | "403" | "timeout" | "truncated" | "repeated" | "looping";
  /** It begins with the first question, else in the middle of the walk. */
  readonly first?: true;
  /** How many attempts it hits; all if not given. */
  readonly times?: number;
  /** How many questions it hits, beginning with the struck one; all if not given. */
  readonly only?: number;
  /** What the server gives instead of the thread. */
  readonly view?: (thread: TrueThread) => TrueThread;
  /** What becomes of the thread when the struck question arrives. */
  readonly change?: (thread: TrueThread) => TrueThread;
  /** More than there are. */
  readonly announces?: number;
  readonly claimsMore?: true;
  /** Only servers that play it have it. */
  readonly own?: true;
  /** What a ledger may name; without any, the thread must be complete. */
  readonly reasons?: readonly GapReason[];
}

/** All faults, by name, as one type. */
export const faultOf = (name: FaultName): Fault => FAULTS[name];

const LAST_REPLIES = 5;

/** Comment 1 keeps five of its answers that nobody answers, and all that were answered: nothing else changes. */
function capReplies(thread: TrueThread): TrueThread {
  const answered = new Set(thread.map((one) => one.parent));
  const replies = thread.filter((one) => one.parent === 1 && !answered.has(one.id) && one.state === "visible");
  const gone = new Set(replies.slice(LAST_REPLIES).map((one) => one.id));
  return thread.filter((one) => !gone.has(one.id));
}

/** The comment that is lost: in the middle, alive, with an answer. */
export function lostParent(thread: TrueThread): TrueComment | undefined {
  const answered = new Set(thread.map((one) => one.parent));
  return thread.find(
    (one) => one.id > thread.length / 2 && one.parent === null && one.state === "visible" && answered.has(one.id),
  );
}

function loseParent(thread: TrueThread): TrueThread {
  const lost = lostParent(thread);
  return thread.filter((one) => one !== lost);
}

function mixIn(thread: TrueThread): TrueThread {
  const middle = Math.floor(thread.length / 2);
  const like = thread[middle]!;
  const foreign: TrueComment = {
    ...like,
    id: 900_001,
    root: 900_001,
    parent: null,
    paragraphs: ["Of another thread."],
    state: "visible",
    editedAt: null,
    foreign: true,
  };
  return [...thread.slice(0, middle), foreign, ...thread.slice(middle)];
}

function add(thread: TrueThread): TrueThread {
  const last = thread.at(-1)!;
  const fresh: TrueComment = {
    ...last,
    id: last.id + 1,
    root: last.id + 1,
    parent: null,
    paragraphs: ["Written just now."],
    createdAt: last.createdAt + 1000,
    state: "visible",
    editedAt: null,
  };
  return [...thread, fresh];
}

function edit(thread: TrueThread): TrueThread {
  const last = thread.findLast((one) => one.state === "visible");
  return thread.map((one) =>
    one === last ? { ...one, state: "visible", paragraphs: ["Edited just now."], editedAt: one.createdAt + 5000 } : one,
  );
}

/** The first top-level comment that nobody answered goes without a trace: pages that count places move up by one. */
function remove(thread: TrueThread): TrueThread {
  const answered = new Set(thread.map((one) => one.parent));
  const gone = thread.find((one) => one.id > 1 && one.parent === null && !answered.has(one.id));
  return thread.filter((one) => one !== gone);
}
