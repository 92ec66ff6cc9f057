// The simulated month in small: far fewer bytes than fetching everything, comments found in time, every day to be had again.
import { expect, it } from "vitest";
import { simulate } from "../../bench/month/simulate.ts";
import { freshDatabase } from "../support/postgres.ts";

it("a day of a paper costs little, misses no comment, and comes back exactly", { timeout: 600_000 }, async () => {
  const plan = { articles: 3, days: 1, pageBytes: 60_000, seed: 7 };
  const databases = [await freshDatabase(), await freshDatabase()];
  try {
    const probing = await simulate(plan, { database: databases[0]!.url, refetch: false });
    expect(probing.delays.length).toBeGreaterThan(20);
    expect(1 - probing.bytes / probing.whole.bytes).toBeGreaterThan(0.85);
    expect(probing.days).toEqual({ exact: 1, of: 1 });
    expect(probing.missed).toBe(0);
    const late = probing.delays.filter(({ delay, step }) => delay > step).length;
    expect(late / probing.delays.length).toBeLessThan(0.5);
    expect(Math.min(...Object.values(probing.spared))).toBeGreaterThan(0); // feeds, counts and validators all did their part
    // What re-fetching is said to cost is what it costs.
    const whole = await simulate(plan, { database: databases[1]!.url, refetch: true });
    expect({ visits: whole.visits, bytes: whole.bytes, answers: whole.answers }).toEqual({
      visits: probing.visits,
      ...probing.whole,
    });
  } finally {
    for (const { drop } of databases) await drop();
  }
});
