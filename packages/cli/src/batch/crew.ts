// A crew of worker threads for orders of any number: hired as orders wait, and replaced when an order costs one its life.
import { type Answer, type Hand, type HandPlan, type Order, startHand } from "./hand.ts";

export interface CrewPlan extends HandPlan {
  /** At most this many threads. */
  readonly size: number;
}

export interface Crew<T> {
  /** Rejects only when workers cannot even start: then no order will ever be answered. */
  work(order: Order): Promise<Answer<T>>;
  stop(): Promise<void>;
}

interface Job<T> {
  readonly order: Order;
  readonly settle: (answer: Answer<T>) => void;
  readonly fail: (error: unknown) => void;
}

export function startCrew<T>({ size, ...plan }: CrewPlan): Crew<T> {
  const waiting: Job<T>[] = [];
  const hands = new Set<Hand<T>>();
  let loading = 0;
  let stopped = false;

  /** Adds a hand that works until nothing waits, then stands by. */
  async function hire(): Promise<void> {
    const hand = startHand<T>(plan);
    hands.add(hand);
    loading++;
    try {
      await hand.ready;
    } catch (error) {
      hands.delete(hand);
      if (!stopped) for (const job of waiting.splice(0)) job.fail(error);
      return;
    } finally {
      loading--;
    }
    await busy(hand);
  }

  async function busy(hand: Hand<T>): Promise<void> {
    standby.delete(hand);
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      job.settle(await hand.work(job.order));
      if (hand.gone()) {
        hands.delete(hand);
        staff();
        return;
      }
    }
    standby.add(hand);
  }

  const standby = new Set<Hand<T>>();

  function staff(): void {
    if (stopped || waiting.length === 0) return;
    const [hand] = standby;
    if (hand !== undefined) void busy(hand);
    // A hand that is still loading will take an order; another is hired for those beyond.
    else if (waiting.length > loading && hands.size < size) void hire();
  }

  return {
    work: (order) =>
      new Promise((settle, fail) => {
        waiting.push({ order, settle, fail });
        staff();
      }),
    async stop() {
      stopped = true;
      await Promise.all([...hands].map((hand) => hand.stop()));
    },
  };
}
