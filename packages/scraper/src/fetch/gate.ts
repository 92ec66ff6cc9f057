// The gate of politeness: one request a host at a time, so many seconds between their starts, none while the host wants rest.
import { setTimeout as sleep } from "node:timers/promises";
import { FetchError, type Hosts } from "@belowline/schema";

export interface Gate {
  /**
   * Waits for this host's turn, then runs.
   *
   * @throws FetchError `throttled` when the host wants to be left alone for longer than a run should wait; nothing was asked then
   */
  pass<T>(host: string, run: () => Promise<Passed<T>>): Promise<T>;
  /** This host wants at least so many seconds between requests (robots.txt Crawl-delay). */
  slow(host: string, seconds: number): void;
}

/** What came through, and what it says about pace. */
export interface Passed<T> {
  readonly value: T;
  /** The answer was 429 or 503. */
  readonly throttled: boolean;
  /** Seconds of its Retry-After. */
  readonly retryAfter: number | undefined;
  /**
   * When the answer began, by `performance.now()`. The delay counts from here: by then the server has surely got the request, however
   * long it was on its way, so that the gaps that it sees are never shorter.
   */
  readonly answeredAt: number;
}

/** A turn lasts as long as a whole request may, and a little; a killed worker's turn is over then. */
export const TURN_SECONDS = 65;
/** A run waits so long for a host that rests; for longer it leaves the host to the next run. */
export const LONGEST_WAIT_S = 120;
/** After 429 or 503 without Retry-After: so long, doubled each time in a row. */
export const FIRST_REST_S = 60;
/** A host that asks for more is asked again after a day. */
export const LONGEST_REST_S = 86_400;

/** Told of a host that is waited for, and of the seconds. */
export type OnRest = (host: string, seconds: number) => void;
/** Shorter waits are nothing to speak of: the delay between two requests, another worker's turn. */
const WORTH_TELLING_MS = 10_000;

/** @param delay seconds between the starts of two requests to one host */
export function politeGate(hosts: Hosts, delay: number, signal?: AbortSignal, onRest?: OnRest): Gate {
  const slower = new Map<string, number>();
  const lines = new Map<string, Promise<unknown>>();

  async function turnOf(host: string): Promise<{ readonly turn: number; readonly throttled: number }> {
    for (;;) {
      if (signal?.aborted) throw new FetchError("aborted", `${host}: the crawl was stopped`, { host });
      const turn = await hosts.take(host, Math.max(delay, slower.get(host) ?? 0), TURN_SECONDS);
      if (turn.granted) return turn;
      if (turn.restMs > LONGEST_WAIT_S * 1000) {
        const retryAfter = Math.ceil(turn.restMs / 1000);
        const message = `${host}: wants to be left alone for another ${retryAfter} s; nothing was asked`;
        throw new FetchError("throttled", message, { host, retryAfter, asked: false });
      }
      if (turn.restMs >= WORTH_TELLING_MS) onRest?.(host, Math.ceil(turn.restMs / 1000));
      await sleep(Math.max(1, Math.min(turn.waitMs, LONGEST_WAIT_S * 1000)), undefined, signal ? { signal } : {}).catch(
        () => {},
      );
    }
  }

  async function run<T>(host: string, work: () => Promise<Passed<T>>): Promise<T> {
    const { turn, throttled } = await turnOf(host);
    let rest: number | null = null;
    let answeredAt: number | undefined;
    try {
      const passed = await work();
      answeredAt = passed.answeredAt;
      if (passed.throttled) rest = restOf(passed.retryAfter, throttled);
      return passed.value;
    } finally {
      const now = performance.now();
      await hosts.end(host, turn, now - (answeredAt ?? now), rest);
    }
  }

  return {
    pass(host, work) {
      // In line within the process, so that the store is asked by one of us at a time.
      const mine = (lines.get(host) ?? Promise.resolve()).then(() => run(host, work));
      lines.set(
        host,
        mine.catch(() => {}),
      );
      return mine;
    },
    slow: (host, seconds) => void slower.set(host, Math.max(slower.get(host) ?? 0, seconds)),
  };
}

const restOf = (retryAfter: number | undefined, throttled: number): number =>
  Math.min(retryAfter ?? FIRST_REST_S * 2 ** Math.min(throttled, 20), LONGEST_REST_S);
