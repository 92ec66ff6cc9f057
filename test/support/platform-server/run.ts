// One run of an adapter against its platform's server: walked as a crawl walks, then compared with the truth and the ledger.
import { type Ask, type Capture, FetchError, HARMLESS_GAPS, publisherOf, type Thread } from "@belowline/schema";
import { locateThreads } from "../../../packages/scraper/src/comments/locate.ts";
import { walk } from "../../../packages/scraper/src/comments/walk.ts";
import { courierFor, recentCaptures } from "../../../packages/scraper/src/crawl/courier.ts";
import type { Client } from "../../../packages/scraper/src/fetch/client.ts";
import { type Keys, withKey } from "../../../packages/scraper/src/fetch/key.ts";
import type { Robots } from "../../../packages/scraper/src/fetch/robots.ts";
import { captureOf, pageOf, rawNames } from "../replay.ts";
import { differences } from "./compare.ts";
import { type FaultName, faultOf } from "./faults.ts";
import { bodyOf, headersOf, type Play, play } from "./play.ts";
import { type PlatformServer, requestOf } from "./server.ts";
import { generateThread, type TrueComment, type TrueThread } from "./thread.ts";

export interface Verdict {
  /** `complete`, the gap with its number, `n/a`, or what is wrong. */
  readonly cell: string;
  readonly sound: boolean;
  /** Comments that the server had. */
  readonly generated: number;
  /** Comments that are missing and of which nobody is told. */
  readonly silent: number;
}

export interface RunOptions {
  readonly seed: number;
  readonly size: number;
}

/** Runs one platform under one fault. */
export async function runFault(server: PlatformServer, fault: FaultName, { seed, size }: RunOptions): Promise<Verdict> {
  const why = server.never?.[fault] ?? (faultOf(fault).own && !server.plays?.includes(fault) ? "has none" : undefined);
  if (why !== undefined) return { cell: "n/a", sound: true, generated: 0, silent: 0 };
  const thread = generateThread(seed, size);
  const rehearsal = onStage(server, thread, "none", 1);
  await walked(rehearsal, server, "none");
  const { questions } = rehearsal;
  const { exchange, first } = faultOf(fault);
  if (questions < 2 && (exchange === "repeated" || exchange === "looping"))
    return { cell: "n/a", sound: true, generated: 0, silent: 0 };
  const strike = first ? 1 : Math.max(1, Math.ceil((questions + 1) / 2));
  const stage = onStage(server, thread, fault, strike);
  return judge(stage, server, thread, await walked(stage, server, fault), fault);
}

/** The walk of a thread in which nobody has written yet, with every question that was sent. */
export async function walkEmpty(
  server: PlatformServer,
): Promise<{ readonly asks: readonly Ask[]; readonly thread: Thread }> {
  const asks: Ask[] = [];
  const thread = await walked(onStage(server, [], "none", 1), server, "none", (ask) => asks.push(ask));
  return { asks, thread };
}

const onStage = (server: PlatformServer, thread: TrueThread, fault: FaultName, strike: number): Play =>
  play({
    server,
    thread,
    fault,
    strike,
    origin: server.origin ?? "https://news.example",
    host: "https://talk.news.example",
  });

/** What the servers take for the user's own key. */
export const TEST_KEY = "test-key";

const keysFor = ({ platform }: PlatformServer, fault: FaultName): Keys =>
  fault === "no-key" ? {} : { [platform.id]: TEST_KEY };

async function walked(
  stage: Play,
  server: PlatformServer,
  fault: FaultName,
  onAsk: (ask: Ask) => void = () => {},
): Promise<Thread> {
  const { world } = stage;
  const page = pageOf(world.article, server.page(world));
  const [reference] = locateThreads(page, [server.platform]);
  if (!reference) throw new Error(`${server.platform.id}: locate() does not find the thread on its own server's page`);
  const { ask } = courierFor(
    {
      client: inProcess(stage, keysFor(server, fault)),
      robots: OPEN,
      reservations: { of: async () => [] },
      recent: recentCaptures(),
      exempt: false,
    },
    world.article,
  );
  const publisher = publisherOf(world.article);
  return walk({
    platform: server.platform,
    reference,
    articleUrl: world.article,
    publisher,
    privacy: rawNames,
    ask(question) {
      onAsk(question);
      return ask(question);
    },
  });
}

const OPEN: Robots = { refusal: async () => null, sitemaps: async () => [], rules: async () => null };

/** A client whose network is the play; it waits for nobody. */
function inProcess(stage: Play, keys: Keys): Client {
  return {
    userAgent: "Belowline/test",
    gate: { pass: async (_, run) => (await run()).value, slow: () => {} },
    async fetch(ask: Ask): Promise<Capture> {
      const keyed = withKey(ask, keys);
      const headers = { ...ask.headers, ...keyed.headers };
      const answer = stage.answer(requestOf({ ...ask, url: keyed.url.href, headers }));
      if (answer === "no answer") throw new FetchError("timeout", `${ask.url}: no answer`, { url: ask.url });
      return captureOf({
        url: ask.url,
        status: answer.status ?? 200,
        headers: headersOf(answer),
        body: bodyOf(answer),
      });
    },
    close: async () => {},
  };
}

/** The collected thread against the truth, and what is missing against the ledger. */
function judge(stage: Play, server: PlatformServer, before: TrueThread, thread: Thread, name: FaultName): Verdict {
  const { world, after } = stage;
  const fault = faultOf(name);
  const versions = new Map<string, TrueComment[]>();
  for (const all of [before, after]) {
    for (const one of all) {
      if (!(server.serves?.(one, all) ?? true)) continue;
      const id = server.states(one, world).nativeId;
      versions.set(id, [...(versions.get(id) ?? []), one]);
    }
  }
  const collected = new Set(thread.comments.map((comment) => comment.nativeId));
  const absent = [...versions].filter(([id]) => !collected.has(id));
  // What was there all the time must be there; what came or went during the walk may be.
  const gone = absent.filter(([, all]) => all.length === 2).map(([, all]) => all[0]!);
  const missing = gone.length;
  // A placeholder that the platform's own number leaves out cannot be missed by that number.
  const uncounted = gone.filter((one) => server.counts?.(one) === false).length;
  const optional = absent.length - missing;
  const wrong = thread.comments.flatMap((comment) => {
    const stated = (versions.get(comment.nativeId) ?? []).map((one) => server.states(one, world));
    return differences(comment, stated, collected);
  });
  const gaps = thread.gaps.filter((gap) => !HARMLESS_GAPS.has(gap.reason));
  const told = gaps.reduce((sum, gap) => sum + (gap.count ?? 0), 0);
  const unknown = gaps.some((gap) => gap.count === null);
  const due = missing + (fault.announces ?? 0);
  // Where no answer told a number, nobody can know how many are missing, and the ledger says just that.
  const exact = unknown ? thread.announced === null : told >= due - uncounted && told <= due + optional;
  const generated = versions.size;
  const verdict = (cell: string, sound: boolean, silent = 0): Verdict => ({ cell, sound, generated, silent });

  if (wrong.length > 0) return verdict(`WRONG ${wrong.length}: ${wrong[0]}`, false, wrong.length);
  if (thread.complete)
    return missing === 0 ? verdict("complete", due === 0) : verdict(`LOST ${missing}`, false, missing);
  const names = gaps.map((gap) => `${gap.reason} ${gap.count ?? "?"}`).join(", ");
  if (!exact)
    return verdict(`INEXACT ${names}, missing ${missing}`, false, Math.max(0, unknown ? 0 : due - uncounted - told));
  const odd = gaps.filter((gap) => !fault.reasons?.includes(gap.reason));
  return verdict(odd.length > 0 ? `ODD ${names}` : names, odd.length === 0);
}
