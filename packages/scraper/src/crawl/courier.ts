// The courier of one visit: asks politely, keeps every exchange as a capture, and spares asking twice what was just seen.
import { type Ask, type Capture, FetchError, type Gap, type GapReason, isFetchError } from "@belowline/schema";
import type { Client } from "../fetch/client.ts";
import type { Robots } from "../fetch/robots.ts";

export interface Courier {
  /** The exchanges of this visit so far, in order. */
  readonly captures: readonly Capture[];
  /**
   * One question, one answer.
   *
   * @throws FetchError: `robots` where the site does not want us, `throttled` and `server-error` for 429 and 5xx
   */
  get(ask: Ask, send?: Readonly<Record<string, string>>): Promise<Capture>;
  /** The same for the walk of a thread: what cannot be had is a gap, not an error. */
  ask(ask: Ask): Promise<Capture | Gap>;
}

/** Article pages seen in this run, so that a thread that lies in the page costs no second request. */
export interface Recent {
  keep(capture: Capture): void;
  find(url: string): Capture | undefined;
}

const MOST_RECENT = 64;

export function recentCaptures(): Recent {
  const held = new Map<string, Capture>();
  return {
    keep(capture) {
      held.set(capture.url, capture);
      if (held.size > MOST_RECENT) held.delete(held.keys().next().value!);
    },
    find: (url) => held.get(url),
  };
}

/** How long a Retry-After may hold a run; a longer one ends the page's attempts in this run. */
const LONGEST_HOLD_S = 120;
/** Tries for one question of a walk. A walk is long, and starting it anew because of one timeout would be rude. */
const WALK_TRIES = 3;

export function courierFor(client: Client, robots: Robots, recent: Recent): Courier {
  const captures: Capture[] = [];

  async function get(ask: Ask, send: Readonly<Record<string, string>> = {}): Promise<Capture> {
    const refusal = await robots.refusal(ask.url);
    if (refusal !== null) throw new FetchError("robots", `${ask.url}: ${refusal}`, { url: ask.url });
    const capture = await client.fetch(ask, send);
    if (capture.status === 429 || capture.status === 503) {
      const wait = retryAfter(capture) ?? 10;
      client.gate.hold(new URL(ask.url).host, Math.min(wait, LONGEST_HOLD_S) * 1000);
      throw new FetchError("throttled", `${ask.url}: answered ${capture.status}, wants a pause of ${wait} s`, {
        url: ask.url,
        status: capture.status,
        retryAfter: wait,
      });
    }
    if (capture.status >= 500) {
      throw new FetchError("server-error", `${ask.url}: answered ${capture.status}`, {
        url: ask.url,
        status: capture.status,
      });
    }
    captures.push(capture);
    return capture;
  }

  return {
    captures,
    get,
    async ask(ask) {
      const known = ask.method === "POST" ? undefined : recent.find(ask.url);
      if (known) {
        // It belongs to this visit as well: what is read from it must name a capture that exists.
        if (!captures.includes(known)) captures.push(known);
        return known;
      }
      for (let attempt = 1; ; attempt++) {
        try {
          return await get(ask);
        } catch (error) {
          if (!isFetchError(error)) throw error;
          const again = /throttled|server-error|timeout|truncated|connect$/.test(error.code);
          const held = error.code === "fetch/throttled" && Number(error.details.retryAfter) > LONGEST_HOLD_S;
          if (!again || held || attempt >= WALK_TRIES) return gapOf(error);
        }
      }
    },
  };
}

/** Seconds of a Retry-After header, given in seconds or as a date (RFC 9110 section 10.2.3). */
function retryAfter(capture: Capture): number | undefined {
  const value = capture.headers["retry-after"]?.trim();
  if (!value) return undefined;
  if (/^\d{1,7}$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.parse(capture.fetchedAt)) / 1000));
}

const GAPS: Partial<Record<FetchError["code"], GapReason>> = {
  "fetch/robots": "robots",
  "fetch/no-key": "needs-key",
  "fetch/throttled": "rate-limited",
};

function gapOf(error: FetchError): Gap {
  const reason = GAPS[error.code] ?? "unreachable";
  return { reason, count: null, detail: error.message };
}
