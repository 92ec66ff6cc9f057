// Sets the clock of times that a page prints without a zone, by comments whose exact time another way tells.
import type { Instant } from "@belowline/schema";

/** Two tellings of one moment: as printed, and exact. */
export interface TimePair {
  readonly printed: Instant;
  readonly exact: Instant;
}

const QUARTER = 15 * 60_000;
const WIDEST = 26 * 60 * 60_000;

/** A time without a zone whose minutes can be trusted. */
export const isZoneless = (time: Instant | null): time is Instant =>
  time !== null && time.source === "text" && time.offset === null && time.precision === "min";

/**
 * A function that moves zoneless times by what the pairs show, each by the pair that is nearest in time: summer time may
 * lie between them. All zones lie a multiple of a quarter of an hour apart; a pair that shows anything else is no pair.
 *
 * @example
 * // "10:00" was 09:00:12 UTC, so the site's clock runs an hour ahead.
 * clockOf([{ printed, exact }])(printed)?.at; // one hour before printed.at
 */
export function clockOf(pairs: readonly TimePair[]): (time: Instant | null) => Instant | null {
  const shifts = pairs.flatMap(({ printed, exact }) => {
    const at = Date.parse(printed.at);
    const shift = Math.floor(Date.parse(exact.at) / 60_000) * 60_000 - at;
    return isZoneless(printed) && shift % QUARTER === 0 && Math.abs(shift) <= WIDEST ? [{ at, shift }] : [];
  });
  if (shifts.length === 0) return (time) => time;
  return (time) => {
    if (!isZoneless(time)) return time;
    const at = Date.parse(time.at);
    const nearest = shifts.reduce((best, next) => (Math.abs(next.at - at) < Math.abs(best.at - at) ? next : best));
    return { ...time, at: new Date(at + nearest.shift).toISOString() };
  };
}
