// A full date within a short line ("Posted by Ada on 3. Mai 2012 um 14:05 Uhr"): what it says and where it stands.
import { offsetMinutes, type Precision } from "@belowline/schema";
import { monthOf } from "./months.ts";

export interface AbsoluteDate {
  /** UTC, in milliseconds; of the clock as printed where no zone is. */
  readonly at: number;
  /** As printed (`-08:00`); null where none is. */
  readonly offset: string | null;
  readonly precision: Precision;
  /** The characters of the line that say so. */
  readonly from: number;
  readonly to: number;
}

/** How dates of three numbers are to be read; `unknown` reads them only where one of the numbers is no month. */
export type NumberOrder = "day-first" | "month-first" | "unknown";

export interface NumberHabit {
  /** What other dates of the page show. */
  readonly told: NumberOrder;
  /** What the language does. */
  readonly usual: NumberOrder;
}

/** Longer lines are sentences. */
const LONGEST = 200;

/**
 * The first full date of a line, day, month and year all printed, with its clock where that stands beside it.
 *
 * @example
 * findAbsoluteDate("Ada on November 7, 2012", { told: "unknown", usual: "unknown" })?.from; // 7
 */
export function findAbsoluteDate(line: string, habit: NumberHabit): AbsoluteDate | null {
  if (line.length > LONGEST || !/\d/.test(line)) return null;
  const day = namedMonth(line) ?? yearFirst(line) ?? numbers(line, habit);
  if (!day) return null;
  const midnight = Date.UTC(day.year, day.month - 1, day.day);
  if (new Date(midnight).getUTCDate() !== day.day || day.year < 1990 || day.year > 2100) return null;
  const clock = clockBeside(line, day);
  if (!clock) return { at: midnight, offset: null, precision: "d", from: day.from, to: day.to };
  const offset = clock.zone;
  const at = midnight + clock.ms - (offset === null ? 0 : offsetMinutes(offset) * 60_000);
  const precision = clock.seconds ? "s" : "min";
  return { at, offset, precision, from: Math.min(day.from, clock.from), to: Math.max(day.to, clock.to) };
}

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

const DAY_BEFORE = /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?\s{0,3}(?:of|de|of the|den|d')?\s{0,3}[-/.,]?\s{0,2}$/i;
const YEAR_AFTER =
  /^[.,]?\s{0,3}(?:[-/]\s?)?(?:de|del|of|г\.?)?\s{0,3}(\d{4}|['’]\d{2}|(?<=[-/ ])\d{2}(?![\d:]))(?!\d)/i;
const DAY_YEAR_AFTER =
  /^\.?\s{0,3}[-/]?(\d{1,2})(?:st|nd|rd|th|[.ºª°])?\s{0,2}(?:,|\sof|\sat|-|\/)?\s{0,3}(\d{4})(?!\d)/i;
const YEAR_BEFORE = /(?<!\d)(\d{4})[.,]?[\s-]{1,3}$/;
const DAY_AFTER = /^\.?[\s-]{1,3}(\d{1,2})(?!\d)/;

/** "3. Mai 2012", "May 3rd, 2012", "3-May-12", "2012 May 3", "2012. május 3." */
function namedMonth(line: string): Day | null {
  for (const word of line.matchAll(/\p{L}{3,14}/gu)) {
    const month = monthOf(word[0].toLowerCase());
    if (month === undefined) continue;
    const before = line.slice(Math.max(0, word.index - 20), word.index);
    const end = word.index + word[0].length;
    const after = line.slice(end, end + 24);
    const dayYear = DAY_YEAR_AFTER.exec(after);
    if (dayYear) {
      return {
        year: yearOf(dayYear[2]!),
        month,
        day: Number(dayYear[1]),
        from: word.index,
        to: end + dayYear[0].length,
      };
    }
    const day = DAY_BEFORE.exec(before);
    const year = YEAR_AFTER.exec(after);
    if (day && year) {
      const from = word.index - before.length + day.index;
      return { year: yearOf(year[1]!), month, day: Number(day[1]), from, to: end + year[0].length };
    }
    const early = YEAR_BEFORE.exec(before);
    const late = DAY_AFTER.exec(after);
    if (early && late) {
      const from = word.index - before.length + early.index;
      return { year: yearOf(early[1]!), month, day: Number(late[1]), from, to: end + late[0].length };
    }
  }
  return null;
}

const yearOf = (digits: string): number => {
  const year = Number(digits.replace(/\D/g, ""));
  return year >= 100 ? year : year + (year < 70 ? 2000 : 1900);
};

/** "2012-05-03", "2012/5/3", "2012年5月3日". */
function yearFirst(line: string): Day | null {
  const m = /(?<!\d)(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)日?/.exec(line);
  if (!m || Number(m[2]) > 12 || m[2] === "0") return null;
  return { year: Number(m[1]), month: Number(m[2]), day: Number(m[3]), from: m.index, to: m.index + m[0].length };
}

const NUMBERS = /(?<![\d.:/-])(\d{1,2})([./-])\s?(\d{1,2})(?:\2\s?(\d{4}|\d{2})|,\s?(\d{4}))(?![\d:]|[./-]\d)/;

/** "3.5.2012", "5/3/12". Full stops are day first in every language; a number above 12 is a day. */
function numbers(line: string, { told, usual }: NumberHabit): Day | null {
  const m = NUMBERS.exec(line);
  if (!m) return null;
  const [one, other] = [Number(m[1]), Number(m[3])];
  const order = told !== "unknown" ? told : m[2] === "." ? "day-first" : usual;
  const dayFirst = one > 12 ? true : other > 12 ? false : one === other || order === "day-first";
  if (one <= 12 && other <= 12 && one !== other && order === "unknown") return null;
  const [day, month] = dayFirst ? [one, other] : [other, one];
  if (month < 1 || month > 12) return null;
  return { year: yearOf(m[4] ?? m[5]!), month, day, from: m.index, to: m.index + m[0].length };
}

/** What dates of three numbers within a text tell about their own order: a number above 12 is a day. */
export function orderTold(line: string): NumberOrder {
  const m = NUMBERS.exec(line);
  if (!m) return "unknown";
  if (Number(m[1]) > 12) return Number(m[3]) > 12 ? "unknown" : "day-first";
  return Number(m[3]) > 12 ? "month-first" : "unknown";
}

interface Clock {
  readonly ms: number;
  readonly seconds: boolean;
  readonly zone: string | null;
  readonly from: number;
  readonly to: number;
}

/** How far from the date its clock may stand: " um ", " at ", " @ ", " · ". */
const NEAR = 14;
const CLOCK =
  /(?<![\d:.])(\d{1,2})(?:[:h](\d{2})(?::(\d{2}))?|\.(\d{2})(?=\s?(?:uhr|[ap]\.?m)))(?:\s{0,2}([ap])\.?m\b\.?|\s?(?:uhr|h)\b)?/i;
const WHOLE_HOUR = /(?<![\d:.])(\d{1,2})\s?([ap])\.?m\b\.?/i;

function clockBeside(line: string, day: Day): Clock | null {
  const after = clockIn(line, day.to, line.length);
  if (after && after.from - day.to <= NEAR) return after;
  const before = clockIn(line, 0, day.from);
  return before && day.from - before.to <= NEAR ? before : null;
}

function clockIn(line: string, start: number, end: number): Clock | null {
  const part = line.slice(start, end);
  const exact = CLOCK.exec(part);
  const m = exact ?? WHOLE_HOUR.exec(part);
  if (!m) return null;
  const half = (exact ? exact[5] : m[2])?.toLowerCase();
  const minute = exact ? Number(exact[2] ?? exact[4]) : 0;
  const second = exact ? Number(exact[3] ?? 0) : 0;
  let hour = Number(m[1]);
  if (hour > 23 || minute > 59 || second > 59 || (half && hour > 12 && hour - 12 > 11)) return null;
  if (half === "p" && hour < 12) hour += 12;
  if (half === "a" && hour === 12) hour = 0;
  const to = start + m.index + m[0].length;
  const zone = zoneAfter(line.slice(to, to + 16));
  return {
    ms: ((hour * 60 + minute) * 60 + second) * 1000,
    seconds: exact?.[3] !== undefined,
    zone: zone?.offset ?? null,
    from: start + m.index,
    to: to + (zone?.length ?? 0),
  };
}

/** Abbreviations that stand for one offset; "ET" and the like depend on the season and tell none. */
const ZONES: Readonly<Record<string, string>> = {
  gmt: "Z",
  utc: "Z",
  est: "-05:00",
  edt: "-04:00",
  cst: "-06:00",
  cdt: "-05:00",
  mst: "-07:00",
  mdt: "-06:00",
  pst: "-08:00",
  pdt: "-07:00",
  akst: "-09:00",
  akdt: "-08:00",
  hst: "-10:00",
  bst: "+01:00",
  cet: "+01:00",
  cest: "+02:00",
  mez: "+01:00",
  mesz: "+02:00",
  eet: "+02:00",
  eest: "+03:00",
  msk: "+03:00",
  jst: "+09:00",
  aest: "+10:00",
  aedt: "+11:00",
};

function zoneAfter(text: string): { readonly offset: string | null; readonly length: number } | null {
  const named = /^\s?\(?([a-z]{2,4})\b\)?/i.exec(text);
  const name = named?.[1]?.toLowerCase() ?? "";
  if (named && (name in ZONES || /^[ecmp]t$/.test(name)))
    return { offset: ZONES[name] ?? null, length: named[0].length };
  const number = /^\s?(?:GMT|UTC)?\s?([+-]\d{2}):?(\d{2})\b/.exec(text);
  return number ? { offset: `${number[1]}:${number[2]}`, length: number[0].length } : null;
}
