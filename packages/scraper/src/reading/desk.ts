// A desk where one thread reads: orders one at a time, each within a limit of time and memory; what an order does to the thread is its own fault.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Order } from "./read.ts";

export interface DeskPlan {
  /** How long one order may take, in milliseconds; starting the thread does not count. */
  readonly limitMs: number;
  /** What the thread's heap may hold. */
  readonly heapMb: number;
  /** A thread that has had nothing to read for so long ends; the next order starts another. */
  readonly lingerMs: number;
}

/** What came of an order: `unmanned` where no thread could be started, `closed` where the desk was closed. */
export type Came<T> = { readonly value: T } | { readonly fault: string } | { readonly none: "unmanned" | "closed" };

export interface Desk {
  /** Bodies in `moved` are given away. */
  read<T>(order: Order, moved: readonly ArrayBuffer[]): Promise<Came<T>>;
  /** Ends the thread at once, whatever it reads. */
  close(): Promise<void>;
}

export function openDesk({ limitMs, heapMb, lingerMs }: DeskPlan): Desk {
  let thread: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let lingering: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function leave(): Promise<void> {
    const leaving = thread;
    thread = undefined;
    await leaving?.terminate();
  }

  async function hire(): Promise<Worker | undefined> {
    const file = import.meta.url.endsWith(".ts") ? "./reader-thread.ts" : "./reader-thread.js";
    let hired: Worker;
    try {
      hired = new Worker(new URL(file, import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
    } catch {
      return undefined; // not allowed here (node --permission)
    }
    thread = hired;
    // Whoever waits for an answer hears of it; an idle thread's end is nobody's.
    hired
      .on("error", () => {})
      .once("exit", () => {
        if (thread === hired) thread = undefined;
      });
    const began = await Promise.race([once(hired, "message"), once(hired, "exit")]).catch(() => undefined);
    return began?.[0] === "ready" ? hired : undefined;
  }

  async function take<T>(order: Order, moved: readonly ArrayBuffer[]): Promise<Came<T>> {
    if (isClosed) return { none: "closed" };
    clearTimeout(lingering);
    const reader = thread ?? (await hire());
    if (isClosed) return { none: "closed" };
    if (!reader) {
      await leave();
      return { none: "unmanned" };
    }
    // Only a thread at work keeps the process alive.
    reader.ref();
    const came = await new Promise<Came<T>>((resolve) => {
      const timer = setTimeout(() => settle({ fault: `took longer than ${limitMs / 1000} s to read` }), limitMs);
      const onMessage = (value: T): void => settle({ value });
      const onError = (error: NodeJS.ErrnoException): void =>
        settle({
          fault:
            error?.code === "ERR_WORKER_OUT_OF_MEMORY"
              ? `needs more than ${heapMb} MB to be read`
              : `broke its reader: ${error?.name}`,
        });
      const onExit = (code: number): void =>
        settle(isClosed ? { none: "closed" } : { fault: `ended its reader with code ${code}` });
      const settle = (outcome: Came<T>): void => {
        clearTimeout(timer);
        reader.off("message", onMessage).off("error", onError).off("exit", onExit);
        resolve(outcome);
      };
      reader.on("message", onMessage).on("error", onError).on("exit", onExit);
      reader.postMessage(order, moved as ArrayBuffer[]);
    });
    // What a fault left in a thread is not known.
    if (!("value" in came)) await leave();
    else {
      reader.unref();
      lingering = setTimeout(() => void leave(), lingerMs);
      lingering.unref();
    }
    return came;
  }

  return {
    read<T>(order: Order, moved: readonly ArrayBuffer[]): Promise<Came<T>> {
      const mine = turn.then(() => take<T>(order, moved));
      turn = mine.catch(() => {});
      return mine;
    },
    async close() {
      isClosed = true;
      clearTimeout(lingering);
      await leave();
    },
  };
}
