// A point in time as somebody stated it: with its precision, its source and its raw form.

/** How exact a stated time is: milliseconds, seconds, minutes, hours, days. */
export type Precision = "ms" | "s" | "min" | "h" | "d";

/** A machine-readable attribute or field, a text for people, or a distance from the moment of reading ("2 hours ago"). */
export type InstantSource = "machine" | "text" | "relative";

export interface Instant {
  /** UTC, ISO 8601 with milliseconds and Z: `2026-03-02T08:15:00.000Z`. */
  readonly at: string;
  /** The zone as stated, `+01:00` or `Z`; null where none was stated and UTC (or the site's zone) was assumed. */
  readonly offset: string | null;
  readonly precision: Precision;
  readonly source: InstantSource;
  /** What the page said, verbatim. */
  readonly raw: string;
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * Reads ISO 8601 / RFC 3339 as found in `datetime` attributes, JSON-LD and JSON APIs, and RFC 2822 dates of feeds.
 *
 * @param raw the stated text
 * @param assume offset in minutes east of UTC for times without a zone; 0 if unknown
 * @returns undefined where the text is no such date, never a guess
 * @example
 * readInstant("2026-03-02T09:15:00+01:00")?.at; // "2026-03-02T08:15:00.000Z"
 * readInstant("2026-03-02")?.precision; // "d"
 */
export function readInstant(raw: string | null | undefined, assume = 0): Instant | undefined {
  const text = raw?.trim();
  if (!text || text.length > 64) return undefined;
  const iso = ISO.exec(text);
  if (iso) return fromIso(text, iso, assume);
  // RFC 2822: "Mon, 02 Mar 2026 08:15:00 +0000". A day name or number, a month name and a clock are all required.
  if (!/^(?:[A-Za-z]{3,9},? )?\d{1,2} [A-Za-z]{3,9} \d{4} \d{2}:\d{2}/.test(text)) return undefined;
  const zone = /(?:\s)([+-]\d{4}|GMT|UTC|UT|Z|[ECMP][SD]T)$/.exec(text)?.[1];
  const at = new Date(zone ? text : `${text} +0000`);
  if (Number.isNaN(at.getTime())) return undefined;
  const offset = zone
    ? /^[+-]/.test(zone)
      ? `${zone.slice(0, 3)}:${zone.slice(3)}`
      : /^[ECMP]/.test(zone)
        ? null
        : "Z"
    : null;
  const precision: Precision = /\d:\d{2}:\d{2}/.test(text) ? "s" : "min";
  return { at: at.toISOString(), offset, precision, source: "machine", raw: text };
}

function fromIso(raw: string, m: RegExpExecArray, assume: number): Instant | undefined {
  const [, y, mo, d, h, mi, s, frac, zone] = m;
  const ms = frac ? Number(frac.slice(0, 3).padEnd(3, "0")) : 0;
  const parts = [Number(y), Number(mo), Number(d), Number(h ?? 0), Number(mi ?? 0), Number(s ?? 0)] as const;
  const utc = Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5], ms);
  const check = new Date(utc);
  // Date.UTC reads years below 100 as of the 20th century; no news is that old, "0001-01-01" is an empty field.
  if (parts[0] < 1000) return undefined;
  // Date.UTC rolls 31 February over to March: such a date was never meant.
  if (check.getUTCMonth() !== parts[1] - 1 || check.getUTCDate() !== parts[2] || parts[3] > 23 || parts[4] > 59)
    return undefined;
  const offset = zone ? normaliseOffset(zone) : null;
  const minutes = offset === null ? (h === undefined ? 0 : assume) : offsetMinutes(offset);
  const precision: Precision = h === undefined ? "d" : s === undefined ? "min" : frac ? "ms" : "s";
  return { at: new Date(utc - minutes * 60_000).toISOString(), offset, precision, source: "machine", raw };
}

const normaliseOffset = (zone: string): string =>
  /^z$/i.test(zone)
    ? "Z"
    : zone.length === 3
      ? `${zone}:00`
      : zone.includes(":")
        ? zone
        : `${zone.slice(0, 3)}:${zone.slice(3)}`;

/** Minutes east of UTC of `+01:00`, `-0530` or `Z`. */
export function offsetMinutes(offset: string): number {
  if (/^z$/i.test(offset)) return 0;
  const m = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset);
  if (!m) return 0;
  return (m[1] === "-" ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3] ?? 0));
}
