// Periods: days, weeks (from Monday), months, quarters and years in UTC, and the ones between two others.

export const PERIODS = ["day", "week", "month", "quarter", "year"] as const;
export type Period = (typeof PERIODS)[number];

/** Every period from the first to the last, both included, as the days on which they begin. */
export function periodsBetween(first: string, last: string, by: Period): string[] {
  const found: string[] = [];
  for (let day = first; day <= last; day = nextOf(day, by)) found.push(day);
  return found;
}

function nextOf(day: string, by: Period): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (by === "day" || by === "week") date.setUTCDate(date.getUTCDate() + (by === "day" ? 1 : 7));
  else date.setUTCMonth(date.getUTCMonth() + { month: 1, quarter: 3, year: 12 }[by]);
  return date.toISOString().slice(0, 10);
}
