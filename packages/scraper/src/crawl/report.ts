// What a crawl has done so far, and what it came to: counted from visits as they are committed.

import type { AbsenceReason, Committed, CrawlId, Gap, Outcome, Visit } from "@belowline/schema";
import type { TrapKind, Traps } from "../discover/traps.ts";

/** A picture of a running crawl, for a progress bar. */
export interface CrawlProgress {
  readonly visited: number;
  /** Pages known to this run and not yet visited; grows while the site is being discovered. */
  readonly waiting: number;
  readonly articles: number;
  readonly comments: number;
  readonly threads: number;
  readonly absent: number;
  readonly broken: number;
  /** The page just finished. */
  readonly url: string;
}

export interface IncompleteThread {
  readonly articleUrl: string;
  readonly platform: string;
  readonly announced: number | null;
  readonly collected: number;
  readonly gaps: readonly Gap[];
}

/** A platform that is not read unless the user says so. */
export interface PlatformLeftAlone {
  readonly platform: string;
  readonly threads: number;
  /** The terms, and the switch. */
  readonly why: string;
}

/** 304; the number of comments in a feed; the number that the platform tells. */
export type SparedBy = Extract<Outcome, { kind: "unchanged" }>["by"];

/** What one crawl came to. Plain JSON. */
export interface CrawlReport {
  readonly crawl: CrawlId;
  readonly state: "finished" | "interrupted";
  readonly seconds: number;
  readonly pages: { readonly visited: number; readonly unchanged: number; readonly broken: number };
  readonly requests: number;
  readonly bytes: number;
  /** Visits that found nothing new without fetching anything again, by how they knew; and the bytes that their last readings took. */
  readonly spared: { readonly visits: Readonly<Record<SparedBy, number>>; readonly bytes: number };
  readonly articles: { readonly found: number; readonly new: number; readonly revised: number };
  readonly threads: {
    readonly walked: number;
    readonly complete: number;
    /** Left alone threads are not among them. */
    readonly incomplete: readonly IncompleteThread[];
    /** Platforms that were met and not read, each once, with what to do. */
    readonly leftAlone: readonly PlatformLeftAlone[];
  };
  readonly comments: {
    /** Sum over the threads that announce a number. */
    readonly announced: number;
    readonly collected: number;
    readonly new: number;
    readonly revised: number;
    readonly vanished: number;
  };
  readonly absent: Readonly<Partial<Record<AbsenceReason, number>>>;
  readonly broken: readonly { readonly url: string; readonly code: string; readonly message: string }[];
  /** The addresses that were asked for: how many could be read, and of the others why not. */
  readonly seeds: {
    readonly read: number;
    readonly failed: readonly { readonly url: string; readonly message: string }[];
  };
  /** Hosts that asked to be left alone for longer than a run waits, in seconds; their pages stay due. */
  readonly resting: Readonly<Record<string, number>>;
  /** Addresses that were left out as traps, by kind; `TRAP_LIMITS` has the caps. */
  readonly traps: Readonly<Partial<Record<TrapKind, number>>>;
}

/** Nothing could be had from any seed: whoever asked expects more than silence. */
export const cameToNothing = ({ articles, seeds, resting }: CrawlReport): boolean =>
  articles.found === 0 && seeds.read === 0 && (seeds.failed.length > 0 || Object.keys(resting).length > 0);

/** Reports name at most so many single cases; the corpus knows them all. */
const MOST_NAMED = 200;

export interface Tally {
  count(visit: Visit, committed: Committed): void;
  resting(host: string, seconds: number): void;
  progress(url: string): CrawlProgress;
  report(state: CrawlReport["state"]): CrawlReport;
}

/** @param seeds as they stand in the frontier */
export function newTally(crawl: CrawlId, seeds: ReadonlySet<string>, traps: Traps): Tally {
  const started = performance.now();
  const absent: Partial<Record<AbsenceReason, number>> = {};
  const incomplete: IncompleteThread[] = [];
  const leftAlone = new Map<string, PlatformLeftAlone>();
  const broken: { url: string; code: string; message: string }[] = [];
  const failed: { url: string; message: string }[] = [];
  const resting: Record<string, number> = {};
  const spared: Record<SparedBy, number> = { validator: 0, feed: 0, count: 0 };
  const n = {
    visited: 0,
    known: seeds.size,
    seeds: 0,
    unchanged: 0,
    broken: 0,
    requests: 0,
    bytes: 0,
    sparedBytes: 0,
    articles: 0,
    newArticles: 0,
    revisedArticles: 0,
    threads: 0,
    complete: 0,
    announced: 0,
    collected: 0,
    newComments: 0,
    revisedComments: 0,
    vanished: 0,
    absent: 0,
  };
  return {
    count(visit, committed) {
      const { outcome } = visit;
      n.visited++;
      n.known += committed.pages;
      n.requests += visit.captures.length;
      const bytes = visit.captures.reduce((sum, capture) => sum + capture.body.byteLength, 0);
      n.bytes += bytes;
      n.newComments += committed.comments.new;
      n.revisedComments += committed.comments.revised;
      n.vanished += committed.comments.vanished;
      if (committed.article !== null) n.articles++;
      if (committed.article === "new") n.newArticles++;
      if (committed.article === "revised") n.revisedArticles++;
      const { url, kind } = visit.lease.page;
      if (seeds.has(url) && kind !== "thread") {
        if (outcome.kind === "absent") failed.push({ url, message: outcome.detail });
        else if (outcome.kind === "broken") failed.push({ url, message: outcome.message });
        else n.seeds++;
      }
      if (outcome.kind === "unchanged") {
        n.unchanged++;
        spared[outcome.by]++;
        n.sparedBytes += Math.max(0, (visit.lease.page.read?.bytes ?? 0) - bytes);
      } else if (outcome.kind === "absent") {
        n.absent++;
        absent[outcome.reason] = (absent[outcome.reason] ?? 0) + 1;
      } else if (outcome.kind === "broken") {
        n.broken++;
        if (broken.length < MOST_NAMED) {
          broken.push({ url: visit.lease.page.url, code: outcome.code, message: outcome.message });
        }
      } else if (outcome.kind === "thread") {
        const { thread } = outcome;
        n.threads++;
        n.announced += thread.announced ?? 0;
        n.collected += thread.collected;
        const off = thread.gaps.find((gap) => gap.reason === "consent-off");
        if (thread.complete) n.complete++;
        else if (off) {
          const threads = (leftAlone.get(thread.platform)?.threads ?? 0) + 1;
          leftAlone.set(thread.platform, { platform: thread.platform, threads, why: off.detail });
        } else if (incomplete.length < MOST_NAMED) {
          const { articleUrl, platform, announced, collected, gaps } = thread;
          incomplete.push({ articleUrl, platform, announced, collected, gaps });
        }
      }
    },
    resting: (host, seconds) => void (resting[host] = seconds),
    progress: (url) => ({
      visited: n.visited,
      waiting: Math.max(0, n.known - n.visited),
      articles: n.articles,
      comments: n.collected,
      threads: n.threads,
      absent: n.absent,
      broken: n.broken,
      url,
    }),
    report: (state) => ({
      crawl,
      state,
      seconds: Math.round((performance.now() - started) / 100) / 10,
      pages: { visited: n.visited, unchanged: n.unchanged, broken: n.broken },
      requests: n.requests,
      bytes: n.bytes,
      spared: { visits: { ...spared }, bytes: n.sparedBytes },
      articles: { found: n.articles, new: n.newArticles, revised: n.revisedArticles },
      threads: { walked: n.threads, complete: n.complete, incomplete, leftAlone: [...leftAlone.values()] },
      comments: {
        announced: n.announced,
        collected: n.collected,
        new: n.newComments,
        revised: n.revisedComments,
        vanished: n.vanished,
      },
      absent,
      broken,
      seeds: { read: n.seeds, failed },
      resting,
      traps: { ...traps.counts() },
    }),
  };
}
