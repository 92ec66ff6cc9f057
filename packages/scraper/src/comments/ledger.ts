// The ledger of a walk: announced against collected, with a reason for each difference.
import { type Gap, type GapReason, HARMLESS_GAPS } from "@belowline/schema";

export interface LedgerEntry {
  /** The number of comments that the site says the thread has; null where it does not say. */
  readonly announced: number | null;
  readonly collected: number;
  /** Entries that are no comments (pingbacks), and whether `announced` counts them. */
  readonly apart: number;
  readonly announcedWithApart: boolean;
  /** The announced number was another one at the end of the walk than at its beginning. */
  readonly changed: boolean;
  /** What stopped the walk or kept something back. */
  readonly gaps: readonly Gap[];
}

export interface Ledger {
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
}

/**
 * Balances what was announced with what was collected. A gap of unknown size takes the whole rest where it is the only one;
 * a rest that nothing explains is `unexplained` (or `changed-during-walk`). Complete is a thread of which nothing announced
 * is missing and whose walk nothing stopped.
 *
 * @example
 * balance({ announced: 12, collected: 11, apart: 1, announcedWithApart: true, changed: false, gaps: [] });
 * // { complete: true, gaps: [{ reason: "pingback", count: 1, detail: "..." }] }
 */
export function balance(entry: LedgerEntry): Ledger {
  const gaps = mergeGaps(entry.gaps);
  if (entry.announced !== null) {
    const difference = entry.announced - entry.collected;
    const pings = entry.announcedWithApart ? Math.min(Math.max(difference, 0), entry.apart) : 0;
    if (pings > 0) {
      gaps.push({ reason: "pingback", count: pings, detail: "the announced number counts pingbacks and trackbacks" });
    }
    if (difference < 0) {
      const detail = "more comments were served than the site announces";
      gaps.push({ reason: "more-than-announced", count: -difference, detail });
    }
    explain(gaps, difference - pings, entry.changed);
  }
  return { complete: gaps.every((gap) => HARMLESS_GAPS.has(gap.reason)), gaps: mergeGaps(gaps) };
}

/** Gives the part of the difference that no counted gap accounts for to a gap without a count, or to a gap of its own. */
function explain(gaps: Gap[], missing: number, changed: boolean): void {
  const harmful = gaps.filter((gap) => !HARMLESS_GAPS.has(gap.reason));
  const rest = missing - harmful.reduce((sum, gap) => sum + (gap.count ?? 0), 0);
  if (rest <= 0) return;
  const open = harmful.filter((gap) => gap.count === null);
  if (open.length > 1) return;
  if (open.length === 1) gaps[gaps.indexOf(open[0]!)] = { ...open[0]!, count: rest };
  else if (changed) {
    const detail = "the announced number changed while the thread was read";
    gaps.push({ reason: "changed-during-walk", count: rest, detail });
  } else {
    const detail = "announced, but not served in any way that was tried";
    gaps.push({ reason: "unexplained", count: rest, detail });
  }
}

/** One gap a reason, first come first; counts are added up, and an unknown count stays unknown. */
function mergeGaps(gaps: readonly Gap[]): Gap[] {
  const merged = new Map<GapReason, Gap>();
  for (const gap of gaps) {
    const known = merged.get(gap.reason);
    if (!known) merged.set(gap.reason, gap);
    else {
      const count = known.count === null || gap.count === null ? null : known.count + gap.count;
      merged.set(gap.reason, { ...known, count });
    }
  }
  return [...merged.values()];
}
