// One worker thread that takes orders one at a time; what an order does to the thread is told as that order's fault.
import { Worker } from "node:worker_threads";

export interface Order {
  readonly text: string;
  readonly line: number;
}

/** What a worker answered, or why it could not. */
export type Answer<T> = { readonly value: T } | { readonly fault: string };

export interface HandPlan {
  /** A module that posts "ready" once it has loaded, and then one message for each order. */
  readonly worker: URL;
  readonly workerData: unknown;
  /** How long one order may take; loading the worker does not count. */
  readonly limitMs: number;
  /** What one thread's heap may hold: a page beyond it ends its thread, and the process lives. */
  readonly heapMb: number;
}

export interface Hand<T> {
  /** Rejects when the worker ends before it has loaded: another one would end as well. */
  readonly ready: Promise<void>;
  /** To be called when ready and not at work. After a fault the hand is gone. */
  work(order: Order): Promise<Answer<T>>;
  gone(): boolean;
  stop(): Promise<void>;
}

export function startHand<T>({ worker, workerData, limitMs, heapMb }: HandPlan): Hand<T> {
  const thread = new Worker(worker, { workerData, resourceLimits: { maxOldGenerationSizeMb: heapMb } });
  let end: string | undefined;
  let settle: ((answer: Answer<T>) => void) | undefined;
  const leave = (fault: string): void => {
    end ??= fault;
    settle?.({ fault: end });
  };
  const ready = new Promise<void>((resolve, reject) => {
    thread.once("message", () => {
      resolve();
      thread.on("message", (value: T) => settle?.({ value }));
    });
    thread.on("error", (error: NodeJS.ErrnoException) => {
      reject(error);
      leave(
        error?.code === "ERR_WORKER_OUT_OF_MEMORY"
          ? `needs more than ${heapMb} MB`
          : `broke its worker: ${error?.message ?? error}`,
      );
    });
    thread.on("exit", (code) => {
      reject(new Error(`a worker thread ended with code ${code} before it began`));
      leave(`ended its worker with code ${code}`);
    });
  });
  return {
    ready,
    gone: () => end !== undefined,
    async work(order) {
      if (end !== undefined) return { fault: end };
      let timer: NodeJS.Timeout | undefined;
      const answer = await new Promise<Answer<T>>((resolve) => {
        settle = resolve;
        timer = setTimeout(() => leave(`took longer than ${limitMs / 1000} s`), limitMs);
        thread.postMessage(order);
      });
      clearTimeout(timer);
      settle = undefined;
      // Also a thread that still lives is not asked again: what a fault left in it is not known.
      if ("fault" in answer) await thread.terminate();
      return answer;
    },
    async stop() {
      await thread.terminate();
    },
  };
}
