// One thread: walked from its stored reference, without the article; the whole walk is one visit.
import {
  FetchError,
  type Gap,
  type GapReason,
  type Lease,
  type Privacy,
  type Thread,
  type ThreadReference,
} from "@belowline/schema";
import { leftAlone } from "../comments/detect-only.ts";
import type { AnyPlatform } from "../comments/platform.ts";
import { walk } from "../comments/walk.ts";
import type { Readers } from "../reading/readers.ts";
import { mayRead, type Permission, whyLeftAlone } from "./consent.ts";
import type { Courier } from "./courier.ts";
import { DAY, type Ladder, nextVisit } from "./ladder.ts";
import { probe } from "./probe.ts";
import type { Visited } from "./visit-page.ts";

export interface ThreadVisit {
  readonly lease: Lease;
  readonly courier: Courier;
  readonly readers: Readers;
  readonly platforms: readonly AnyPlatform[];
  readonly permissions: readonly Permission[];
  readonly privacy: Privacy;
  readonly now: string;
  readonly ladder: Ladder;
  /** The walk was asked for: no look before it, for numbers tell of no edit. */
  readonly refresh: boolean;
  readonly signal: AbortSignal | undefined;
}

/** Questions a walk may ask: 50 of 100 comments would be 5,000; the longest threads known to us have some 50,000. */
const MOST_ASKS = 1_000;

export async function visitThread(visit: ThreadVisit): Promise<Visited> {
  const { lease, courier, signal } = visit;
  const reference = lease.page.thread;
  const platform = visit.platforms.find((one) => one.id === reference?.platform);
  if (!reference || !platform) {
    const message = `no adapter for the platform "${reference?.platform ?? "?"}" of ${lease.page.url}; upgrade Belowline, or register it`;
    return {
      outcome: { kind: "broken", code: "adapter/missing-field", message },
      captures: [],
      found: [],
      nextDue: null,
    };
  }
  if (!mayRead(platform, lease.page.publisher, visit.permissions)) {
    const thread = unread(
      reference,
      leftAlone(platform, reference.announced, whyLeftAlone(platform, lease.page.publisher)),
    );
    // Due again as if it had been read: the next crawl may be allowed to.
    const nextDue =
      platform.access === "detect-only" ? null : nextVisit(reference.publishedAt, visit.now, visit.ladder);
    return { outcome: { kind: "thread", thread }, captures: [], found: [], nextDue };
  }
  const { page } = lease;
  const looked = { page, thread: reference, platform, courier, ladder: visit.ladder, now: visit.now };
  const probed = visit.refresh ? { first: undefined } : await probe(looked);
  if ("by" in probed) {
    const nextDue = nextVisit(reference.publishedAt, visit.now, visit.ladder);
    return { outcome: { kind: "unchanged", by: probed.by }, captures: courier.captures, found: [], nextDue };
  }
  const { first } = probed;
  const thread = await walk({
    platform,
    reference,
    articleUrl: reference.articleUrl,
    publisher: lease.page.publisher,
    privacy: visit.privacy,
    ask: async (ask) => (first && ask.method !== "POST" && ask.url === first.requestUrl ? first : courier.ask(ask)),
    read: visit.readers.answer,
    maxAsks: MOST_ASKS,
    ...(signal ? { signal } : {}),
  });
  if (signal?.aborted && courier.captures.length === 0)
    throw new FetchError("aborted", `${lease.page.url}: the crawl was stopped before its thread was asked for`);
  return {
    outcome: { kind: "thread", thread },
    captures: courier.captures,
    found: [],
    nextDue: dueAfter(visit, thread),
  };
}

/** What was in the way of a walk and may pass: the site, or its comments, could not be had. */
const PASSING: ReadonlySet<GapReason> = new Set(["unreachable", "rate-limited"]);

/**
 * By the ladder, which never comes back below an old article: a walk that something stood in the way of is due within a day all the
 * same, and one that was stopped at once, for the next crawl to go on with.
 */
function dueAfter({ lease, now, ladder }: ThreadVisit, { gaps }: Thread): string | null {
  if (gaps.some(({ reason }) => reason === "interrupted")) return now;
  const due = nextVisit(lease.page.thread?.publishedAt ?? null, now, ladder);
  const tomorrow = new Date(Date.parse(now) + DAY).toISOString();
  return gaps.some(({ reason }) => PASSING.has(reason)) && (due === null || due > tomorrow) ? tomorrow : due;
}

/** A thread that we know of and leave alone: its ledger says why. */
export function unread(reference: ThreadReference & { readonly articleUrl: string }, gap: Gap): Thread {
  const { platform, key, ref, announced, articleUrl } = reference;
  return {
    platform,
    key,
    ref,
    announced,
    articleUrl,
    comments: [],
    collected: 0,
    complete: false,
    gaps: [gap],
    open: null,
    ways: [],
    captureOf: {},
  };
}
