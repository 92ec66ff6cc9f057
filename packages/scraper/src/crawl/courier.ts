// The courier of one visit: asks politely, keeps every exchange as a capture, and spares asking twice what was just seen.
import {
  type Ask,
  type Capture,
  FetchError,
  type Gap,
  type GapReason,
  isFetchError,
  type Signal,
} from "@belowline/schema";
import type { Client } from "../fetch/client.ts";
import type { Reservations } from "../fetch/reservations.ts";
import type { Robots } from "../fetch/robots.ts";
import { shownUrl } from "../fetch/shown.ts";
import { nearestReservation, signalsOf } from "../fetch/signals.ts";
import { passes } from "./retry.ts";

export interface Courier {
  /** The exchanges of this visit so far, in order. */
  readonly captures: readonly Capture[];
  /**
   * One question, one answer.
   *
   * @throws FetchError: `robots` where the site does not want us, `tdm` where it reserves mining, `throttled` and `server-error` for 429 and 5xx
   */
  get(ask: Ask, send?: Readonly<Record<string, string>>): Promise<Capture>;
  /** The same for the walk of a thread: what cannot be had is a gap, not an error, unless the crawl was stopped. */
  ask(ask: Ask): Promise<Capture | Gap>;
  /** What an answer says against being kept, in one sentence; null where it says nothing, or this crawl is exempt. */
  reserved(capture: Capture): string | null;
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

/** Tries for one question of a walk. A walk is long, and starting it anew because of one timeout would be rude. */
const WALK_TRIES = 3;

/** What every visit of a crawl is sent with. */
export interface Equipment {
  readonly client: Client;
  readonly robots: Robots;
  readonly reservations: Reservations;
  readonly recent: Recent;
  /** Opt-outs from mining are recorded and not obeyed: the research exception, on a stated basis. */
  readonly exempt: boolean;
}

/** @param page what is visited: it is on its word that anything is asked */
export function courierFor({ client, robots, reservations, recent, exempt }: Equipment, page: string): Courier {
  const captures: Capture[] = [];
  const reservation = (signals: readonly Signal[]): string | null => {
    const first = exempt ? undefined : signals.find(({ reserves }) => reserves);
    return first ? `reserved by ${first.from}: ${first.statement}` : null;
  };

  async function allowed(address: string): Promise<void> {
    const refusal = await robots.refusal(address);
    if (!refusal) return;
    const url = shownUrl(address);
    const { again, settled } = refusal;
    throw new FetchError("robots", `${url}: ${refusal.why}`, { url, again, settled });
  }

  async function get(ask: Ask, send: Readonly<Record<string, string>> = {}): Promise<Capture> {
    await allowed(ask.url);
    const site = await reservations.of(ask.url);
    const refusal = reservation(site);
    if (refusal !== null) {
      const url = shownUrl(ask.url);
      throw new FetchError("tdm", `${url}: ${refusal}`, { url });
    }
    const answer = await client.fetch(ask, send, allowed, page);
    const capture: Capture = { ...answer, signals: nearestReservation([...site, ...signalsOf(answer)]) };
    const { status } = capture;
    if (status === 429 || status >= 500) {
      // 503 with the rest: the gate has noted how long the host wants to be left alone.
      const fault = status === 429 || status === 503 ? "throttled" : "server-error";
      const url = shownUrl(ask.url);
      throw new FetchError(fault, `${url}: answered ${status}`, { url, status });
    }
    captures.push(capture);
    return capture;
  }

  return {
    captures,
    get,
    reserved: (capture) => reservation(capture.signals ?? []),
    async ask(ask) {
      const known = ask.method === "POST" ? undefined : recent.find(ask.url);
      if (known) {
        // It belongs to this visit as well: what is read from it must name a capture that exists.
        if (!captures.includes(known)) captures.push(known);
        return known;
      }
      for (let attempt = 1; ; attempt++) {
        try {
          const answer = await get(ask);
          const refusal = reservation(answer.signals ?? []);
          if (refusal === null) return answer;
          captures.splice(captures.indexOf(answer), 1);
          return { reason: "refused", count: null, detail: `${shownUrl(ask.url)}: ${refusal}` };
        } catch (error) {
          if (!isFetchError(error) || error.code === "fetch/aborted") throw error;
          if (!passes(error) || attempt >= WALK_TRIES) return gapOf(error);
        }
      }
    },
  };
}

const GAPS: Partial<Record<FetchError["code"], GapReason>> = {
  "fetch/robots": "robots",
  "fetch/tdm": "refused",
  "fetch/no-key": "needs-key",
  "fetch/throttled": "rate-limited",
};

function gapOf(error: FetchError): Gap {
  // RFC 9309 section 2.3.1.4 calls it so: nobody said no.
  const isUnsettled = error.code === "fetch/robots" && error.details.settled === false;
  const reason = isUnsettled ? "unreachable" : (GAPS[error.code] ?? "unreachable");
  return { reason, count: null, detail: error.message };
}
