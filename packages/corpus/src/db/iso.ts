// isoOf(): ISO 8601 of many moments that lie on few days: several times as fast as toISOString(), of which each record has four.

const DAY = 86_400_000;
/** Days held; beyond, all are forgotten. */
const MOST_HELD = 20_000;
const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));
const THREE = Array.from({ length: 1000 }, (_, n) => String(n).padStart(3, "0"));
const dates = new Map<number, string>();

/** As `new Date(ms).toISOString()` writes it; `ms` is whole. */
export function isoOf(ms: number): string {
  const day = Math.floor(ms / DAY);
  const rest = ms - day * DAY;
  const seconds = Math.floor(rest / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${dateOf(day)}${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}.${THREE[rest % 1000]}Z`;
}

/** Up to and with the T. */
function dateOf(day: number): string {
  const held = dates.get(day);
  if (held !== undefined) return held;
  if (dates.size === MOST_HELD) dates.clear();
  const date = new Date(day * DAY).toISOString().slice(0, -13);
  dates.set(day, date);
  return date;
}
