// The gate of politeness: one request a host at a time, so many seconds between their starts, later when the host says so.
import { setTimeout as sleep } from "node:timers/promises";
import { FetchError } from "@belowline/schema";

export interface Gate {
  /** Waits for this host's turn, then runs. */
  pass<T>(host: string, run: () => Promise<T>): Promise<T>;
  /** This host wants at least so many seconds between requests (robots.txt Crawl-delay). */
  slow(host: string, seconds: number): void;
  /** This host wants no request before a moment (Retry-After); milliseconds of the monotonic clock from now. */
  hold(host: string, milliseconds: number): void;
}

interface Turn {
  last: Promise<unknown>;
  notBefore: number;
  delay: number;
}

/** @param delayOf the user's delay in seconds for a host */
export function politeGate(delayOf: (host: string) => number, signal?: AbortSignal): Gate {
  const turns = new Map<string, Turn>();
  const turnOf = (host: string): Turn => {
    let turn = turns.get(host);
    if (!turn) turns.set(host, (turn = { last: Promise.resolve(), notBefore: 0, delay: delayOf(host) * 1000 }));
    return turn;
  };
  return {
    pass(host, run) {
      const turn = turnOf(host);
      const mine = turn.last.then(async () => {
        // A hold may come while we wait, so look again.
        for (let wait = turn.notBefore - performance.now(); wait > 0; wait = turn.notBefore - performance.now()) {
          await sleep(wait, undefined, signal ? { signal } : {}).catch(() => {});
          if (signal?.aborted) throw new FetchError("aborted", `${host}: the crawl was stopped`, { host });
        }
        turn.notBefore = performance.now() + turn.delay;
        return run();
      });
      turn.last = mine.catch(() => {});
      return mine;
    },
    slow(host, seconds) {
      const turn = turnOf(host);
      turn.delay = Math.max(turn.delay, seconds * 1000);
    },
    hold(host, milliseconds) {
      const turn = turnOf(host);
      turn.notBefore = Math.max(turn.notBefore, performance.now() + milliseconds);
    },
  };
}
