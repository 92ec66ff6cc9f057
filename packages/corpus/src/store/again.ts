// again(): a transaction that lost against another is tried once more.
import { setTimeout } from "node:timers/promises";

/**
 * Deadlock and serialisation failure: the database asks to try again. And a transaction that we slept in, which it has ended: all of
 * it is undone, and a new one will find out whether its lease is still ours.
 */
const AGAIN = new Set(["40P01", "40001", "25P03"]);
const TRIES = 5;

export async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === TRIES || !AGAIN.has((error as { code?: string }).code ?? "")) throw error;
      await setTimeout(Math.random() * 50 * tries); // the other one must get through first
    }
  }
}
