// The simulated month in small: far fewer bytes than fetching everything, comments found in time, every day to be had again.
import { expect, it } from "vitest";
import { simulate } from "../../bench/month/simulate.ts";

it("two days of a paper cost little, miss no comment, and come back exactly", { timeout: 600_000 }, async () => {
  const plan = { articles: 4, days: 2, pageBytes: 60_000, seed: 7 };
  const probing = await simulate(plan, { refetch: false });
  const whole = await simulate(plan, { refetch: true });
  expect(whole.delays.length).toBeGreaterThan(20);
  expect(1 - probing.bytes / whole.bytes).toBeGreaterThan(0.85);
  expect(probing.days).toEqual({ exact: 2, of: 2 });
  expect(probing.missed).toBe(0);
  const late = probing.delays.filter(({ delay, step }) => delay > step).length;
  expect(late / probing.delays.length).toBeLessThan(0.5);
  expect(Math.min(...Object.values(probing.spared))).toBeGreaterThan(0); // feeds, counts and validators all did their part
});
