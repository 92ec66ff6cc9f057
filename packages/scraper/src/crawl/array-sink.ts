// A sink that keeps visits in an array: for tests, and for users who want records without a database.
import {
  canonicalise,
  isTrap,
  type Lease,
  type LeasedPage,
  type LeaseWish,
  LISTING_KINDS,
  newPrivacyKey,
  type Privacy,
  pageId,
  privacyOf,
  publisherOf,
  type Sink,
  StoreError,
  threadId,
  threadPageId,
  type Visit,
} from "@belowline/schema";
import { PRIORITY } from "../discover/priority.ts";
import { memoryHosts } from "../fetch/memory-hosts.ts";

interface Entry {
  page: LeasedPage;
  order: number;
  due: boolean;
  token: number;
  held: boolean;
  visitedAt: string;
}

/** The frontier lives as long as the sink; nothing is known from earlier runs, so every article is new. */
export function arraySink(visits: Visit[], privacy: Privacy = privacyOf("pseudonym", newPrivacyKey())): Sink {
  const entries = new Map<string, Entry>();
  const add = (page: LeasedPage): boolean => {
    if (entries.has(page.id)) return false;
    entries.set(page.id, { page, order: entries.size, due: true, token: 0, held: false, visitedAt: "" });
    return true;
  };
  const matches = (wish: LeaseWish, { page }: Entry): boolean =>
    wish.publishers.includes(page.publisher) &&
    wish.kinds.includes(page.kind) &&
    (wish.since === null || page.claimedAt === null || page.claimedAt >= wish.since);

  return {
    privacy,
    hosts: memoryHosts(),
    async start({ seeds }) {
      for (const seed of seeds) add(blank(seed));
      for (const entry of entries.values())
        if ((LISTING_KINDS as readonly string[]).includes(entry.page.kind)) entry.due = true;
    },
    async lease(wish) {
      const due = [...entries.values()].filter((entry) => entry.due && !entry.held && matches(wish, entry));
      due.sort(
        (a, b) =>
          a.page.priority - b.page.priority ||
          (b.page.claimedAt ?? "").localeCompare(a.page.claimedAt ?? "") ||
          a.order - b.order,
      );
      return due.slice(0, wish.limit).map((entry) => leaseOf(entry, wish.seconds));
    },
    async claim({ seenAt, ...found }, seconds) {
      const page = blank(found);
      add(page);
      const entry = entries.get(page.id)!;
      return entry.held || entry.visitedAt >= seenAt ? null : leaseOf(entry, seconds);
    },
    async commit(visit) {
      const entry = entries.get(visit.lease.page.id);
      if (!entry?.held || entry.token !== visit.lease.token) {
        throw new StoreError("store/stale-lease", `${visit.lease.page.url}: the lease of this visit is no longer ours`);
      }
      entry.held = false;
      entry.visitedAt = visit.visitedAt;
      entry.due = visit.outcome.kind === "deferred";
      if (visit.outcome.kind === "deferred") entry.page = { ...entry.page, claimedAt: visit.outcome.claimedAt };
      let pages = 0;
      for (const found of visit.found) {
        if (!isTrap(found.url) && add(blank(found))) pages++;
      }
      const { outcome } = visit;
      if (outcome.kind === "article") {
        for (const reference of outcome.threads) {
          const publisher = visit.lease.page.publisher;
          const id = threadPageId(threadId(publisher, reference.platform, reference.key));
          const thread = {
            ...reference,
            articleUrl: outcome.article.url,
            publishedAt: outcome.article.publishedAt?.at ?? null,
            said: null,
            newest: null,
          };
          const where = {
            url: outcome.article.url,
            kind: "thread" as const,
            priority: PRIORITY.thread,
            claimedAt: thread.publishedAt,
          };
          if (add({ ...blank(where), id, publisher, thread })) pages++;
        }
      }
      visits.push(visit);
      const walked = outcome.kind === "thread" ? [outcome.thread] : outcome.kind === "article" ? outcome.walked : [];
      const comments = (walked ?? []).reduce((sum, thread) => sum + thread.comments.length, 0);
      return {
        article: outcome.kind === "article" ? "new" : null,
        comments: { new: comments, revised: 0, unchanged: 0, vanished: 0 },
        pages,
      };
    },
    async renew() {},
    async release(leases) {
      for (const lease of leases) {
        const entry = entries.get(lease.page.id);
        if (entry?.token === lease.token) entry.held = false;
      }
    },
    heldUntil: async () => null,
    async finish() {},
  };
}

function leaseOf(entry: Entry, seconds: number): Lease {
  entry.held = true;
  entry.token++;
  return { page: entry.page, token: entry.token, until: new Date(Date.now() + seconds * 1000).toISOString() };
}

function blank(found: Pick<LeasedPage, "url" | "kind" | "priority" | "claimedAt">): LeasedPage {
  return {
    id: pageId(canonicalise(found.url) ?? found.url),
    url: found.url,
    kind: found.kind,
    publisher: publisherOf(found.url),
    priority: found.priority,
    claimedAt: found.claimedAt,
    attempts: 0,
    etag: null,
    lastModified: null,
    read: null,
    thread: null,
  };
}
