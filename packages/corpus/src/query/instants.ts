// instants(): seconds to ISO 8601, for many moments of few days.

const DAY = 86_400_000;
const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));

/** Seconds since 1970 as the database tells them, cut to milliseconds, as `toISOString()` writes them. */
export function instants(): (seconds: number | null) => string | null {
  const days = new Map<number, string>();
  return (since) => {
    if (since === null) return null;
    const ms = Math.floor(Math.round(since * 1e6) / 1000);
    const day = Math.floor(ms / DAY);
    let date = days.get(day);
    if (date === undefined) {
      date = new Date(day * DAY).toISOString().slice(0, -13);
      days.set(day, date);
    }
    const rest = ms - day * DAY;
    const milliseconds = rest % 1000;
    const seconds = (rest - milliseconds) / 1000;
    const minutes = Math.floor(seconds / 60);
    return `${date}${TWO[Math.floor(minutes / 60)]}:${TWO[minutes % 60]}:${TWO[seconds % 60]}.${String(milliseconds).padStart(3, "0")}Z`;
  };
}
