// When to come back: often while an article is young, ever more seldom, then never.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Up to this age of the article, in this step; milliseconds, in the order of age. */
export type Ladder = readonly { readonly until: number; readonly step: number }[];

/** After NewsDiffs, whose steps news researchers know. */
export const LADDER: Ladder = [
  { until: 3 * HOUR, step: 15 * MINUTE },
  { until: DAY, step: HOUR },
  { until: 7 * DAY, step: 3 * HOUR },
  { until: 30 * DAY, step: 3 * DAY },
  { until: 360 * DAY, step: 30 * DAY },
];

/** How long to wait at this age; undefined for ever. @param published UTC ISO 8601; without a date the article counts as new */
export function stepOf(published: string | null, now: string, ladder: Ladder = LADDER): number | undefined {
  const age = published === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(published));
  return ladder.find(({ until }) => age < until)?.step;
}

/** Rounds begin every quarter of an hour: what one of them visited in its first minute must be due when the next begins. */
const EARLY = MINUTE;

/** @returns UTC ISO 8601, or null for never */
export function nextVisit(published: string | null, now: string, ladder: Ladder = LADDER): string | null {
  const step = stepOf(published, now, ladder);
  return step === undefined ? null : new Date(Date.parse(now) + step - EARLY).toISOString();
}

/** After a failure: ten minutes, doubled each time, at most a day. */
export const retryAt = (attempts: number, now: string): string =>
  new Date(Date.parse(now) + Math.min(10 * MINUTE * 2 ** attempts, DAY)).toISOString();

/** A site that bars us for a month means it. */
const MOST_CHALLENGES = 5;

/** After a bot check, which may be gone another day: a day, doubled each time; null once that was enough. */
export const pastChallenge = (attempts: number, now: string): string | null =>
  attempts < MOST_CHALLENGES ? new Date(Date.parse(now) + DAY * 2 ** attempts).toISOString() : null;
