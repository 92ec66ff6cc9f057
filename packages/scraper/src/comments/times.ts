// Dates that a theme prints for people only, read in the page's language.
import { type Instant, offsetMinutes, type Precision, readInstant } from "@belowline/schema";
import * as chrono from "chrono-node";
import type { AnyNode } from "domhandler";
import { hasChildren, isText } from "domhandler";
import { oncePerPage, type Page } from "../html/page.ts";
import { findAbsoluteDate, type NumberHabit, type NumberOrder, orderTold } from "./absolute-date.ts";

/** What a date in words needs to become a moment. */
export interface DateContext {
  readonly language: string;
  /** When the page was fetched: relative dates count from here. */
  readonly now: Date;
  /** Minutes east of UTC of the site, as the page's other times state it; 0 where they do not. */
  readonly offset: number;
  readonly offsetStated: boolean;
  /** How the page writes dates of three numbers. */
  habit(): NumberHabit;
  /** When the article came out, as the page states it: a comment without a year is younger. */
  readonly published: Date | undefined;
}

const PARSERS: Readonly<Record<string, { parse: typeof chrono.parse }>> = {
  en: chrono.en,
  de: chrono.de,
  fr: chrono.fr,
  es: chrono.es,
  it: chrono.it,
  ja: chrono.ja,
  nl: chrono.nl,
  pt: chrono.pt,
  ru: chrono.ru,
  sv: chrono.sv,
  uk: chrono.uk,
  zh: chrono.zh,
};

/** A theme's date is shorter than this; longer texts are something else. */
const LONGEST = 80;

export const dateContext = oncePerPage((page): DateContext => {
  const offset = siteOffset(page);
  const language = languageOf(page);
  return {
    language,
    now: new Date(page.fetchedAt),
    offset: offset ?? 0,
    offsetStated: offset !== undefined,
    published: publishedOn(page),
    habit: () => habitOn(page),
  };
});

const languageOf = ({ $ }: Page): string => $("html").attr("lang") || $("html").attr("xml:lang") || "en";

const habitOn = oncePerPage((page): NumberHabit => {
  const count: Record<NumberOrder, number> = { "day-first": 0, "month-first": 0, unknown: 0 };
  const ahead: AnyNode[] = [page.document];
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if (isText(node)) {
      if (node.data.length <= LONGEST * 2) count[orderTold(node.data)]++;
    } else if (hasChildren(node)) ahead.push(...node.children.slice(0, MOST_CHILDREN));
  }
  const [day, month] = [count["day-first"], count["month-first"]];
  const told = day === month ? "unknown" : day > month ? "day-first" : "month-first";
  return { told, usual: MONTH_FIRST.test(languageOf(page)) ? "month-first" : "day-first" };
});

function publishedOn(page: Page): Date | undefined {
  const stated = [
    page.$('meta[property="article:published_time"]').attr("content"),
    ...page.jsonLd.map((node) => node.datePublished),
  ];
  for (const text of stated) {
    const read = typeof text === "string" ? readInstant(text) : undefined;
    if (read) return new Date(read.at);
  }
  return undefined;
}

/** Arguments of a call have a limit; one element with more children than this is no page for people. */
const MOST_CHILDREN = 50_000;
/** Only the United States and the Philippines write the month first; a page that says just "en" is most likely American. */
const MONTH_FIRST = /^en(?:[-_](?:us|ph))?$/i;

/** What the page's other times say of the site's zone. */
function siteOffset(page: Page): number | undefined {
  const { $ } = page;
  const metas = 'meta[property="article:published_time"], meta[property="article:modified_time"]';
  const stated = [
    ...$(metas).map((_, meta) => $(meta).attr("content")),
    ...page.jsonLd.flatMap((node) => [node.datePublished, node.dateModified]),
    // Cheerio's own map takes quadratic time: 100,000 times were half a minute.
    ...[...$("time[datetime]")].map((time) => $(time).attr("datetime")),
  ];
  for (const text of stated) {
    const offset = typeof text === "string" ? readInstant(text)?.offset : undefined;
    if (offset && offset !== "Z") return offsetMinutes(offset);
  }
  return undefined;
}

/** Reads a printed date; null where it is none. Never finer than the text: minutes, hours or days. */
export function readPrintedDate(text: string, context: DateContext): Instant | null {
  const raw = text.trim();
  if (raw === "" || raw.length > LONGEST || !/\p{L}|\d/u.test(raw)) return null;
  const machine = readInstant(raw, context.offset);
  if (machine) return { ...machine, source: "text" };
  const found = absolute(raw, raw, context)?.time;
  if (found) return found;
  return hasDateWord(raw) ? readInWords(raw, context) : null;
}

/** A date within a line, and where it stands; null where none is. */
export interface FoundDate {
  readonly time: Instant;
  readonly from: number;
  readonly to: number;
}

/** Finds a full date in a line of other words; a distance ("3 hours ago") only where it is the whole line. */
export function findPrintedDate(line: string, context: DateContext): FoundDate | null {
  const found = absolute(line, undefined, context);
  if (found) return found;
  const time = line.length <= LONGEST && hasDateWord(line) ? readInWords(line, context) : null;
  return time ? { time, from: 0, to: line.length } : null;
}

const NO_HABIT: NumberHabit = { told: "unknown", usual: "unknown" };

function absolute(line: string, raw: string | undefined, context: DateContext): FoundDate | null {
  const date = findAbsoluteDate(line, /\d\s?[./-]\s?\d/.test(line) ? context.habit() : NO_HABIT);
  if (!date) return null;
  const { from, to, precision, offset } = date;
  const shift = offset === null && precision !== "d" ? context.offset * 60_000 : 0;
  const at = new Date(date.at - shift).toISOString();
  return { time: { at, offset, precision, source: "text", raw: raw ?? line.slice(from, to) }, from, to };
}

/** The parser of dates in words is slow: a line must hold a digit or one of its few words without any. */
const hasDateWord = (raw: string): boolean =>
  /\d|today|yesterday|just now|ago|heute|gestern|vor |hier|aujourd|ayer|hoy|hace|ieri|oggi|hoje|ontem|gisteren|vandaag|сегодня|вчера|昨日|今日|igår|idag/i.test(
    raw,
  );

function readInWords(raw: string, context: DateContext): Instant | null {
  const reference = { instant: context.now, timezone: context.offset };
  // "Tuesday July 24, @10:34AM": the parser knows no such sign.
  const [result] = parserOf(context.language).parse(raw.replace(/,?\s?@\s?(?=\d)/, " at "), reference);
  if (!result) return null;
  const { start } = result;
  const tags = [...result.tags()];
  const relative = tags.some((tag) => tag.startsWith("result/relativeDate") || tag.startsWith("casualReference/"));
  // "2 years ago" tells no day; and a day's name within a sentence is no date of the comment.
  if (!start.isCertain("day") || !start.isCertain("month")) return null;
  if (relative && result.text.length * 2 < raw.length) return null;
  const precision = precisionOf(result, relative ? context.now : undefined);
  const at =
    precision === "d"
      ? new Date(Date.UTC(start.get("year")!, start.get("month")! - 1, start.get("day")!))
      : start.date();
  if (!relative && !start.isCertain("year") && !setYear(at, start.get("weekday"), context)) return null;
  return { at: at.toISOString(), offset: null, precision, source: relative ? "relative" : "text", raw };
}

/** The first such day from the article's own on, else the last one before now; its weekday, if printed, must agree. */
function setYear(at: Date, weekday: number | null, { now, published }: DateContext): boolean {
  const earliest = published === undefined ? now.getTime() - 364 * DAY : published.getTime() - DAY;
  at.setUTCFullYear(new Date(earliest).getUTCFullYear());
  if (at.getTime() < earliest) at.setUTCFullYear(at.getUTCFullYear() + 1);
  return at.getTime() <= now.getTime() + DAY && (weekday === null || weekday === at.getUTCDay());
}
const DAY = 86_400_000;

/** "3 hours ago" is known to the hour, though a parser computes seconds. */
function precisionOf({ start }: chrono.ParsedResult, now: Date | undefined): Precision {
  if (!start.isCertain("hour")) return "d";
  if (now === undefined || !start.isCertain("second")) return "min";
  const distance = Math.abs(now.getTime() - start.date().getTime());
  return distance > 0 && distance % 3_600_000 === 0 ? "h" : "min";
}

function parserOf(language: string) {
  const [primary, region] = language.toLowerCase().split(/[-_]/);
  // Only the United States and the Philippines write the month first.
  if (primary === "en" && region !== undefined && region !== "us" && region !== "ph") return chrono.en.GB;
  return PARSERS[primary ?? ""] ?? chrono.en;
}
