// Sink: the one seam between the wing that finds and the wing that keeps. A crawl leases pages from it and commits visits to it.
import type { Article } from "./article.ts";
import type { Capture } from "./capture.ts";
import type { Hosts } from "./host.ts";
import type { CaptureId, CrawlId } from "./id.ts";
import type { JsonObject } from "./json.ts";
import type { AbsenceReason } from "./outcome.ts";
import type { FoundPage, Lease, PageKind } from "./page.ts";
import type { Privacy } from "./pseudonym.ts";
import type { Thread, ThreadReference } from "./thread.ts";

/** What a visit came to. */
export type Outcome =
  | {
      readonly kind: "article";
      readonly article: Article;
      readonly capture: CaptureId;
      /** Each becomes a page of kind `thread`, due at once. */
      readonly threads: readonly ThreadReference[];
      /** Threads that were read along with it from the captures of this visit, as an import does; each is one of `threads`. */
      readonly walked?: readonly Thread[];
    }
  | { readonly kind: "thread"; readonly thread: Thread }
  | { readonly kind: "listing"; readonly format: "html" | "feed" | "sitemap"; readonly links: number }
  /** The page is as we know it: by 304 (`validator`), or a thread by the number of its comments, in a feed or an answer of its platform. */
  | { readonly kind: "unchanged"; readonly by: "validator" | "feed" | "count" }
  /** Outside this crawl's `since`: stays on the frontier under the date it turned out to have. */
  | { readonly kind: "deferred"; readonly claimedAt: string }
  | { readonly kind: "absent"; readonly reason: AbsenceReason; readonly detail: string }
  | { readonly kind: "broken"; readonly code: string; readonly message: string };

/** Everything one visit brought. The sink stores it in one transaction or not at all. */
export interface Visit {
  readonly crawl: CrawlId;
  readonly lease: Lease;
  /** When the visit ended; UTC ISO 8601. */
  readonly visitedAt: string;
  readonly captures: readonly Capture[];
  readonly outcome: Outcome;
  readonly found: readonly FoundPage[];
  /** When to come back; null for never. */
  readonly nextDue: string | null;
}

/** What a commit changed, for progress and reports. */
export interface Committed {
  readonly article: "new" | "revised" | "unchanged" | null;
  readonly comments: {
    readonly new: number;
    readonly revised: number;
    readonly unchanged: number;
    readonly vanished: number;
  };
  /** Pages that were not on the frontier before. */
  readonly pages: number;
}

export interface CrawlStart {
  readonly id: CrawlId;
  readonly startedAt: string;
  readonly seeds: readonly FoundPage[];
  /** Without secrets: what the user asked for, as it goes into the methods section. */
  readonly settings: JsonObject;
  readonly userAgent: string;
  /** Every known page of the seeds' publishers is due now; otherwise only seeds, feeds, sitemaps and sections are. */
  readonly refresh: boolean;
}

export interface LeaseWish {
  readonly crawl: CrawlId;
  readonly publishers: readonly string[];
  readonly kinds: readonly PageKind[];
  /** Leaves out articles that claim an older date; UTC ISO 8601. */
  readonly since: string | null;
  readonly limit: number;
  /** How long the lease holds. */
  readonly seconds: number;
}

/** A page that somebody saw. */
export interface ClaimedPage extends FoundPage {
  /** UTC ISO 8601. */
  readonly seenAt: string;
}

export interface CrawlEnd {
  readonly crawl: CrawlId;
  readonly finishedAt: string;
  readonly state: "finished" | "interrupted" | "failed";
  readonly report: JsonObject;
}

export interface Sink {
  readonly privacy: Privacy;
  /** Politeness towards hosts, shared by all who write here. */
  readonly hosts: Hosts;
  /**
   * Opens a run: its seeds and the listing pages are due now. A store with a single opener (a PGlite folder) voids all
   * leases here, for whoever held them is dead.
   */
  start(crawl: CrawlStart): Promise<void>;
  /** Due pages, soonest priority first, leased to this caller; empty when none is due. */
  lease(wish: LeaseWish): Promise<readonly Lease[]>;
  /**
   * Puts one page on the frontier and leases it to this caller, due or not; null where somebody holds it, or where it was visited
   * at `seenAt` or later.
   */
  claim(page: ClaimedPage, seconds: number): Promise<Lease | null>;
  /** One transaction. Rejects with `store/stale-lease` when the lease was lost meanwhile. */
  commit(visit: Visit): Promise<Committed>;
  /** Holds leases that are still ours for so many seconds from now; those lost meanwhile are left alone. */
  renew(leases: readonly Lease[], seconds: number): Promise<void>;
  /** Gives pages back unvisited. */
  release(leases: readonly Lease[]): Promise<void>;
  /** Whether a page that the wish would get is held by somebody else now, and when that lease ends; null if none is. */
  heldUntil(wish: LeaseWish): Promise<string | null>;
  finish(end: CrawlEnd): Promise<void>;
}
