// Plays one platform's server over one thread with one fault: questions in, answers out, whatever carries them.
import { type FaultName, faultOf } from "./faults.ts";
import type { PlatformAnswer, PlatformRequest, PlatformServer, World } from "./server.ts";
import type { TrueThread } from "./thread.ts";

export interface Stage {
  readonly server: PlatformServer;
  readonly thread: TrueThread;
  readonly fault: FaultName;
  /** The number of the question, from 1, with which the fault begins. */
  readonly strike: number;
  readonly origin: string;
  readonly host: string;
}

export interface Play {
  readonly world: World;
  /** Different questions so far. */
  readonly questions: number;
  /** The thread as it is at last. */
  readonly after: TrueThread;
  answer(request: PlatformRequest): PlatformAnswer | "no answer";
}

export function play({ server, thread, fault: name, strike, origin, host }: Stage): Play {
  const fault = faultOf(name);
  const attempts = new Map<string, number>();
  const served = (all: TrueThread): TrueThread => all.filter((one) => server.serves?.(one, all) ?? true);
  let truth = thread;
  let given = fault.view?.(served(thread)) ?? served(thread);
  let struck = false;
  let earlier: PlatformAnswer | undefined;

  const world: World = {
    origin,
    host,
    article: server.article?.(origin) ?? `${origin}/2026/03/harbour-bridge/`,
    key: "4711",
    comments: () => given,
    announced: () => served(truth).filter((one) => server.counts?.(one) ?? true).length + (fault.announces ?? 0),
    keyOf: (comment) => (comment.foreign ? "815" : "4711"),
    slice: (list, start, size) => ({
      rows: list.slice(start, start + size),
      more: start + size < list.length || (fault.claimsMore === true && start < list.length),
    }),
    pages: (count, size) => Math.ceil(count / size) + (fault.claimsMore ? 1 : 0),
    struck: (own) => own === name && struck,
  };

  function strikeNow(): void {
    struck = true;
    if (!fault.change) return;
    truth = fault.change(truth);
    given = served(truth);
  }

  function answer(request: PlatformRequest): PlatformAnswer | "no answer" {
    const key = `${request.method} ${request.url.href} ${request.body}`;
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    const number = [...attempts.keys()].indexOf(key) + 1;
    if (number >= strike && !struck) strikeNow();
    const hit =
      number >= strike &&
      number < strike + (fault.only ?? Number.POSITIVE_INFINITY) &&
      attempt <= (fault.times ?? Number.POSITIVE_INFINITY);
    if (hit && fault.exchange === "timeout") return "no answer";
    if (hit && fault.exchange === "429") return { status: 429, headers: { "retry-after": "1" }, text: "slow down" };
    if (hit && fault.exchange === "500") return { status: 500, text: "out of order" };
    if (hit && fault.exchange === "403") return { status: 403, text: "not for you" };
    const real = wholeAnswer(server, request, world);
    if (hit && fault.exchange === "truncated") return { ...real, json: undefined, text: half(real) };
    if (hit && (fault.exchange === "repeated" || fault.exchange === "looping") && earlier) return earlier;
    earlier = real;
    return real;
  }

  return {
    world,
    get questions() {
      return attempts.size;
    },
    get after() {
      return truth;
    },
    answer,
  };
}

function wholeAnswer(server: PlatformServer, request: PlatformRequest, world: World): PlatformAnswer {
  if (request.url.href === world.article) return { text: server.page(world) };
  return server.answer(request, world) ?? { status: 404, text: "not found" };
}

export const bodyOf = (answer: PlatformAnswer): string =>
  answer.json === undefined ? (answer.text ?? "") : JSON.stringify(answer.json);

const half = (answer: PlatformAnswer): string => {
  const body = bodyOf(answer);
  return body.slice(0, Math.floor(body.length / 2));
};

export const headersOf = (answer: PlatformAnswer): Readonly<Record<string, string>> => ({
  "content-type": answer.json === undefined ? "text/html; charset=utf-8" : "application/json; charset=utf-8",
  ...answer.headers,
});
