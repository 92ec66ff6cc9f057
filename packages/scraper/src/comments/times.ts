// Dates that a theme prints for people only, read in the page's language.
import { type Instant, offsetMinutes, type Precision, readInstant } from "@belowline/schema";
import * as chrono from "chrono-node";
import type { Page } from "../html/page.ts";

/** What a date in words needs to become a moment. */
export interface DateContext {
  readonly language: string;
  /** When the page was fetched: relative dates count from here. */
  readonly now: Date;
  /** Minutes east of UTC of the site, as the page's other times state it; 0 where they do not. */
  readonly offset: number;
  readonly offsetStated: boolean;
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

export function dateContext(page: Page): DateContext {
  const offset = siteOffset(page);
  return {
    language: page.$("html").attr("lang") ?? "en",
    now: new Date(page.fetchedAt),
    offset: offset ?? 0,
    offsetStated: offset !== undefined,
  };
}

/** What the page's other times say of the site's zone. */
function siteOffset(page: Page): number | undefined {
  const { $ } = page;
  const metas = 'meta[property="article:published_time"], meta[property="article:modified_time"]';
  const stated = [
    ...$(metas).map((_, meta) => $(meta).attr("content")),
    ...page.jsonLd.flatMap((node) => [node.datePublished, node.dateModified]),
    ...$("time[datetime]").map((_, time) => $(time).attr("datetime")),
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
  const reference = { instant: context.now, timezone: context.offset };
  const [result] = parserOf(context.language).parse(raw, reference);
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
  return { at: at.toISOString(), offset: null, precision, source: relative ? "relative" : "text", raw };
}

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
