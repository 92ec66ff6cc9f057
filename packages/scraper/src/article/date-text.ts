// Dates written for people ("2 March 2026, 9.15 am", "vor 2 Stunden"), read in the page's language.
import { type Instant, type Precision, readInstant } from "@belowline/schema";
import * as chrono from "chrono-node";
import { findAbsoluteDate } from "../comments/absolute-date.ts";

interface Reader {
  parse(text: string, reference: Date): readonly chrono.ParsedResult[];
}

const READERS: Readonly<Record<string, Reader>> = {
  en: chrono.en.casual,
  de: chrono.de.casual,
  fr: chrono.fr.casual,
  es: chrono.es.casual,
  it: chrono.it.casual,
  nl: chrono.nl.casual,
  pt: chrono.pt.casual,
  ru: chrono.ru.casual,
  sv: chrono.sv.casual,
  uk: chrono.uk.casual,
  ja: chrono.ja.casual,
};

/** Longer lines are sentences, and a date in a sentence is what the sentence speaks of. */
const LONGEST = 300;
/** A year, a clock, or a word of distance: without one of them the slow reader finds nothing either. */
const MAYBE_DATE =
  /(?:19|20)\d\d|\d[:.]\d\d|['’]\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d\d|\b(?:ago|vor|il y a|hace|fa|geleden|sedan|назад|тому|há|temu|siden|sitten)\b|(?:назад|тому)|[年前]/iu;
/** "6/1/2026" is in June in the United States and in January elsewhere. */
const MONTH_FIRST = /^en(?:-US|-PH|-CA)?$/i;

/**
 * Reads a date with at least day, month and year, or a distance from `now`. The clock is taken as UTC where no zone is
 * printed (`offset` is null then).
 */
export function readDateText(text: string, language: string | null, now: string): Instant | undefined {
  const line = text.trim();
  if (line.length < 4 || line.length > LONGEST || !/\d/.test(line)) return undefined;
  const iso = readInstant(line);
  if (iso) return { ...iso, source: "text" };
  // Full dates in any of two dozen languages; chrono then reads what is left: distances, weekdays, odd orders.
  const usual = MONTH_FIRST.test(language ?? "en") ? "month-first" : "day-first";
  const full = findAbsoluteDate(line, { told: "unknown", usual });
  if (full && full.at < Date.parse(now) + 366 * 86_400_000) {
    const { offset, precision } = full;
    return { at: new Date(full.at).toISOString(), offset, precision, source: "text", raw: line };
  }
  if (!MAYBE_DATE.test(line)) return undefined;
  const base = (language ?? "en").toLowerCase().slice(0, 2);
  const readers = [base === "en" && !MONTH_FIRST.test(language ?? "en") ? chrono.en.GB : READERS[base], READERS.en];
  for (const reader of readers) {
    for (const result of reader?.parse(line, new Date(now)) ?? []) {
      const instant = settle(result, line, now);
      if (instant) return instant;
    }
  }
  return undefined;
}

function settle({ start, text }: chrono.ParsedResult, raw: string, now: string): Instant | undefined {
  const isDated = start.isCertain("day") && start.isCertain("month") && start.isCertain("year");
  // chrono counts a distance from the moment of reading as certain to the second.
  const isRelative = /\b(?:ago|vor|il y a|hace|fa|geleden|sedan|назад)\b/i.test(text);
  if (!isDated && !isRelative) return undefined;
  if (isRelative) {
    const precision: Precision = /min/i.test(text)
      ? "min"
      : /\b(?:h|hour|stunde|heure|hora|or[ae]|uur|tim)/i.test(text)
        ? "h"
        : "d";
    return { at: start.date().toISOString(), offset: null, precision, source: "relative", raw };
  }
  if (Date.parse(now) + 366 * 86_400_000 < start.date().getTime()) return undefined;
  const hasClock = start.isCertain("hour");
  const zone = start.get("timezoneOffset");
  const at = Date.UTC(
    start.get("year")!,
    start.get("month")! - 1,
    start.get("day")!,
    hasClock ? start.get("hour")! : 0,
    hasClock ? (start.get("minute") ?? 0) : 0,
    hasClock && start.isCertain("second") ? start.get("second")! : 0,
  );
  const hasZone = hasClock && zone !== null && start.isCertain("timezoneOffset");
  const precision: Precision = !hasClock
    ? "d"
    : start.isCertain("second")
      ? "s"
      : start.isCertain("minute")
        ? "min"
        : "h";
  return {
    at: new Date(hasZone ? at - zone * 60_000 : at).toISOString(),
    offset: hasZone ? offsetOf(zone) : null,
    precision,
    source: "text",
    raw,
  };
}

const offsetOf = (minutes: number): string => {
  if (minutes === 0) return "Z";
  const size = Math.abs(minutes);
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};
