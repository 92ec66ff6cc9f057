// readSince(): a moment as people give it on a command line: a date, or how long ago.
import { readInstant } from "./instant.ts";

const UNIT_MS = { h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** Reads `2026-03-01`, ISO 8601, a Date, or a span such as `14d`, `36h`, `2w` before now; UTC ISO 8601, undefined for anything else. */
export function readSince(since: Date | string, now: Date): string | undefined {
  if (since instanceof Date) return Number.isNaN(since.getTime()) ? undefined : since.toISOString();
  const span = /^(\d{1,5})([hdw])$/.exec(since.trim());
  if (!span) return readInstant(since)?.at;
  return new Date(now.getTime() - Number(span[1]) * UNIT_MS[span[2] as keyof typeof UNIT_MS]).toISOString();
}
