// Judges: who compares pairs of texts, here or on threads of their own; what they find does not depend on it.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { CommentRule } from "../../dedupe/comment.ts";
import { judge, type Likeness, likenessOf, type Read } from "./judge.ts";
import type { RecordKind } from "./texts.ts";

/** A text with the number of its wording. */
export interface Numbered extends Read {
  readonly number: number;
  readonly kind: RecordKind;
}

/** Two of one kind, the one whose leader has the smaller id first. */
export type Pleaded = readonly [Numbered, Numbered];

/** Pairs that are nothing to each other are left out; the others keep their order. */
export type Judges = (pairs: readonly Pleaded[], rule: CommentRule) => Promise<Likeness[]>;

export const judgeHere: Judges = async (pairs, rule) => judged(pairs, rule);

export const judged = (pairs: readonly Pleaded[], rule: CommentRule): Likeness[] =>
  pairs.flatMap(([a, b]) => likenessOf(a.number, b.number, judge(a.kind, a, b, rule)) ?? []);

/** What a thread is sent: texts once, and pairs by their places among them. */
export interface Brief {
  readonly texts: readonly Pick<Numbered, "number" | "kind" | "text" | "held">[];
  readonly pairs: readonly (readonly [number, number])[];
  readonly rule: CommentRule;
}

/** Pairs in one message: some ten milliseconds of work. */
const MOST_PAIRS = 100;

export interface Threads {
  readonly judges: Judges;
  stop(): Promise<void>;
}

/** Starts so many threads; 0 judges here. */
export function startJudges(threads: number): Threads {
  if (threads === 0) return { judges: judgeHere, stop: async () => {} };
  const hands = Array.from({ length: threads }, startHand);
  const judges: Judges = async (pairs, rule) => {
    const waiting = [...briefsOf(pairs, rule)].entries();
    const found: Likeness[][] = [];
    // Each thread takes the next brief as soon as it is done with one.
    await Promise.all(
      hands.map(async (ask) => {
        for (const [i, brief] of waiting) found[i] = await ask.judge(brief);
      }),
    );
    return found.flat();
  };
  return { judges, stop: async () => void (await Promise.all(hands.map((hand) => hand.stop()))) };
}

function* briefsOf(pairs: readonly Pleaded[], rule: CommentRule): Generator<Brief> {
  for (let from = 0; from < pairs.length; from += MOST_PAIRS) {
    const places = new Map<Numbered, number>();
    const placeOf = (one: Numbered): number => {
      if (!places.has(one)) places.set(one, places.size);
      return places.get(one)!;
    };
    const some = pairs.slice(from, from + MOST_PAIRS).map(([a, b]) => [placeOf(a), placeOf(b)] as const);
    const texts = [...places.keys()].map(({ number, kind, text, held }) => ({ number, kind, text, held }));
    yield { texts, pairs: some, rule };
  }
}

function startHand(): { judge(brief: Brief): Promise<Likeness[]>; stop(): Promise<unknown> } {
  const file = import.meta.url.endsWith(".ts") ? "./judge-thread.ts" : "./judge-thread.js";
  const thread = new Worker(new URL(file, import.meta.url));
  const ended = once(thread, "exit").then(([code]) => {
    throw new Error(`a thread that compares texts ended with code ${code}`);
  });
  ended.catch(() => {}); // told to whoever waits for an answer
  return {
    judge: async (brief) => {
      thread.postMessage(brief);
      const [found] = (await Promise.race([once(thread, "message"), ended])) as [Likeness[]];
      return found;
    },
    stop: () => thread.terminate(),
  };
}
