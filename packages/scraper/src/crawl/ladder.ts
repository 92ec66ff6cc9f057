// When to come back: often while an article is young, ever more seldom, then never.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Up to this age, in this step. After NewsDiffs, whose steps news researchers know. */
export const LADDER: readonly { readonly until: number; readonly step: number }[] = [
  { until: 3 * HOUR, step: 15 * MINUTE },
  { until: DAY, step: HOUR },
  { until: 7 * DAY, step: 3 * HOUR },
  { until: 30 * DAY, step: 3 * DAY },
  { until: 360 * DAY, step: 30 * DAY },
];

/** @param published UTC ISO 8601; without a date the article counts as new @returns UTC ISO 8601, or null for never */
export function nextVisit(published: string | null, now: string): string | null {
  const at = Date.parse(now);
  const age = published === null ? 0 : Math.max(0, at - Date.parse(published));
  const rung = LADDER.find(({ until }) => age < until);
  return rung ? new Date(at + rung.step).toISOString() : null;
}

/** After a failure: ten minutes, doubled each time, at most a day. */
export const retryAt = (attempts: number, now: string): string =>
  new Date(Date.parse(now) + Math.min(10 * MINUTE * 2 ** attempts, DAY)).toISOString();
