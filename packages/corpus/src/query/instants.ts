// instants(): milliseconds to ISO 8601, for many moments of few days.

const DAY = 86_400_000;
const TWO = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, "0"));

/** As `new Date(ms).toISOString()` writes it. */
export function instants(): (ms: number | null) => string | null {
  const days = new Map<number, string>();
  return (ms) => {
    if (ms === null) return null;
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
