// The frontier as Crawlee sees it: a request manager whose requests are leases from the sink, so that the table is the only queue.
import type { Lease, LeaseWish, Sink } from "@belowline/schema";
import { type IRequestManager, Request, type RequestQueueOperationInfo } from "@crawlee/core";
import { backOff } from "./retry.ts";

export interface Frontier extends IRequestManager {
  /** The lease behind a request that Crawlee handed us. */
  leaseOf(request: Request): Lease;
  /** Leaves a publisher alone for so many seconds: its host asked for it. */
  rest(publisher: string, seconds: number): void;
  /** No new page from now on; gives back what is not started. */
  stop(): Promise<void>;
  /** Ends renewals. */
  close(): void;
}

export interface FrontierOptions {
  readonly sink: Sink;
  /** What may be leased now; null when this crawl wants nothing more. */
  readonly wish: () => LeaseWish | null;
  readonly publishers: readonly string[];
  /** Called with each page handed out and taken back. */
  readonly onStart: (lease: Lease) => void;
}

/** A dead worker's page comes free after so long; a living one renews three times as often. */
export const LEASE_SECONDS = 90;
/** In flight at once per publisher: one on the wire, one being read and stored. */
const PER_PUBLISHER = 2;
/** How long a run waits for a page that somebody else holds, beyond one lease. */
const PATIENCE_MS = (LEASE_SECONDS + 30) * 1000;

export function frontierOver({ sink, wish, publishers, onStart }: FrontierOptions): Frontier {
  const ready: Lease[] = [];
  const retries: { request: Request; at: number }[] = [];
  const flying = new Map<string, Lease>();
  // Crawlee marks a failed request as handled before it tells us of the failure, so the lease is kept beside the request.
  const leases = new WeakMap<Request, Lease>();
  const resting = new Map<string, number>();
  let handled = 0;
  let stopped = false;
  let filling: Promise<void> | undefined;
  let heldSince: number | undefined;

  const renewal = setInterval(
    () => {
      const held = [...flying.values(), ...ready];
      // A failed renewal shows when the visit is committed: the sink refuses a stale lease.
      if (held.length > 0) sink.renew(held, LEASE_SECONDS).catch(() => {});
    },
    (LEASE_SECONDS / 3) * 1000,
  );
  renewal.unref();

  const awake = (): string[] => publishers.filter((one) => (resting.get(one) ?? 0) <= performance.now());

  /** Publishers with room; a host that makes us wait must not hold up the others. */
  function roomy(): string[] {
    const busy = new Map<string, number>();
    for (const lease of flying.values()) busy.set(lease.page.publisher, (busy.get(lease.page.publisher) ?? 0) + 1);
    return awake().filter((publisher) => (busy.get(publisher) ?? 0) < PER_PUBLISHER);
  }

  async function fill(): Promise<void> {
    if (stopped || ready.length > 0) return;
    filling ??= (async () => {
      const asked = wish();
      const free = roomy();
      if (asked === null || free.length === 0) return;
      ready.push(...(await sink.lease({ ...asked, publishers: free, limit: 1 })));
    })().finally(() => {
      filling = undefined;
    });
    await filling;
  }

  const dueRetry = (): number => retries.findIndex(({ at }) => at <= performance.now());

  async function next(): Promise<Request | null> {
    if (stopped) return null;
    const due = dueRetry();
    if (due >= 0) return retries.splice(due, 1)[0]!.request;
    await fill();
    const lease = ready.shift();
    if (!lease) return null;
    const uniqueKey = `${lease.page.id}#${lease.token}`;
    flying.set(uniqueKey, lease);
    onStart(lease);
    const request = new Request({ url: lease.page.url, uniqueKey });
    leases.set(request, lease);
    return request;
  }

  /** Somebody else holds a page that we want: they may be alive and finish it, or dead and lose it. */
  async function othersHold(): Promise<boolean> {
    const asked = wish();
    if (asked === null) return false;
    const until = await sink.heldUntil({ ...asked, publishers: awake() });
    if (until === null) {
      heldSince = undefined;
      return false;
    }
    heldSince ??= performance.now();
    return performance.now() - heldSince < PATIENCE_MS;
  }

  async function giveBack(keys: readonly string[], unused: readonly Lease[] = []): Promise<void> {
    const back = [...unused, ...keys.map((key) => flying.get(key)!)];
    for (const key of keys) flying.delete(key);
    // Where the store does not answer they come free with their leases.
    if (back.length > 0) await sink.release(back).catch(() => {});
  }

  const done = (request: Request): RequestQueueOperationInfo => ({
    requestId: request.uniqueKey,
    uniqueKey: request.uniqueKey,
    wasAlreadyPresent: true,
    wasAlreadyHandled: false,
    forefront: false,
  });
  const refuse = (): never => {
    throw new Error("pages enter the frontier through Sink.commit only");
  };

  return {
    leaseOf(request) {
      const lease = leases.get(request);
      if (!lease) throw new Error(`no lease for ${request.url}`);
      return lease;
    },
    async isEmpty() {
      if (stopped) return true;
      if (dueRetry() >= 0) return false;
      await fill();
      return ready.length === 0;
    },
    async isFinished() {
      if (stopped) return flying.size === 0;
      if (flying.size > 0) return false;
      // In this order: a lease that ends between the two looks is seen by the second.
      const held = await othersHold();
      // One that is under way may have begun before the last page was stored, and what that page found came too late for it.
      await filling;
      await fill();
      return flying.size === 0 && ready.length === 0 && !held;
    },
    fetchNextRequest: next as IRequestManager["fetchNextRequest"],
    async markRequestHandled(request) {
      flying.delete(request.uniqueKey);
      handled++;
      return done(request);
    },
    async reclaimRequest(request) {
      // Once stopped nothing is tried again here: who waits for the pages in hand would wait for ever.
      if (stopped) await giveBack([request.uniqueKey]);
      else retries.push({ request, at: performance.now() + backOff(request.retryCount) });
      return done(request);
    },
    async handledCount() {
      return handled;
    },
    getTotalCount: () => handled + flying.size + ready.length,
    getPendingCount: () => flying.size + ready.length,
    addRequest: refuse,
    addRequestsBatched: refuse,
    async *[Symbol.asyncIterator]() {
      for (let request = await next(); request; request = await next()) yield request;
    },
    rest: (publisher, seconds) => void resting.set(publisher, performance.now() + seconds * 1000),
    async stop() {
      if (stopped) return;
      stopped = true;
      await filling;
      await giveBack(
        retries.splice(0).map(({ request }) => request.uniqueKey),
        ready.splice(0),
      );
    },
    close: () => clearInterval(renewal),
  };
}
