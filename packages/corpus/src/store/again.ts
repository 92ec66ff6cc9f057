// again(): a transaction that lost against another is tried once more.
import { setTimeout } from "node:timers/promises";

/**
 * Deadlock and serialisation failure: the database asks to try again. And a transaction that we slept in, which it has ended: all of
 * it is undone, and a new one will find out whether its lease is still ours.
 */
const AGAIN = new Set(["40P01", "40001", "25P03"]);

/** A line that broke: whether the database did what it was asked, nobody knows. */
const LOST = new Set(["57P01", "ECONNRESET", "EPIPE"]);
const TRIES = 5;

/** @param orLost it does no harm twice: try again also where the line broke and it may have been done */
export async function again<T>(attempt: () => Promise<T>, { orLost = false } = {}): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      const { code = "" } = error as { code?: string };
      if (tries === TRIES || !(AGAIN.has(code) || (orLost && isLost(error, code)))) throw error;
      await setTimeout(Math.random() * 50 * tries); // the other one must get through first
    }
  }
}

/** The driver has no code for a line that ends without a word. */
const isLost = (error: unknown, code: string): boolean =>
  LOST.has(code) || (error as Error).message.startsWith("Connection terminated");
